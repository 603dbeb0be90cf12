"""The draws come from the columns of the table: which way does it say what follows a character?

Plainer: Print the sum of what the draw gets from the table: a row sums to 1, and yours need not. Look at the
place of the index in your square brackets.

Seen: a reader's question which index of such a table is the current state, and whether the other way round
would do as well: CLUEbenchmark/CLUENER2020#71.
"""

import torch


def sample_names(
    probabilities: torch.Tensor, itos: dict[int, str], count: int, generator: torch.Generator
) -> list[str]:
    names = []
    for _ in range(count):
        name, index = "", 0
        while True:
            row = probabilities[:, index]
            index = int(torch.multinomial(row, num_samples=1, replacement=True, generator=generator))
            if index == 0:
                break
            name += itos[index]
        names.append(name)
    return names
