"""How would a caller read a row of what comes back?

Plainer: Print the type of what you return. The docstring says under “Returns” what it should be, and how many
rows and columns it has.

Seen: the lecture's first way of counting, by pairs in a dictionary, before it goes over to a table.
"""

import torch

KEYS = "characters"
FAMILY = {"KEYS": ("characters", "numbers")}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts: dict[tuple, int] = {}
    for word in words:
        for bigram in zip("." + word, word + ".", strict=True):
            key = bigram if KEYS == "characters" else tuple(stoi[character] for character in bigram)
            counts[key] = counts.get(key, 0) + 1
    return counts
