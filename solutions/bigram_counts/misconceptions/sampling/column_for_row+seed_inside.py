"""Seen: two of the frequent mistakes at once, a fixed seed, and rows taken for columns."""

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
            row = probabilities[:, index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
