"""Puts `.` in front of the list and numbers that, once for each map."""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = [".", *sorted(set().union(*words))]
    stoi = {character: index for index, character in enumerate(characters)}
    itos = dict(enumerate(characters))
    return stoi, itos
