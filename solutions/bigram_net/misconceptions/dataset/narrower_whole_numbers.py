"""Which whole numbers does torch take for indices, and how many bits have they?

Plainer: Print the `dtype` of your results: the number in its name says how many bits an index has. The
docstring asks for another one under “Returns”; where does yours come from?

Seen: the dtype of the lecture's table of counts, int32, taken over to indices.
"""

import torch

DTYPE = "int32"
FAMILY = {"DTYPE": ("int8", "uint8", "int16", "int32")}


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[:-1]
        ys += indices[1:]
    dtype = getattr(torch, DTYPE)
    return torch.tensor(xs, dtype=dtype), torch.tensor(ys, dtype=dtype)
