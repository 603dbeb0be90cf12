"""Who decides which index a character has?

Seen: a parameter that is accepted and ignored.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [0, *(ord(character) - ord("a") + 1 for character in word), 0]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs), torch.tensor(ys)
