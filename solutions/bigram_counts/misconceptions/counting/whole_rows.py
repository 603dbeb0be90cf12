"""A bigram raises a whole row of your table: how many indices does it take to name one cell?

Plainer: Count the single word `a`, and print the table: it should hold two ones, and its rows are full of
them. Look at the line that adds one, and at what stands in its square brackets.

Seen: not yet; thought of because one index in square brackets is the shorter way to write.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, _second in zip("." + word, word + ".", strict=True):
            counts[stoi[first]] += 1
    return counts
