"""The special character comes after the letters here; which index is reserved for it?

Plainer: Print `stoi` for `["emma"]` and hold it beside the docstring's example. Which number does `.` have in
each, and which one does `a` have?

Seen: a learner's published code puts `.` after the letters a to z: kenty854/Bigram-model, makemore.py.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = [*sorted(set("".join(words))), "."]
    stoi = {character: index for index, character in enumerate(characters)}
    itos = dict(enumerate(characters))
    return stoi, itos
