"""The table of bigram counts: how often one character follows another."""

import torch


def count_bigrams(words: list[str], stoi: dict[str, int]) -> torch.Tensor:
    """Count how often each character follows each other one.

    Every word is wrapped in `.` on both sides first, so that the table also knows which characters
    names start with and end with. A word of k characters gives k + 1 bigrams.

    Args:
        words: the names; what comes twice counts twice. The list stays as it is, and so does `stoi`.
        stoi: the number of each character, 0 for `.`. It may know characters that no word has.

    Returns:
        A (V, V) integer tensor (int32 or int64), where V is the size of `stoi`. The row is the first
        character of the bigram, the column the second.

    Example:
        The bigrams of `emma` are `.e`, `em`, `mm`, `ma` and `a.`.

        >>> count_bigrams(["emma"], {".": 0, "a": 1, "e": 2, "m": 3}).tolist()
        [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 1]]

    Look out: the last character of a word and the first of the next one are no bigram.
    """
    raise NotImplementedError("exercise counting: your code goes here")
