"""Do two different characters share an index?

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
