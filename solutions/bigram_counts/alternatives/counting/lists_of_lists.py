"""Counts in plain Python lists, which torch takes over at the end."""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = [[0] * len(stoi) for _ in stoi]
    for word in words:
        previous = 0
        for character in word + ".":
            counts[previous][stoi[character]] += 1
            previous = stoi[character]
    return torch.tensor(counts)
