"""Which draw comes after the first one: that of the first name's next character, or of another name?

Plainer: Draw five names and then twelve, from generators with the same seed. Write down for which name each
number was drawn, in the order of the draws.

Seen: not yet; thought of because `torch.multinomial` draws from many rows at once, which is faster.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = [""] * count
    indices = torch.zeros(count, dtype=torch.int64)
    going_on = torch.ones(count, dtype=torch.bool)
    while going_on.any():
        rows = probabilities[indices]
        indices = torch.multinomial(rows, num_samples=1, replacement=True, generator=generator).squeeze(1)
        going_on &= indices != 0
        for number in going_on.nonzero().flatten().tolist():
            names[number] += itos[int(indices[number])]
    return names
