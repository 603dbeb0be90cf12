"""Run it twice, in two processes: does each letter get the same index both times?

Plainer: A set has no order of its own: the next start of Python may list the same letters otherwise. Look at
what you number, and at what the docstring says about its order.

Seen: in published learners' code of the lecture, in 3 of 93 programs: the characters are numbered in the
order that a set happens to have.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = list(set("".join(words)))
    stoi = {character: index + 1 for index, character in enumerate(characters)}
    stoi["."] = 0
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
