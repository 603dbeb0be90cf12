"""Where does the second name start, and where did the first one end?

Plainer: Print the index at the beginning of each name: from the second name on it is not 0. In which line is
it set to 0, and how often does this line run?

Seen: not yet; thought of because the lecture sets the index back inside its loop over the names, which is
easily done once, before the loop.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    index = 0
    for _ in range(count):
        name = ""
        while True:
            row = probabilities[index]
            following = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if following == 0:
                break
            index = following
            name += itos[index]
        names.append(name)
    return names
