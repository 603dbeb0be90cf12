"""What does the network learn about how a name begins?

Plainer: Print your inputs and labels of `["emma"]` beside those in the docstring: the first example is
missing. What would have to stand before the name for it?

Seen: among the index maps of published code: a missing token, here the one at the start.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in word + "."]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs), torch.tensor(ys)
