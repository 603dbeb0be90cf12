"""How many tensors does the caller ask for?

Plainer: Print the type of what you return: it is a single tensor. How many does the function promise behind
the arrow in its first line?

Seen: not yet; thought of beside the lists that are given back.
"""

import torch

PAIRS = False
FAMILY = {"PAIRS": (False, True)}


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[:-1]
        ys += indices[1:]
    both = torch.tensor([xs, ys])
    return both.T if PAIRS else both
