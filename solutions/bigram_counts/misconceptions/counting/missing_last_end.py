"""Does the very last word end as well?

Plainer: Print the last bigram that you count for `["emma", "ava"]`. A name ends before a `.`: what stands
behind the very last letter of your text?

Seen: in published learners' code of the lecture, in 2 of 93 programs: all names are joined by dots, and no
dot follows the last one.
"""

from itertools import pairwise

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for first, second in pairwise("." + ".".join(words)):
        counts[stoi[first], stoi[second]] += 1
    return counts
