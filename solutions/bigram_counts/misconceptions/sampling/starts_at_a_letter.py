"""The first character is drawn without the table, which knows how names start.

Plainer: Look at your lines before the first draw from the table: the first character comes from somewhere
else. The docstring says where a name starts; which row of the table is that?

Seen: a published character model, whose `sample` starts at `rand(alphabet)`: FluxML/model-zoo#6.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        index = int(torch.randint(1, len(probabilities), (1,), generator=generator))
        name = itos[index]
        while True:
            row = probabilities[index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
