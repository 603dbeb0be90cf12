"""A character's number is its place in the alphabet here: which number has it among the characters of the
words?

Plainer: Print `stoi` for `["emma"]`: there are four characters, and one of them has a number above 3.
Which step of yours does not know which characters there are?

Seen: not yet; thought of because `ord` numbers letters without a look at the words.
"""

FIRST = 1
FAMILY = {"FIRST": (0, 1)}


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    stoi = {".": 0}
    stoi |= {character: ord(character) - ord("a") + FIRST for word in words for character in word}
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
