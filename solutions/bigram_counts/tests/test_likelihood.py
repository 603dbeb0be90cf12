"""Tests of the average negative log likelihood."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from bigram_inputs import MANY, random_table, read_names, table_of_all

from autograder.testing import (
    Operations,
    Subject,
    close,
    is_tensor,
    leaves_alone,
    points,
    sum_of,
    vectorised,
)

COINS = torch.tensor([[0.5, 0.25, 0.25], [0.125, 0.125, 0.75], [0.25, 0.75, 0.0]])
"""What most bigrams cost here is a whole number of log 2: the number of fair coins in a row."""


@pytest.fixture(scope="session")
def table_of_names(data_file: Callable[[str], Path]) -> torch.Tensor:
    return table_of_all(data_file("names.txt"))


def random_bigrams(size: int, n: int, rng: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = torch.randint(size, (2, n), generator=rng)
    return xs.clone(), ys.clone()


@points(4, public=True)
def test_coins(student: Subject) -> None:
    """Bigrams as likely as 1, 2, 2, 3 and 2 coins in a row cost two coins on average: 2 log 2."""
    xs, ys = torch.tensor([0, 0, 0, 1, 2]), torch.tensor([0, 1, 1, 1, 0])
    close(student.average_nll(COINS, xs, ys), 2 * torch.tensor(2.0).log())


@points(1, public=True)
def test_cells_asked_for(student: Subject) -> None:
    """Only the cells that bigrams ask for count: 1, 2, 2, 1 and 1 coins in a row, on average 7/5 log 2."""
    table = torch.tensor([[0.5, 0.5], [0.25, 0.75]])
    xs, ys = torch.tensor([0, 1, 1, 0, 0]), torch.tensor([1, 0, 0, 0, 0])
    close(student.average_nll(table, xs, ys), 7 / 5 * torch.tensor(2.0).log())


@points(1, public=True, after="test_coins")
def test_hundreds_of_coins(student: Subject) -> None:
    """Hundreds of bigrams, each as likely as a coin, cost log 2 on average; as ten in a row, 10 log 2."""
    xs, ys = torch.zeros(400, dtype=torch.int64), torch.arange(400) % 2
    table = torch.tensor([[0.5, 0.5], [1023 / 1024, 1 / 1024]])
    close(student.average_nll(table, xs, ys), torch.tensor(2.0).log())
    ones = torch.ones(400, dtype=torch.int64)
    close(student.average_nll(table, ones, ones), 10 * torch.tensor(2.0).log())


@points(3, public=True, form=True)
def test_is_a_scalar_tensor(student: Subject) -> None:
    """The result is a scalar float32 tensor, one that has no dimension."""
    xs, ys = torch.tensor([2, 0]), torch.tensor([1, 2])
    is_tensor(student.average_nll(COINS, xs, ys), shape=(), dtype=torch.float32)


@points(3)
def test_any_table(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The average is right for any table and any number of bigrams, in any order."""
    for size, n in ((27, 5), (27, 27), (5, 5), (6, 40), (3, 2), (2, 7), (1, 4), (300, 90)):
        table = random_table(size, rng)
        xs, ys = random_bigrams(size, n, rng)
        close(student.average_nll(table, xs, ys), reference.average_nll(table, xs, ys))


@points(1)
def test_one_bigram(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The average over one bigram is its own negative log likelihood."""
    table = random_table(8, rng)
    x, y = torch.tensor([6]), torch.tensor([1])
    close(student.average_nll(table, x, y), reference.average_nll(table, x, y))


@points(1)
def test_names(
    student: Subject, reference: Subject, table_of_names: torch.Tensor, data_file: Callable[[str], Path]
) -> None:
    """Names of the lecture cost what the table of all names says, though some of its cells are zero."""
    text = "." + ".".join(read_names(data_file("names.txt"))[:100]) + "."
    indices = torch.tensor([".abcdefghijklmnopqrstuvwxyz".index(character) for character in text])
    xs, ys = indices[:-1].clone(), indices[1:].clone()
    expected = reference.average_nll(table_of_names, xs, ys)
    close(student.average_nll(table_of_names, xs, ys), expected)


@points(1)
def test_many_bigrams(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The average stays finite and right where the product of the probabilities would be too small."""
    table = random_table(20, rng)
    for n in (900, 2 * MANY):
        xs, ys = random_bigrams(20, n, rng)
        close(student.average_nll(table, xs, ys), reference.average_nll(table, xs, ys), within=sum_of(n))


@points(4, public=True, after="test_coins")
def test_is_vectorised(student: Subject, rng: torch.Generator) -> None:
    """All cells are looked up at once: no Python loop over the n bigrams, and nothing as large as n × n."""
    size, few, many = 5, 10, 210
    table = torch.full((size, size), 1 / size)

    def operations(n: int) -> Operations:
        observation = student.observe("average_nll", table, *random_bigrams(size, n, rng), operations=True)
        assert observation.operations is not None
        return observation.operations

    vectorised(operations(few), operations(many), rows=many - few, columns=size)


@points(1, after="test_coins")
def test_inputs_stay_as_they_are(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """A call leaves the table and the bigrams as they are."""
    first, second = torch.tensor([0]), torch.tensor([1])
    for arguments in (
        (random_table(6, rng), *random_bigrams(6, 4, rng)),
        (COINS, torch.tensor([0, 1, 2]), torch.tensor([2, 0, 1])),
        (random_table(2, rng), second, second),
        (torch.ones(1, 1), first, first),
    ):
        observed = student.observe("average_nll", *arguments)
        close(observed.result, reference.average_nll(*arguments))
        leaves_alone(observed, "the table or the bigrams")
