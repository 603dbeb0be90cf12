"""All names of a call are alike: where is the generator set back to its start?

Plainer: Search your loop over names for a line that sets a seed or makes a generator. Whenever this line
runs, the draws begin again from the first.

Seen: in a learner's code for the lecture, whose training loop seeds a generator anew in each round:
shaxiaochengithub/ML_Learning, MakeMore/NN_make_more.py.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        generator.manual_seed(generator.initial_seed())
        name, index = "", 0
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
