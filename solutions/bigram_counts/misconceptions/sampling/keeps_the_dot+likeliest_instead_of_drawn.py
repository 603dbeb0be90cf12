"""Seen: two of the frequent mistakes at once, the lecture's loop with `argmax` in it."""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(row.argmax())
            name += itos[index]
            if index == 0:
                break
        names.append(name)
    return names
