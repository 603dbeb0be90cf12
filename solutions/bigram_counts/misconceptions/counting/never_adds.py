"""Every cell of your table is zero: is there a line that changes one?

Plainer: Print a cell before and after the line that should change it. Does this line store what it works out,
or does it only work it out?

Seen: not yet; thought of as the slip of one character, `+ 1` for `+= 1`, which Python takes without a word.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] + 1
    return counts
