"""Is there really an example in which a dot follows a dot?

Plainer: Print your inputs and labels for `["emma", "ava"]`: between the names, 0 is followed by 0. Do you cut
the names into pairs one by one, or after you have joined them?

Seen: the same idea in a published word model, which counts a bigram from the end of one line to the start
of the next: githubharald/CTCWordBeamSearch#33.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    indices = torch.tensor([stoi[character] for word in words for character in f".{word}."])
    return indices[:-1], indices[1:]
