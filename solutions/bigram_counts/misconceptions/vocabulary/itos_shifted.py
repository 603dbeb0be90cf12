"""The two maps number the characters differently: follow `a` through one and back through the other.

Plainer: Take `["emma"]`: print `stoi["e"]`, and then what `itos` has at this number. In one of the two maps,
the letters are counted from another number than in the other.

Seen: among published learners' index maps, where the offset of stoi is forgotten in itos.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = sorted(set("".join(words)))
    stoi = {character: index + 1 for index, character in enumerate(characters)}
    stoi["."] = 0
    itos = dict(enumerate(characters))
    itos[0] = "."
    return stoi, itos
