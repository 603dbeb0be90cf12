"""Tests of the average negative log likelihood."""

import torch
from kit import Operations, Subject, close, is_tensor, points, vectorised

COINS = torch.tensor([[0.5, 0.25, 0.25], [0.125, 0.125, 0.75], [0.5, 0.5, 0.0]])
"""What a bigram costs here is a whole number of log 2: the number of fair coins in a row."""


def random_bigrams(size: int, n: int, rng: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = torch.randint(size, (2, n), generator=rng)
    return xs.clone(), ys.clone()


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


@points(4, public=True)
def test_is_vectorised(student: Subject, rng: torch.Generator) -> None:
    """All cells are looked up at once: by no Python loop over n bigrams, and by way of no n × n numbers."""
    size, few, many = 5, 10, 210
    table = torch.full((size, size), 1 / size)

    def operations(n: int) -> Operations:
        observation = student.observe("average_nll", table, *random_bigrams(size, n, rng), operations=True)
        assert observation.operations is not None
        return observation.operations

    vectorised(operations(few), operations(many), rows=many - few, columns=size)
