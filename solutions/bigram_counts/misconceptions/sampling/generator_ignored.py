"""The generator that the function is given has no influence on the names.

Plainer: Call your function twice, with a new generator of the same seed each time: the names differ. Compare
your draw with the call in the docstring, part by part.

Seen: in published learners' code, as a kind: a parameter is accepted and ignored.
"""

import random

import numpy as np
import torch

DRAWN_BY = "torch.multinomial"
FAMILY = {
    "DRAWN_BY": ("torch.multinomial", "random.choices", "numpy.random.choice", "numpy.random.multinomial")
}


def drawn(row: torch.Tensor) -> int:
    if DRAWN_BY == "random.choices":
        return random.choices(range(len(row)), weights=row.tolist())[0]
    if DRAWN_BY == "torch.multinomial":
        return int(torch.multinomial(row, num_samples=1, replacement=True))
    shares = row.double().numpy()
    shares = shares / shares.sum()
    if DRAWN_BY == "numpy.random.choice":
        return int(np.random.choice(len(shares), p=shares))
    return int(np.random.multinomial(1, shares).argmax())


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            index = drawn(probabilities[index])
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
