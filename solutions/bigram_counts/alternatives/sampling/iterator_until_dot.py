"""Draws through an iterator that stops at index 0."""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    position = 0

    def draw() -> int:
        nonlocal position
        row = probabilities[position]
        position = torch.multinomial(row, num_samples=1, replacement=True, generator=generator).item()
        return position

    return ["".join(itos[index] for index in iter(draw, 0)) for _ in range(count)]
