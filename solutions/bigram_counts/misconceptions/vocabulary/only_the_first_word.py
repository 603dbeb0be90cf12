"""Does every word of the list have its characters in the maps?

Plainer: Call the function with two words that share no letter, and look for the letters of the second one.

Seen: not yet; thought of as a `return` that stands inside the loop over the words.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = sorted(set(words[0]))
    stoi = {character: index + 1 for index, character in enumerate(characters)}
    stoi["."] = 0
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
