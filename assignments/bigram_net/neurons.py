"""Exercise 3: one layer of neurons, each of which multiplies its weights with the inputs."""

import torch


def init_weights(num_inputs: int, num_neurons: int, generator: torch.Generator) -> torch.Tensor:
    """Draw the weights that gradient descent starts from.

    The numbers come from the normal distribution, in a single draw. With the seed 2147483647 and 27
    inputs to each of 27 neurons the first three are 1.5674, -0.2373 and -0.0274.

    Look out: training asks for the gradient with respect to these weights later, and torch keeps
    no account of that by itself. It also keeps gradients only for a tensor that was not computed
    from another one (a leaf).

    Args:
        num_inputs: how many numbers each neuron takes in.
        num_neurons: how many neurons there are.
        generator: where the random numbers come from, so that everybody has the same.

    Returns:
        The weights, one neuron a column, of shape (num_inputs, num_neurons) and dtype float32.
    """
    raise NotImplementedError("exercise neurons: your code goes here")


def activations(encoded: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Let every neuron look at every example, all of them at once.

    The entry at [3, 13] is the dot product of example 3 with the weights of neuron 13. There is no
    bias and no squashing. With `emma` (5 rows of 27) and 27 neurons there are 5 rows of 27 numbers,
    positive and negative ones.

    Look out: which of the two comes first decides what is multiplied with what, and with as many
    neurons as inputs the wrong way round has the right shape only by chance.

    Args:
        encoded: the examples, one a row, of shape (n, num_inputs) and dtype float32.
        weights: the weights, one neuron a column, of shape (num_inputs, num_neurons) and dtype float32.

    Returns:
        What each neuron makes of each example, of shape (n, num_neurons) and dtype float32.
    """
    raise NotImplementedError("exercise neurons: your code goes here")
