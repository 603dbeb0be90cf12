"""All characters are equally likely here, as in a model that has seen no names.

Plainer: Search your lines for `probabilities`: does what is in it reach the draw? Print what the draw is told
about each character; all of them are the same.

Seen: among the counted mistakes: a parameter accepted and ignored, here for the uniform row that shows
what an untrained model draws.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            row = torch.ones(len(probabilities))
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
