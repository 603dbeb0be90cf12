"""Every name is empty: is anything drawn before the loop asks whether the name is over?

Plainer: Print the index just before your inner loop, and read the loop's condition aloud with it: does the
loop come round even once?

Seen: not yet; thought of as a loop `while index != 0` that starts with the index 0.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while index != 0:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            name += itos[index]
        names.append(name)
    return names
