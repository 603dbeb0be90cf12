"""A table of two columns, taken apart into views that are not contiguous, in a list."""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    pairs = []
    for word in words:
        previous = "."
        for character in word + ".":
            pairs.append((stoi[previous], stoi[character]))
            previous = character
    table = torch.LongTensor(pairs)
    return [table[:, 0], table[:, 1]]
