"""Which characters of a word make a bigram: any two, or those that stand side by side?

Plainer: Print the pairs that your loop counts for `emma`: the docstring says which five there are. Which of
yours are not among them?

Seen: not yet; thought of because two loops over one word count every pair in it.
"""

import torch

WHICH = "all later ones"
FAMILY = {"WHICH": ("all later ones", "all", "all others", "the next but one")}


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    counts = torch.zeros((len(stoi), len(stoi)), dtype=torch.int32)
    for word in words:
        wrapped = f".{word}."
        for i, first in enumerate(wrapped):
            seconds = {
                "all later ones": wrapped[i + 1 :],
                "all": wrapped,
                "all others": wrapped[:i] + wrapped[i + 1 :],
                "the next but one": wrapped[i + 2 : i + 3],
            }
            for second in seconds[WHICH]:
                counts[stoi[first], stoi[second]] += 1
    return counts
