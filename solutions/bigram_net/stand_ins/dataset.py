"""The bigrams of one long text, in which a dot stands between two names."""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    indices = torch.tensor([stoi[character] for character in "." + ".".join(words) + "."])
    return indices[:-1].clone(), indices[1:].clone()
