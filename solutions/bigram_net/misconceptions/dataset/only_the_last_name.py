"""Every name has its examples, but which are left at the end: what happens to the lists when a name begins?

Plainer: Print the length of your lists at the end of each round of the loop over names: it should grow. Which
line in the loop makes them anew?

Seen: not yet; thought of beside `only_the_first_names`: lists that are made anew in each round of the loop.
"""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    for word in words:
        xs = [stoi[character] for character in "." + word]
        ys = [stoi[character] for character in word + "."]
    return torch.tensor(xs), torch.tensor(ys)
