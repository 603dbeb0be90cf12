"""A name has one bigram more than it has letters: where do the others come from?

Plainer: Print your inputs and labels of `["emma"]` beside those in the docstring: you have three examples,
and there should be five. Which two are missing, and which character do both of them have?

Seen: among the index maps of published code: missing tokens, here at both ends.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in word]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)
