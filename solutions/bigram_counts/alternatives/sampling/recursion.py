"""A name is its first character and the rest of the name, which is drawn the same way."""

import torch


def _rest_of_name(
    index: int, probabilities: torch.Tensor, itos: dict[int, str], generator: torch.Generator
) -> str:
    following = torch.multinomial(probabilities[index], 1, replacement=True, generator=generator).item()
    if following == 0:
        return ""
    return itos[following] + _rest_of_name(following, probabilities, itos, generator)


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    return [_rest_of_name(0, probabilities, itos, generator) for _ in range(count)]
