"""The names appear on the screen, but the caller gets nothing to work with.

Plainer: Look at what `made = sample_names(...)` holds after a call: `None`. Somebody in front of the screen
reads what is printed; what does the function give back?

Seen: in a learner's code for the lecture, whose `predictions` prints twenty names and returns None:
Ismail-Mokoena/Micrograd, makemore/main.py.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> None:
    for _ in range(count):
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        print(name)
