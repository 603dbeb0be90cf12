"""Two characters have the same index: which one stands for the start and end of a name?

Plainer: Print `stoi` for `["emma"]`: `.` and `a` are both 0. At which number does your numbering of the
letters begin?

Seen: among published learners' index maps: `a` and `.` are both 0.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    stoi = {character: index for index, character in enumerate(sorted(set("".join(words))))}
    stoi["."] = 0
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
