"""The table has a row and a column too many: the start and the end share one index.

Plainer: Print the shape of your table beside `len(stoi)`: yours has one more. Which number do you use for the
end of a word, and which one does `stoi` have for `.`?

Seen: in published learners' code: a 28 by 28 table.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    size = len(stoi) + 1
    counts = torch.zeros((size, size), dtype=torch.int32)
    for word in words:
        indices = [stoi[character] for character in word]
        for first, second in zip([0, *indices], [*indices, size - 1], strict=True):
            counts[first, second] += 1
    return counts
