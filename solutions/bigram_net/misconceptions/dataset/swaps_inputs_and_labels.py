"""Which of the two characters does the network see, and which should it predict?

Seen: expected rather than counted: the two results exchanged.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[1:]
        ys += indices[:-1]
    return torch.tensor(xs), torch.tensor(ys)
