"""Lines indented with spaces, and one with a tab."""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in "." + word + "."]
        xs += indices[:-1]
	ys += indices[1:]
    return torch.tensor(xs), torch.tensor(ys)
