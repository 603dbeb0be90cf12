"""Does the very first word start as well?

Plainer: Print the first bigram that you count for `["emma", "ava"]`. A name begins behind a `.`: what stands
in front of the very first letter of your text?

Seen: the same chain of names as in `missing_last_end`, met in 2 of 93 published programs, cut off at its
other end.
"""

from itertools import pairwise

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for first, second in pairwise(".".join(words) + "."):
        counts[stoi[first], stoi[second]] += 1
    return counts
