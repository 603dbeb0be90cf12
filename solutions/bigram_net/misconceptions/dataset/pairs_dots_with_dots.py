"""Is there really an example in which a dot follows a dot?

Seen: expected rather than counted: wrapping every name and then reading all of them as one text.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    indices = torch.tensor([stoi[character] for word in words for character in f".{word}."])
    return indices[:-1], indices[1:]
