"""Seen: two of the frequent mistakes at once, the lecture's cell with its own number of names and its own
generator.
"""

import torch

COUNT = 10
SEED = 2147483647
FAMILY = {"COUNT": (5, 10, 20), "SEED": (42, 2147483647, 67280421310721)}


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    generator = torch.Generator().manual_seed(SEED)
    names = []
    for _ in range(COUNT):
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
