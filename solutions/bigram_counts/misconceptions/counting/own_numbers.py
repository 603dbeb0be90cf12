"""The table numbers the characters by itself; who says which row is whose?

Plainer: Search your lines for `stoi`: is the row of a character really the number that `stoi` has for it? A
caller may have numbered the characters in another way than you do.

Seen: in published learners' code of the lecture, in 2 of 93 programs: `stoi` is accepted and ignored.
"""

import string

import torch

NUMBERS = "of the sorted vocabulary"
FAMILY = {"NUMBERS": ("of the sorted vocabulary", "of the alphabet", "of the words")}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    characters = {
        "of the sorted vocabulary": sorted(stoi),
        "of the alphabet": [".", *string.ascii_lowercase],
        "of the words": [".", *sorted(set("".join(words)))],
    }[NUMBERS]
    size = len(characters) if NUMBERS == "of the words" else len(stoi)
    counts = torch.zeros((size, size), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[characters.index(first), characters.index(second)] += 1
    return counts
