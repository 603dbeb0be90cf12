# takes the generator back to its seed
import torch


def init_weights(num_inputs, num_neurons, generator):
    g = torch.Generator().manual_seed(generator.initial_seed())
    return torch.randn((num_inputs, num_neurons), generator=g, requires_grad=True)


def activations(encoded, weights):
    return encoded @ weights
