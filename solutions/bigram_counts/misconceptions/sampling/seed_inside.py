"""The names are the same whatever generator the function is given: who is to choose the seed?

Plainer: Call your function with generators of two different seeds: the names are equal. Which line of yours
sets a seed, or makes a generator of its own?

Seen: in published learners' code, as a kind: a parameter is accepted and ignored, here for a fixed seed.
The largest number is the seed that a generator of torch has from the start.
"""

import torch

SEED = 2147483647
FAMILY = {"SEED": (0, 1, 10, 42, 1234, 1337, 2147483647, 67280421310721)}


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    generator = torch.Generator().manual_seed(SEED)
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
