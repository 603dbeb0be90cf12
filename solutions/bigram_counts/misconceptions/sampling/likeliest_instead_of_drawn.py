"""Every name is the same: the likeliest character is taken each time, and nothing is drawn.

Plainer: Compare your line that chooses the next index with the call in the docstring. Yours takes the same
character each time; a draw takes each as often as its probability says.

Seen: a change proposed to PyTorch's own example of a word model, `argmax` in place of `torch.multinomial`:
pytorch/examples#849.
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
            index = int(row.argmax())
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
