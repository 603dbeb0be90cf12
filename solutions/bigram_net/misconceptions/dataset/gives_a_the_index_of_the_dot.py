"""Do two different characters share an index?

Plainer: Print the index that you give to `a`: it is 0, and so is that of `.`. Search your lines for `stoi`,
which has an index of its own for each of them.

Seen: among the index maps of published code: `a` and `.` both 0.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [0, *(ord(character) - ord("a") for character in word), 0]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs), torch.tensor(ys)
