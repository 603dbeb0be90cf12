"""All rows of your table are the same row: how many lists does `[row] * n` make?

Plainer: Change one cell of your empty table, print the table, and see in how many rows the number appears.
Then look at the line that makes the rows.

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
