"""Keeps the drawn index a tensor, so that the row has a dimension more."""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        index, name = torch.zeros(1, dtype=torch.long), ""
        while not name.endswith("."):
            rows = probabilities[index]
            index = torch.multinomial(rows, num_samples=1, replacement=True, generator=generator)[0]
            name += itos[int(index)]
        names.append(name[:-1])
    return names
