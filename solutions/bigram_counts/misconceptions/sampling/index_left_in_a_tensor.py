"""Of what type is the index that `itos` is asked for, and of what type are its keys?

Plainer: Print the index right after the draw: it is a tensor with one number in it. The last of the README's
ten lines on tensors show what makes a number of Python's of it.

Seen: a published program that asks a dict of whole numbers for a tensor, `KeyError: tensor(19)`:
https://github.com/lancopku/bag-of-words/issues/1
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
            index = torch.multinomial(row, num_samples=1, replacement=True, generator=generator)
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
