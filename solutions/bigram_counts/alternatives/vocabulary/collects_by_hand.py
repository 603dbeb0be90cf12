"""Looks for new characters in a loop and sorts them in place."""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    found: list[str] = []
    for word in words:
        for character in word:
            if character not in found:
                found.append(character)
    found.sort()
    stoi = {".": 0}
    itos = {0: "."}
    for character in found:
        itos[len(stoi)] = character
        stoi[character] = len(stoi)
    return stoi, itos
