"""Tests of the layer of neurons: its first weights, and what it makes of examples."""

import torch

from autograder.testing import (
    Generator,
    Mismatch,
    Subject,
    as_tensor,
    close,
    gradient_to,
    is_tensor,
    leaves_alone,
    points,
)

SEED = 2147483647


@points(1, public=True, form=True)
def test_shape_of_weights(student: Subject) -> None:
    """A neuron is a column: its weights, one for each input, stand below each other."""
    is_tensor(student.init_weights(27, 1, Generator(SEED)), shape=(27, 1))
    is_tensor(student.init_weights(3, 5, Generator(SEED)), shape=(3, 5))


@points(2, public=True)
def test_first_weights_of_the_lecture(student: Subject) -> None:
    """With the lecture's seed the first weights are 1.5674 and -0.2373, the last two -0.2175 and 0.8627."""
    weights = as_tensor(student.init_weights(27, 27, Generator(SEED)), shape=(27, 27))
    close(weights[0, :5], [1.567362, -0.237292, -0.027385, -1.100779, 0.285881])
    close(weights[-1, -2:], [-0.217463, 0.862729])


@points(1, public=True)
def test_weights_follow_the_seed(student: Subject) -> None:
    """Generators with the same seed give the same weights, and one with another seed gives others."""
    first, again, other = (
        as_tensor(student.init_weights(3, 4, Generator(seed)), shape=(3, 4)) for seed in (7, 7, 8)
    )
    if not torch.equal(first, again):
        raise Mismatch("Two generators with the same seed give different weights.")
    if torch.equal(first, other):
        raise Mismatch("Generators with different seeds give the same weights.")


@points(1)
def test_weights_of_any_generator(student: Subject, reference: Subject) -> None:
    """The weights are one draw from the normal distribution, from the generator that is given."""
    sizes = ((SEED + 1, 27, 27), (11, 6, 9), (12, 70, 3), (13, 1, 1), (14, 2, 80), (15, 5, 2))
    for seed, num_inputs, num_neurons in sizes:
        for drawn in (0, 2):
            arguments = (num_inputs, num_neurons, Generator(seed, drawn))
            expected = reference.observe("init_weights", *arguments)
            observed = student.observe("init_weights", *arguments)
            close(observed.result, expected.result)
            if observed.generator_next != expected.generator_next:
                raise Mismatch("The generator is not where one draw of the weights leaves it.")
            leaves_alone(observed, "the sizes")


@points(2, public=True, after="test_first_weights_of_the_lecture")
def test_weights_require_their_gradient(student: Subject) -> None:
    """torch is told that the gradient with respect to the weights is wanted."""
    weights = student.init_weights(4, 6, Generator(SEED))
    is_tensor(weights)
    if not weights.requires_grad:
        raise Mismatch("The weights do not require their gradient: a backward pass would leave them out.")


@points(1, public=True, after="test_weights_require_their_gradient")
def test_weights_are_a_leaf(student: Subject) -> None:
    """The weights are a leaf: gradients stay with a tensor that was not computed from another one."""
    weights = student.init_weights(4, 6, Generator(SEED))
    is_tensor(weights)
    if not weights.is_leaf:
        raise Mismatch("The weights were computed from another tensor, so their gradient would be lost.")


@points(1, public=True, form=True)
def test_dtype_of_weights(student: Subject) -> None:
    """The weights are float32."""
    is_tensor(student.init_weights(5, 4, Generator(SEED)), dtype=torch.float32)


@points(2, public=True)
def test_activations_by_hand(student: Subject) -> None:
    """An activation is the dot product of an example with a neuron's weights, also for one of each alone."""
    encoded = torch.tensor([[1.0, 0.0], [0.0, 1.0], [2.0, 3.0]])
    weights = torch.tensor([[1.0, -1.0, 0.5, 0.0], [10.0, 0.0, -2.0, 4.0]])
    expected = torch.tensor([[1.0, -1.0, 0.5, 0.0], [10.0, 0.0, -2.0, 4.0], [32.0, -2.0, -5.0, 12.0]])
    close(student.activations(encoded, weights), expected)
    close(student.activations(encoded[2:], weights[:, :1]), torch.tensor([[32.0]]))


@points(1, public=True)
def test_gradient_flows_back(student: Subject) -> None:
    """A gradient flows back from the activations to the weights."""
    encoded, weights = torch.tensor([[1.0, 0.0], [2.0, 3.0]]), torch.tensor([[1.0], [-1.0]])
    observed = student.observe("activations", encoded, weights, gradient_wrt=1)
    close(gradient_to("the weights", observed), torch.tensor([[2.5], [3.0]]))


@points(1)
def test_activations_of_any_layer(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The activations are right for any number of examples, inputs and neurons, equal ones included."""
    for n, num_inputs, num_neurons in (
        (5, 27, 27),
        (6, 6, 6),
        (4, 9, 1),
        (1, 3, 8),
        (7, 1, 1),
        (1100, 4, 5),
        (3, 70, 80),
        (4, 5, 2),
    ):
        encoded = torch.randn((n, num_inputs), generator=rng)
        weights = torch.randn((num_inputs, num_neurons), generator=rng)
        close(student.activations(encoded, weights), reference.activations(encoded, weights))


@points(1)
def test_gradient_reaches_the_weights(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The gradient of the activations flows back to the weights."""
    encoded, weights = torch.randn((5, 4), generator=rng), torch.randn((4, 3), generator=rng)
    expected = reference.observe("activations", encoded, weights, gradient_wrt=1).gradient
    observed = student.observe("activations", encoded, weights, gradient_wrt=1)
    hint = "Can it flow back from the activations?"
    close(gradient_to("the weights", observed, hint=hint), expected)


@points(1, after="test_activations_by_hand")
def test_inputs_stay_as_they_are(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """A call leaves examples, weights, with their gradient, and earlier results as they are."""
    for size, with_gradient in ((4, 0), (4, 1), (1, 0), (1, 1)):
        arguments = torch.randn((2, size, size), generator=rng).unbind()
        encoded, weights = (argument.clone() for argument in arguments)
        tensor = (encoded, weights)[with_gradient].requires_grad_()
        tensor.grad = torch.randn((size, size), generator=rng)
        observed = student.observe("activations", encoded, weights)
        close(observed.result, reference.activations(encoded, weights))
        leaves_alone(observed, "the examples or the weights")
