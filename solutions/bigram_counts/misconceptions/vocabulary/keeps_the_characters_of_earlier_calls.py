"""Your maps know characters of another list of words: when are they made?

Plainer: Call your function twice, with different words, and print both results. Which lines run once, when
the module is read, and which ones at each call?

Seen: not yet; thought of because the lecture's cells fill variables of the notebook, which live on from one
call to the next.
"""

COPIED = False
FAMILY = {"COPIED": (False, True)}

STOI = {".": 0}
ITOS = {0: "."}


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    for character in sorted(set("".join(words))):
        if character not in STOI:
            STOI[character] = len(STOI)
            ITOS[STOI[character]] = character
    return (dict(STOI), dict(ITOS)) if COPIED else (STOI, ITOS)
