"""Is every character of stoi there already when itos is made from it?

Plainer: Print `itos` for `["emma"]`: it has no 0. What does `stoi` hold at the moment when your line that
makes `itos` runs?

Seen: among published learners' index maps as a kind, here the one that is made too early.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = sorted(set("".join(words)))
    stoi = {character: index + 1 for index, character in enumerate(characters)}
    itos = {index: character for character, index in stoi.items()}
    stoi["."] = 0
    return stoi, itos
