"""The index of a letter depends here on which word comes first; what order is asked for?

Seen: expected rather than counted: characters are numbered as they are met.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = list(dict.fromkeys("".join(words)))
    stoi = {character: index + 1 for index, character in enumerate(characters)}
    stoi["."] = 0
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
