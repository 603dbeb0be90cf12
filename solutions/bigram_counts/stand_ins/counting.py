"""The counts by `torch.bincount`."""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    size = len(stoi)
    indices = torch.tensor([stoi[character] for character in "." + ".".join(words) + "."])
    cells = indices[:-1] * size + indices[1:]
    return torch.bincount(cells, minlength=size * size).reshape(size, size)
