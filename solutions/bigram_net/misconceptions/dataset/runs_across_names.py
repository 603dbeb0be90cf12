"""Is the last letter of a name really followed by the first letter of the next name?

Plainer: Print your inputs and labels for `["emma", "ava"]`: one example has an `a` before an `a`, and neither
of the names does. Which line of yours joins the names?

Seen: among the index maps of published code: missing tokens, here between two names.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    indices = torch.tensor([stoi[character] for character in "." + "".join(words) + "."])
    return indices[:-1], indices[1:]
