"""Read a cell of your table aloud: which of its two indices is the character that comes first?

Plainer: Count `["ab"]` and look for the bigram `ab` in your table: it is in the row of `b`. The docstring
says which character is the row; look at the order of the two indices in your line.

Seen: a report of a confusion matrix that is counted with rows and columns swapped:
https://github.com/accord-net/framework/issues/669
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        for first, second in zip("." + word, word + ".", strict=True):
            counts[stoi[second], stoi[first]] += 1
    return counts
