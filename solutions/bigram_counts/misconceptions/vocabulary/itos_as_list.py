"""A list answers `itos[3]` as well, but what is asked for is a map of the same kind as stoi.

Plainer: Print `type(stoi)` and `type(itos)`, and compare both with what stands behind the arrow in the first
line of the function.

Seen: in a learner's published code a list of characters is the map back: wceriale/minigrad,
makemore/bigram.py.
"""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], list[str]]:
    itos = [".", *sorted(set("".join(words)))]
    stoi = {character: index for index, character in enumerate(itos)}
    return stoi, itos
