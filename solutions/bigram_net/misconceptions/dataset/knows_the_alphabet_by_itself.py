"""Who decides which index a character has?

Plainer: Search your lines for `stoi`: is the index of a character really the one that it has there? A caller
may have numbered the characters in another way than you do.

Seen: in published learners' code of the lecture, in 2 of 93 programs: `stoi` is accepted and ignored.
"""

import torch

FROM = "the alphabet"
FAMILY = {"FROM": ("the alphabet", "the names")}


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    letters = sorted(set("".join(words))) if FROM == "the names" else "abcdefghijklmnopqrstuvwxyz"
    own = {character: index for index, character in enumerate([".", *letters])}
    xs, ys = [], []
    for word in words:
        indices = [own[character] for character in f".{word}."]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs), torch.tensor(ys)
