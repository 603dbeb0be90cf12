"""Seen: two of the frequent mistakes at once, the lecture's loop in which the list of characters is made
once.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    name = ""
    for _ in range(count):
        index = 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            name += itos[index]
            if index == 0:
                break
        names.append(name)
    return names
