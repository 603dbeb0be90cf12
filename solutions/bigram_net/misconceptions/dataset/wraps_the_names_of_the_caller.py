"""What does the caller's list of names look like after the call?

Plainer: Print the caller's list before and after the call: it has changed. Which line of yours writes into
`words` itself?

Seen: a published model that puts its start and end tokens into the caller's own lists:
lucidrains/transfusion-pytorch#24.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    for position, word in enumerate(words):
        words[position] = f".{word}."
    indices = [[stoi[character] for character in word] for word in words]
    xs = [index for row in indices for index in row[:-1]]
    ys = [index for row in indices for index in row[1:]]
    return torch.tensor(xs), torch.tensor(ys)
