"""Only the inside of the words is counted; a word also starts and ends.

Plainer: Print the bigrams that you count for `["emma"]`: there are three, and the docstring lists five. Which
two are missing, and what do both of them have in common?

Seen: a published course exercise pairs words inside each sentence only:
Akshaya18804/Natural-Language-Processing, EX6.py.
"""

from itertools import pairwise

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in pairwise(word):
            counts[stoi[first], stoi[second]] += 1
    return counts
