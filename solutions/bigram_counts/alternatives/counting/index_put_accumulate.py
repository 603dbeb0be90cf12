"""Adds ones at all positions at once, equal ones accumulated."""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    firsts, seconds = [], []
    for word in words:
        indices = [0] + [stoi[character] for character in word] + [0]
        firsts += indices[:-1]
        seconds += indices[1:]
    counts = torch.zeros(len(stoi), len(stoi), dtype=torch.long)
    ones = torch.ones(len(firsts), dtype=torch.long)
    return counts.index_put_((torch.tensor(firsts), torch.tensor(seconds)), ones, accumulate=True)
