"""Which of the two characters does the network see, and which should it predict?

Plainer: Print your two results for `["emma"]` beside the two lines in the docstring. Which of them begins
with 0 there, and which one does in yours?

Seen: a reader's question whether the targets are the inputs shifted to the right or to the left:
rasbt/LLMs-from-scratch#508.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in f".{word}."]
        xs += indices[1:]
        ys += indices[:-1]
    return torch.tensor(xs), torch.tensor(ys)
