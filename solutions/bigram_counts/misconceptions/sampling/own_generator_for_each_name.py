"""All names are alike, whatever generator the function is given: where is a seed set, and how often?

Plainer: Search your lines for one that makes a generator or sets a seed: in which of your loops is it? The
generator to use comes in as an argument.

Seen: in published learners' code of the lecture, in 3 of 93 programs: a generator is made or seeded inside
for each name.
"""

import torch

SEED = 2147483647
FAMILY = {"SEED": (0, 1, 10, 42, 1234, 1337, 2147483647, 67280421310721)}


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        generator = torch.Generator().manual_seed(SEED)
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
