"""Seen: two of the frequent mistakes at once, the lecture's loop with its own number of names."""

import torch

COUNT = 10
FAMILY = {"COUNT": (5, 10, 20, 50, 100)}


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(COUNT):
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            name += itos[index]
            if index == 0:
                break
        names.append(name)
    return names
