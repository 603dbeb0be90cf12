"""All rows of your table are the same row: how many lists does `[row] * n` make?

Seen: a question why a change of one cell changes the whole column of such a list of lists:
https://stackoverflow.com/questions/48000528
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = [[0] * len(stoi)] * len(stoi)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[first]][stoi[second]] += 1
    return torch.tensor(counts)
