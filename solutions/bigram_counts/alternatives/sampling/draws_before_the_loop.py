"""Draws once before the while loop, which ends where its condition says so."""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names: list[str] = []
    while len(names) < count:
        characters: list[str] = []
        index = torch.multinomial(
            probabilities[0], num_samples=1, replacement=True, generator=generator
        ).item()
        while index != 0:
            characters.append(itos[index])
            row = probabilities[index]
            index = torch.multinomial(row, num_samples=1, replacement=True, generator=generator).item()
        names.append("".join(characters))
    return names
