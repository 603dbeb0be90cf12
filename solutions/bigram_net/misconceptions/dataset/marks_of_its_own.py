"""Which character does the vocabulary have for the start and the end of a name?

Plainer: Look at what you put at the two ends of a name, and print the keys of `stoi`. Which of them does the
docstring use at both ends?

Seen: in published learners' code of the lecture, in 4 of 93 programs: the start and the end are two
characters, as in the lecture before it changes to one.
"""

import torch

MARKS = ("<S>", "<E>")
FAMILY = {"MARKS": (("<S>", "<E>"), ("<s>", "</s>"), ("<START>", "<END>"), ("^", "$"))}


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = [], []
    for word in words:
        indices = [stoi[character] for character in [MARKS[0], *word, MARKS[1]]]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs), torch.tensor(ys)
