"""Draws one long text until enough names have ended in it, and splits that."""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    text, index = "", 0
    while text.count(".") < count:
        index = int(torch.multinomial(probabilities[index], 1, replacement=True, generator=generator)[0])
        text += itos[index]
    return text.split(".")[:-1]
