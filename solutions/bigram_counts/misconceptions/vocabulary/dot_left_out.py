"""The words never contain the character that marks their start and end; it needs an index all the same.

Plainer: Print the keys of `stoi` for `["emma"]`: the three letters are there, the `.` is not. It occurs in no
word, so a line that only goes through the words never meets it.

Seen: the lecturer's own later program counts an index 0 in, but has no character for it in either map:
karpathy/makemore, makemore.py.
"""

FIRST = 1
FAMILY = {"FIRST": (0, 1)}


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = sorted(set("".join(words)))
    stoi = {character: index for index, character in enumerate(characters, FIRST)}
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
