"""Tests of the two maps between characters and indices."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from kit import Mismatch, Subject, equal, points

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def stoi_of(got: object) -> dict[Any, Any]:
    return map_at(0, got)


def itos_of(got: object) -> dict[Any, Any]:
    return map_at(1, got)


def map_at(position: int, got: object) -> dict[Any, Any]:
    if not isinstance(got, tuple | list) or len(got) != 2:
        raise Mismatch("Expected the two maps (stoi, itos).")
    if not isinstance(got[position], dict):
        raise Mismatch(f"Expected {('stoi', 'itos')[position]} to be a dict.")
    return dict(got[position])


@points(3, public=True)
def test_emma_stoi(student: Subject) -> None:
    """In the vocabulary of `emma`, `.` is 0 and its three letters follow in order from 1."""
    stoi = stoi_of(student.build_vocabulary(["emma"]))
    equal(stoi, {".": 0, "a": 1, "e": 2, "m": 3})


@points(2, public=True)
def test_emma_itos(student: Subject) -> None:
    """In the vocabulary of `emma`, each of the indices 0 to 3 leads to its character."""
    itos = itos_of(student.build_vocabulary(["emma"]))
    equal(itos, {0: ".", 1: "a", 2: "e", 3: "m"}, hint="The numbers must be those of stoi.")


@points(2, public=True)
def test_alphabet(student: Subject, data_file: Callable[[str], Path]) -> None:
    """The names of the lecture have 27 characters: `.` is 0, and `a` is 1 up to `z`, which is 26."""
    names = data_file("names.txt").read_text().split()[:1000]
    stoi = stoi_of(student.build_vocabulary(names))
    equal(stoi, {".": 0} | {letter: index + 1 for index, letter in enumerate(LETTERS)})
