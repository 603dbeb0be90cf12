"""Numbers for characters: tables are indexed by numbers, and names are made of characters."""


def build_vocabulary(words: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    """Number the characters of the words, with `.` as number 0.

    The extra character `.` marks where a name starts and where it ends; it occurs in no word. The
    characters that do occur follow in sorted order from 1, so that 27 numbers do for all names.

    Args:
        words: the names, such as `["emma", "olivia"]`; the list stays as it is.

    Returns:
        `(stoi, itos)`: the number of each character, and the character of each number. The second
        undoes the first for every character, `.` included.

    Example:
        >>> stoi, itos = build_vocabulary(["emma"])
        >>> stoi == {".": 0, "a": 1, "e": 2, "m": 3}
        True
        >>> itos[stoi["."]], itos[stoi["m"]]
        ('.', 'm')

    Look out: the place of a character in the sorted order is not yet its number, in either map.
    """
    raise NotImplementedError("exercise vocabulary: your code goes here")
