"""One special character is enough: the end of a name and the start of the next may look the same.

Seen: in published learners' code: the maps behind a 28 by 28 table.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = sorted(set("".join(words)))
    stoi = {character: index + 1 for index, character in enumerate(characters)}
    stoi["<S>"] = 0
    stoi["<E>"] = len(characters) + 1
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
