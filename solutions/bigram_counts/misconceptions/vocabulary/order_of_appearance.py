"""The index of a letter depends here on which word comes first; what order is asked for?

Plainer: Print `stoi` for `["emma"]`: `e` comes before `a`, as in the word. Print the characters just before
you number them, and compare their order with the one in the docstring.

Seen: characters left unsorted, there in the order of a set: https://github.com/karpathy/minGPT/pull/21
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = list(dict.fromkeys("".join(words)))
    stoi = {character: index + 1 for index, character in enumerate(characters)}
    stoi["."] = 0
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
