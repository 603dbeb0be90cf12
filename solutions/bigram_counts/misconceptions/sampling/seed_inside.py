"""The names are the same whatever generator the function is given: who is to choose the seed?

Seen: in published learners' code, as a kind: a parameter is accepted and ignored, here for a fixed seed.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    generator = torch.Generator().manual_seed(2147483647)
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
