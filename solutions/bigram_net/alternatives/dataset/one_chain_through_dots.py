"""One text of all names, in which a single dot is both an end and a start."""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    chain = torch.tensor([stoi[character] for character in "." + ".".join(words) + "."])
    return chain[:-1], chain[1:]
