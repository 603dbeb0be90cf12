"""What the network takes in are tensors, so what is the type of your two results?

Plainer: Print the type of each of your two results. The docstring says under “Returns” what both should be,
and “Look out” names what makes one.

Seen: a data set whose author forgot to convert the label to a tensor: v7labs/darwin-py#208.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[:-1]
        ys += indices[1:]
    return xs, ys
