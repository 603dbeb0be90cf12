"""Which step makes floats of your indices: a name with a capital letter, or a tensor made before them?

Plainer: Print the `dtype` of each tensor where you make it. The docstring's “Look out” names two functions
that are easily confused: compare them with your line, letter by letter. An empty tensor, too, holds floats
unless told otherwise.

Seen: the lecture warns of `torch.Tensor`. Others join indices to `torch.tensor([])`.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs).float(), torch.tensor(ys).float()
