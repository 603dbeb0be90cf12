"""Tests of the names that are drawn."""

import torch
from kit import Generator, Mismatch, Subject, equal, points

EMPTY_OR_AB = torch.tensor([[0.2, 0.8, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
AB = {0: ".", 1: "a", 2: "b"}
EVEN = torch.full((5, 5), 0.2)
LETTERS = {0: ".", 1: "a", 2: "b", 3: "c", 4: "d"}


def names_in(got: object) -> list[str]:
    if not isinstance(got, list) or not all(isinstance(name, str) for name in got):
        raise Mismatch("Expected a list of names, each of them a str.")
    return list(got)


@points(4, public=True)
def test_follows_the_table(student: Subject) -> None:
    """Where `a` starts every name that is not empty, `b` follows `a` and `.` follows `b`, names are `ab`."""
    for name in names_in(student.sample_names(EMPTY_OR_AB, AB, 12, Generator(1))):
        if name not in ("", "ab"):
            raise Mismatch("There is a name that this table cannot give.")


@points(2, public=True)
def test_as_many_as_asked_for(student: Subject) -> None:
    """The list has as many names as were asked for."""
    for count in (1, 4, 15):
        names = names_in(student.sample_names(EVEN, LETTERS, count, Generator(count)))
        equal(len(names), count)


@points(2, public=True)
def test_same_seed(student: Subject) -> None:
    """Generators with the same seed give the same names."""
    first = names_in(student.sample_names(EVEN, LETTERS, 12, Generator(42)))
    second = names_in(student.sample_names(EVEN, LETTERS, 12, Generator(42)))
    if first != second:
        raise Mismatch("Two calls with the same seed give different names.")
