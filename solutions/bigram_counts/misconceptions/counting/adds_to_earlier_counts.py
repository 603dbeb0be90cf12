"""The counts of earlier calls are still in the table: when is it made?

Plainer: Call your function twice with the same words, and print both results: the second one is larger.
Which line makes the table, and when does it run?

Seen: not yet; thought of because the lecture's table is a variable of the notebook, which lives on from one
call to the next.
"""

import torch

COPIED = False
FAMILY = {"COPIED": (False, True)}

TABLES: dict[int, torch.Tensor] = {}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = TABLES.setdefault(len(stoi), torch.zeros((len(stoi), len(stoi)), dtype=torch.int32))
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first], stoi[second]] += 1
    return counts.clone() if COPIED else counts
