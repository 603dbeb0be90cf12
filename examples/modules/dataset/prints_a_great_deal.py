"""Right, but with every bigram printed, and more than two megabytes when it is imported."""

from itertools import pairwise

import torch

print("looking at names\n" * 150_000)


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        for first, second in pairwise("." + word + "."):
            print("-" * 100, first, second, stoi[first], stoi[second])
            xs.append(stoi[first])
            ys.append(stoi[second])
    return torch.tensor(xs), torch.tensor(ys)
