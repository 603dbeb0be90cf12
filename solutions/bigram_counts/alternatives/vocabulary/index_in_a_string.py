"""Keeps the characters in one string and asks it where they are."""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = "." + "".join(sorted(set("".join(words))))
    return {c: characters.index(c) for c in characters}, {i: characters[i] for i in range(len(characters))}
