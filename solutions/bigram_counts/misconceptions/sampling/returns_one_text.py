"""How does the caller get at the third name?

Plainer: Print the type of what you return: it is one text, so that `[2]` of it is one character. The
docstring says under “Returns” what holds the names.

Seen: not yet; thought of as the lecture's loop, which prints a name a line.
"""

import torch

BETWEEN = "\n"
FAMILY = {"BETWEEN": ("", " ", ", ", "\n")}


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return BETWEEN.join(names)
