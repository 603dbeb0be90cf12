"""Is the character that every name starts at a part of the name?

Plainer: Print the name just before its first draw: it holds something already. The docstring says under
“Returns” what is not in the names.

Seen: in published learners' code of the lecture, in 2 of 93 programs: the dot is kept in the names.
"""

import torch

END = False
FAMILY = {"END": (False, True)}


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = ".", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name + "." if END else name)
    return names
