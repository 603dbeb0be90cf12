"""Tests of the average negative log likelihood."""

import torch
from kit import Subject, close, is_tensor, points

COINS = torch.tensor([[0.5, 0.25, 0.25], [0.125, 0.125, 0.75], [0.5, 0.5, 0.0]])
"""What a bigram costs here is a whole number of log 2: the number of fair coins in a row."""


@points(4, public=True)
def test_coins(student: Subject) -> None:
    """Bigrams as likely as 1, 2, 3 and 2 coins in a row cost two coins on average: 2 log 2."""
    xs, ys = torch.tensor([0, 0, 1, 0]), torch.tensor([0, 1, 0, 2])
    close(student.average_nll(COINS, xs, ys), 2 * torch.tensor(2.0).log())


@points(3, public=True)
def test_is_a_scalar_tensor(student: Subject) -> None:
    """The result is a scalar float32 tensor, one that has no dimension."""
    xs, ys = torch.tensor([2, 0]), torch.tensor([1, 2])
    is_tensor(student.average_nll(COINS, xs, ys), shape=(), dtype=torch.float32)
