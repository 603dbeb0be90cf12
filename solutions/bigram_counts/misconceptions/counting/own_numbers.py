"""The table numbers the characters by itself; who says which row is whose?

Seen: in published learners' code, as a kind: a parameter is accepted and ignored.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    characters = sorted(stoi)
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[characters.index(first), characters.index(second)] += 1
    return counts
