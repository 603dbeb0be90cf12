"""Tests of the layer of neurons: its first weights, and what it makes of examples."""

import torch
from kit import Generator, Mismatch, Subject, as_tensor, close, is_tensor, points

SEED = 2147483647


@points(1, public=True, form=True)
def test_shape_of_weights(student: Subject) -> None:
    """A neuron is a column: its weights, one for each input, stand below each other."""
    is_tensor(student.init_weights(27, 1, Generator(SEED)), shape=(27, 1))
    is_tensor(student.init_weights(3, 5, Generator(SEED)), shape=(3, 5))


@points(2, public=True)
def test_first_weights_of_the_lecture(student: Subject) -> None:
    """With the lecture's seed the first weights are 1.5674, -0.2373, -0.0274, -1.1008 and 0.2859."""
    weights = as_tensor(student.init_weights(27, 27, Generator(SEED)), shape=(27, 27))
    close(weights[0, :5], [1.567362, -0.237292, -0.027385, -1.100779, 0.285881])


@points(2, public=True, after="test_first_weights_of_the_lecture")
def test_weights_require_their_gradient(student: Subject) -> None:
    """torch is told that the gradient with respect to the weights is wanted."""
    weights = student.init_weights(4, 6, Generator(SEED))
    is_tensor(weights)
    if not weights.requires_grad:
        raise Mismatch("The weights do not require their gradient: a backward pass would leave them out.")


@points(2, public=True)
def test_activations_by_hand(student: Subject) -> None:
    """An activation is the dot product of an example with the weights of a neuron."""
    encoded = torch.tensor([[1.0, 0.0], [0.0, 1.0], [2.0, 3.0]])
    weights = torch.tensor([[1.0, -1.0, 0.5, 0.0], [10.0, 0.0, -2.0, 4.0]])
    expected = torch.tensor([[1.0, -1.0, 0.5, 0.0], [10.0, 0.0, -2.0, 4.0], [32.0, -2.0, -5.0, 12.0]])
    close(student.activations(encoded, weights), expected)
