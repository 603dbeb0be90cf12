"""One special character is enough: the end of a name and the start of the next may look the same.

Plainer: Count the entries of your `stoi` for `["emma"]`: the docstring's example has four. Which of yours
stand for the two ends of a name, and what does the docstring have for both?

Seen: in published learners' code: the maps behind a 28 by 28 table, with the letters from 0 in 4 of 93
programs, as in the lecture before it changes to one character.
"""

MARKS = ("<S>", "<E>")
NUMBERS = "around the letters"
FAMILY = {
    "MARKS": (("<S>", "<E>"), ("<s>", "</s>"), ("<START>", "<END>")),
    "NUMBERS": ("around the letters", "after the letters", "26 and 27"),
}


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    characters = sorted(set("".join(words)))
    size = len(characters)
    first, start, end = {
        "around the letters": (1, 0, size + 1),
        "after the letters": (0, size, size + 1),
        "26 and 27": (0, 26, 27),
    }[NUMBERS]
    stoi = {character: index for index, character in enumerate(characters, first)}
    stoi |= {MARKS[0]: start, MARKS[1]: end}
    itos = {index: character for character, index in stoi.items()}
    return stoi, itos
