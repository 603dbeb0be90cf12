"""Which character does the vocabulary have for the start and the end of a word?

Plainer: Look at what you put at the two ends of a word, and print the keys of `stoi`. Which of them does the
docstring use at both ends?

Seen: in published learners' code of the lecture, in 4 of 93 programs: the start and the end are two
characters, as in the lecture before it changes to one.
"""

from itertools import pairwise

import torch

MARKS = ("<S>", "<E>")
FAMILY = {"MARKS": (("<S>", "<E>"), ("<s>", "</s>"), ("<START>", "<END>"), ("^", "$"))}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        characters = [MARKS[0], *word, MARKS[1]]
        for first, second in pairwise(characters):
            counts[stoi[first], stoi[second]] += 1
    return counts
