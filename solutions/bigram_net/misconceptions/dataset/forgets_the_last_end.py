"""Does the very last name end as well?

Plainer: Print your last labels for `["emma", "ava"]`. Each name ends before a `.`: what stands behind the
very last letter of your text?

Seen: in published learners' code of the lecture, in 2 of 93 programs: all names are joined by dots, and no
dot follows the last one.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    indices = torch.tensor([stoi[character] for character in "." + ".".join(words)])
    return indices[:-1], indices[1:]
