"""The vocabulary has the letters of the alphabet, not those of the words that it is given.

Plainer: Print `len(stoi)` for `["emma"]`: the docstring's example has four entries. Where do your characters
come from, if not from `words`?

Seen: a learner's published code takes `string.ascii_lowercase` for the vocabulary: ivfiev/misc,
makemore/bigram.py.
"""

import string


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    stoi = {character: index for index, character in enumerate("." + string.ascii_lowercase)}
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
