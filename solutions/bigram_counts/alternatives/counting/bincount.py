"""Numbers the cells of the table row by row and counts those numbers."""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    size = len(stoi)
    cells = [stoi[a] * size + stoi[b] for word in words for a, b in zip("." + word, word + ".", strict=True)]
    return torch.bincount(torch.tensor(cells), minlength=size * size).reshape(size, size)
