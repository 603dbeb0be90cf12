"""Every character is drawn as if it were the first one: where does the next draw start from?

Plainer: Print the number of the row that you draw from, each time: it is always 0. Which line should change
it after a draw?

Seen: the same idea in a character model, whose sampler never tells the network which character it chose:
FluxML/model-zoo#12.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            row = probabilities[0]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
