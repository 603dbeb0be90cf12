"""What does your table say about two characters that never follow each other?

Plainer: Print a cell of two characters that never meet: once right after you make the table, and once before
you return it. Where does the number in it come from?

Seen: in published learners' code of the lecture, in 7 of 93 programs: counts that start at one, or are
smoothed before the table is given back.
"""

import torch

START = 1
FAMILY = {"START": (0.01, 0.1, 0.5, 1, 2, 5, 10)}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    dtype = torch.int32 if isinstance(START, int) else torch.float32
    counts = torch.full((len(stoi), len(stoi)), START, dtype=dtype)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts
