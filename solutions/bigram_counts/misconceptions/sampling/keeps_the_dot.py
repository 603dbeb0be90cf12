"""The mark of the end is part of the names: is a character kept before or after it is looked at?

Seen: expected rather than counted: the character is added before the loop looks for the end.
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
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            name += itos[index]
            if index == 0:
                break
        names.append(name)
    return names
