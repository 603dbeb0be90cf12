"""The number of names does not depend on how many are asked for.

Plainer: Ask for two names and then for three, and print how many come back. Search your lines for `count`.

Seen: in published learners' code, as a kind: a parameter is accepted and ignored.
"""

import torch

COUNT = 10
FAMILY = {"COUNT": (5, 10, 20, 50, 100)}


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(COUNT):
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
