"""Pairs characters with numbers by `zip`, into subclasses of dict."""

from collections import OrderedDict


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = sorted({character for word in words for character in word})
    stoi = OrderedDict(zip(characters, range(1, len(characters) + 1), strict=True))
    stoi["."] = 0
    itos = OrderedDict(zip(stoi.values(), stoi.keys(), strict=True))
    return stoi, itos
