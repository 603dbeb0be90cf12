"""If the very first draw is the end, is that a name?

Plainer: Look for the line of yours that asks whether a name is empty. The docstring says what a name counts
whose first draw is `.`.

Seen: not yet; thought of because a name that ends with its first draw looks like a fault.
"""

import torch

AGAIN = False
FAMILY = {"AGAIN": (False, True)}


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name = ""
        while not name:
            index = 0
            while True:
                row = probabilities[index]
                index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
                if index == 0:
                    break
                name += itos[index]
            if not AGAIN:
                break
        if name:
            names.append(name)
    return names
