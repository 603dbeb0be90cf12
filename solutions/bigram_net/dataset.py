"""Exercise 1: the bigrams of a list of names, as inputs and labels."""

import torch


def make_bigrams(words: list[str], stoi: dict[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Turn names into the examples that the network learns from.

    Every name starts and ends at the character `.`. Each character of it is an input once, and the
    character that follows is the label of that input. For `emma` these are five examples:

        input   .  e  m  m  a        0  5 13 13  1
        label   e  m  m  a  .        5 13 13  1  0

    Look out: no example reaches from one name into the next. And `torch.tensor` is not
    `torch.Tensor`: an index is a whole number.

    Args:
        words: the names, in the order in which their examples come.
        stoi: the index of every character; `.` is 0.

    Returns:
        The inputs `xs` and the labels `ys`, each of shape (n,) and dtype int64.
    """
    ### BEGIN SOLUTION
    xs: list[int] = []
    ys: list[int] = []
    for word in words:
        indices = [stoi[character] for character in [".", *word, "."]]
        xs += indices[:-1]
        ys += indices[1:]
    return torch.tensor(xs), torch.tensor(ys)
    ### END SOLUTION
