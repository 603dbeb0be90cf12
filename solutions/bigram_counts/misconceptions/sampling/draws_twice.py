"""How many draws does one character take?

Plainer: Print each index that your function draws, and the name that comes of it: some of the indices are
in no name. Which lines of your loop draw?

Seen: not yet; thought of because a draw in the condition of a loop and one in its body are two.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    def draw(index: int) -> int:
        row = probabilities[index]
        return int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))

    names = []
    for _ in range(count):
        name = ""
        index = 0
        while draw(index) != 0:
            index = draw(index)
            name += itos[index]
        names.append(name)
    return names
