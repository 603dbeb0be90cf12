"""When is a name over?

Plainer: Look for a line that ends a name after so many characters: a `range`, or a length. The docstring
knows of one end only.

Seen: in published learners' code of the lecture, in 2 of 93 programs: names are capped.
"""

import torch

MOST = 5
FAMILY = {"MOST": (3, 5, 8, 10)}


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        for _ in range(MOST):
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
