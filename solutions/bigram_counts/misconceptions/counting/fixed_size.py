"""The size of the table is that of the lecture, not that of the vocabulary.

Plainer: Print the shape of your table beside `len(stoi)` for a small vocabulary, such as that of `["emma"]`.
Which number in your lines fits one vocabulary only?

Seen: `torch.zeros((27, 27))` in RNavs-44/Neural_Networks, makemore/makemore.py; 41 of 76 published training
loops have the number in them, too. Two of 93 programs kept the 28 by 28 that the lecture starts with.
"""

import torch

SIZE = 27
FAMILY = {"SIZE": (26, 27, 28, 30)}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((SIZE, SIZE), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
