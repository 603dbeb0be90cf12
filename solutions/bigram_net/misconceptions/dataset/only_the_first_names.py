"""Does every name of the list have its examples in the result?

Plainer: Count how often your loop over the names comes round, and compare with `len(words)`. Is there a
slice, or a `return`, that ends it early?

Seen: a step of the lecture that was kept: its loop takes one word before it takes all of them.
"""

import torch

MOST = 1
FAMILY = {"MOST": (1, 2, 3, 10, 100)}


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words[:MOST]:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs), torch.tensor(ys)
