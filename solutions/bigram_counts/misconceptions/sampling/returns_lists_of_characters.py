"""Is a name one text, or a list of characters?

Plainer: Print the type of your first name. What is a name in your function before its first character comes,
and what is it when you keep it?

Seen: not yet; thought of as the lecture's loop, whose `''.join(out)` is forgotten.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = [], 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
