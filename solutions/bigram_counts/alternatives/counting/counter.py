"""Counts pairs of characters with `Counter` and fills the table afterwards."""

from collections import Counter
from itertools import pairwise

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    pairs = Counter(pair for word in words for pair in pairwise(f".{word}."))
    counts = torch.zeros(len(stoi), len(stoi), dtype=torch.int64)
    for (first, second), times in pairs.items():
        counts[stoi[first], stoi[second]] = times
    return counts
