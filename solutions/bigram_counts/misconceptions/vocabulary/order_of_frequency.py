"""The index of a character depends here on how often it comes; what order is asked for?

Plainer: Print `stoi` for `["emma"]`: `m`, which comes twice, is before the others. Print the characters just
before you number them, and compare their order with the one in the docstring.

Seen: not yet; thought of because `Counter.most_common` is the usual way to number words.
"""

from collections import Counter


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = [character for character, _number in Counter("".join(words)).most_common()]
    stoi = {character: index + 1 for index, character in enumerate(characters)}
    stoi["."] = 0
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
