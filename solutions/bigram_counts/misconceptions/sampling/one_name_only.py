"""The function is over when the first name is: how many are asked for?

Plainer: Put a `print` into your loop over names: it comes round once. Which line ends it there, and how far
is this line indented?

Seen: a function that fills a list in a loop and returns it from within the loop: m1guer/django-scalar#5.
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
            if index == 0:
                break
            name += itos[index]
        names.append(name)
        break
    return names
