"""The mark of the end is part of the names: is a character kept before or after it is looked at?

Plainer: Look at the order of two lines in your loop: the one that adds a character to the name, and the one
that asks whether it was the `.`.

Seen: in the lecture's own notebook (karpathy/nn-zero-to-hero, makemore_part1_bigrams.ipynb), whose loop
keeps the character before it looks for the end and prints `mor.`.
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
