"""Seen: two of the frequent mistakes at once, the lecture's loop on the columns of the table."""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            row = probabilities[:, index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            name += itos[index]
            if index == 0:
                break
        names.append(name)
    return names
