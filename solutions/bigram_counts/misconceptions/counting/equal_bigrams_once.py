"""A bigram that a word has twice adds only one: what happens to a cell that is named twice in one addition?

Plainer: Try `["mmm"]`, whose `mm` comes twice: your table has a 1 there. What would it hold if the bigrams
of a word were counted one at a time?

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
