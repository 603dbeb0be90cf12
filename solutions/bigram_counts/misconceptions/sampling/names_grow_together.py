"""Each name begins with the one before it: what has to be empty when a name starts?

Plainer: Print the name at the beginning of each round of your loop over names: from the second round on it
holds something. In which line is it made empty, and how often does this line run?

Seen: a question on Stack Overflow, where lists made once before the loop still hold what earlier rounds put
in: https://stackoverflow.com/questions/46935801 (read in its copy eemailme/feedly#29).
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    name = ""
    for _ in range(count):
        index = 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
