"""Seen: two of the frequent mistakes at once, a parameter that is ignored, and rows taken for columns."""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            row = probabilities[:, index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
