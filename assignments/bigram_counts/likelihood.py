"""One number for the quality of a model: the average negative log likelihood of the bigrams."""

import torch


def average_nll(probabilities: torch.Tensor, xs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    """Average -log p over the bigrams, where p is what the table gives to the bigram.

    The logarithm is the natural one. Low is good: 0 would be a model that is always sure and right.

    Args:
        probabilities: (V, V) float32, rows sum to one; cells that no bigram asks for may be zero.
        xs: (n,) int64, the first character of each bigram.
        ys: (n,) int64, the second character of each bigram.

    Returns:
        A scalar (0-d) float32 tensor.

    Example:
        In the table of `emma` alone, three of its five bigrams are sure and two have probability 1/2.

        >>> table = torch.tensor([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0.5, 0, 0.5]])
        >>> xs, ys = torch.tensor([0, 2, 3, 3, 1]), torch.tensor([2, 3, 3, 1, 0])
        >>> average_nll(table, xs, ys)
        tensor(0.2773)

    Look out: n may be 5 or 228,146, and no Python loop should notice. Take one cell of the table for
    each bigram, all at once, and no more cells than that.
    """
    raise NotImplementedError("exercise likelihood: your code goes here")
