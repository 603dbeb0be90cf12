"""What comes back has rows and columns, but is it a tensor?

Plainer: Print the type of what you return: it is a list of lists. The README's ten lines on tensors begin
with how one is made from lists.

Seen: the same idea in a data set whose author forgot to convert to a tensor: v7labs/darwin-py#208.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = [[0] * len(stoi) for _ in stoi]
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first]][stoi[second]] += 1
    return counts
