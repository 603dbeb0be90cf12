"""The vocabulary by `torch.unique`."""

import torch


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    codes = torch.unique(torch.tensor([ord(character) for word in words for character in word]))
    itos = dict(enumerate([".", *map(chr, codes.tolist())]))
    return {character: index for index, character in itos.items()}, itos
