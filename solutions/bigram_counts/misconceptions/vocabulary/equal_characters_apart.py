"""If a character comes again, how many numbers does it use up?

Plainer: Print the characters that you number, for `emma`. How many are there, and how many should there be?

Seen: not yet; thought of as the reference without its `set`.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = sorted("".join(words))
    stoi = {character: index + 1 for index, character in enumerate(characters)}
    stoi["."] = 0
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
