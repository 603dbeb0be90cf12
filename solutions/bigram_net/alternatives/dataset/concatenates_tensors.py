"""A tensor for every name, put together at the end."""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    rows = [torch.tensor([stoi[character] for character in f".{word}."], dtype=torch.long) for word in words]
    return torch.cat([row[:-1] for row in rows]), torch.cat([row[1:] for row in rows])
