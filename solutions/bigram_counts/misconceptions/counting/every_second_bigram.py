"""The second character of a bigram is the first of the next one: is each character both?

Plainer: Print the pairs that your loop counts for `emma`: the docstring says which five there are. By how
many characters does your loop move on?

Seen: not yet; thought of because a text is often cut into pieces of two.
"""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        wrapped = f".{word}."
        for i in range(0, len(wrapped) - 1, 2):
            counts[stoi[wrapped[i]], stoi[wrapped[i + 1]]] += 1
    return counts
