"""Seen: in published learners' code of the lecture, in 4 of 93 programs: the loop of its notebook, which
prints `mor.`, without the generator.
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
            name += itos[index]
            if index == 0:
                break
        names.append(name)
    return names
