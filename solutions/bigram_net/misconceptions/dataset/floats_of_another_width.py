"""Is an index a whole number where you make it, and still one in the tensor?

Plainer: Print your numbers just before they become a tensor, with their dtype if they have one. NumPy's zeros
are float64, and so are its arrays that begin without a number.

Seen: not yet; thought of because `np.array([])` and `np.zeros` give float64.
"""

import torch

DTYPE = "float64"
FAMILY = {"DTYPE": ("float16", "float64")}


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs, dtype=getattr(torch, DTYPE)), torch.tensor(ys, dtype=getattr(torch, DTYPE))
