"""torch has two names for making a tensor that differ in one capital letter: what dtype does each give?

Plainer: Print the `dtype` of your results. The docstring's “Look out” names two functions that are easily
taken for each other: compare them with your line, letter by letter.

Seen: the lecture warns of `torch.Tensor`.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs).float(), torch.tensor(ys).float()
