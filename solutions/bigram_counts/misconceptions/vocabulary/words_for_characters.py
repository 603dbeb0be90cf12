"""A vocabulary of characters is asked for: what does your map have numbers for?

Plainer: Print `stoi` for `["emma"]`: it has the whole name as a key. What goes through the list of words,
and what would go through the characters of a word?

Seen: not yet; thought of because a set of strings and a set of the characters in them differ by one call.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    numbered = sorted(set(words))
    stoi = {word: index + 1 for index, word in enumerate(numbered)}
    stoi["."] = 0
    itos = {index: word for word, index in stoi.items()}
    return stoi, itos
