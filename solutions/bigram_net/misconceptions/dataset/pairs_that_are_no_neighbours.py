"""Which characters of a name make an example: any two, or those that stand side by side?

Plainer: Print the pairs that your loop makes of `emma`: the docstring says which five there are. Which of
yours are not among them?

Seen: not yet; thought of because two loops over one name make every pair in it.
"""

import torch

WHICH = "all"
FAMILY = {"WHICH": ("all", "all later ones", "all others", "the next but one")}


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        wrapped = f".{word}."
        for i, first in enumerate(wrapped):
            seconds = {
                "all": wrapped,
                "all later ones": wrapped[i + 1 :],
                "all others": wrapped[:i] + wrapped[i + 1 :],
                "the next but one": wrapped[i + 2 : i + 3],
            }
            for second in seconds[WHICH]:
                xs.append(stoi[first])
                ys.append(stoi[second])
    return torch.tensor(xs), torch.tensor(ys)
