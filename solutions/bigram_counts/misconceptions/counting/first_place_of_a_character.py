"""A word may have a character twice: what follows the second one?

Plainer: Print the pairs that your loop counts for `emma`: one comes twice, and another one is missing.
`index` and `find` look for the first place alone.

Seen: not yet; thought of because `index` is what finds the place of a character.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        wrapped = f".{word}."
        for first in wrapped[:-1]:
            counts[stoi[first], stoi[wrapped[wrapped.index(first) + 1]]] += 1
    return counts
