"""A bigram that comes twice adds only one: indexed addition writes each cell once.

Plainer: Try `["mmm"]`, whose `mm` comes twice: your table has a 1 there. You add many bigrams in one line;
what would the table hold if they came one at a time?

Seen: a question on PyTorch's tracker, where `g[m, p] += 1` counts equal pairs once:
https://github.com/pytorch/pytorch/issues/3844
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        indices = torch.tensor([stoi[character] for character in f".{word}."])
        counts[indices[:-1], indices[1:]] += 1
    return counts
