"""Multiplies the one-hot first characters with the one-hot second ones."""

import torch
from torch.nn.functional import one_hot


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    chain = [stoi[character] for word in words for character in "." + word] + [0]
    encoded = one_hot(torch.tensor(chain), num_classes=len(stoi))
    return encoded[:-1].T @ encoded[1:]
