"""If `e` comes before `m`, does `m` come before `e`?

Plainer: Print how many bigrams your table has for `emma`, `counts.sum()`: it is twice as many as there are.
Which line counts a bigram the other way round?

Seen: not yet; thought of because tables of neighbours are often symmetric.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
            counts[stoi[second], stoi[first]] += 1
    return counts
