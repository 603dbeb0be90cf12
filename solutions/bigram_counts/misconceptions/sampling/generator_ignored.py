"""The generator that the function is given has no influence on the names.

Plainer: Call your function twice, with a new generator of the same seed each time: the names differ. Compare
your draw with the call in the docstring, part by part.

Seen: in published learners' code, as a kind: a parameter is accepted and ignored.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
