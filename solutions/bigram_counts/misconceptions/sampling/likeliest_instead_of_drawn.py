"""Every name is the same: the likeliest character is taken each time, and nothing is drawn.

Seen: expected rather than counted: argmax is taken for a draw.
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
            index = int(row.argmax())
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
