"""Tests of the two maps between characters and indices."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from bigram_inputs import MANY, letters_of_many_scripts, random_words

from autograder.testing import Mismatch, Subject, equal, leaves_alone, points, wrong_kind

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def stoi_of(got: object) -> dict[Any, Any]:
    return map_at(0, got)


def itos_of(got: object) -> dict[Any, Any]:
    return map_at(1, got)


def map_at(position: int, got: object) -> dict[Any, Any]:
    if not isinstance(got, tuple | list):
        raise wrong_kind("the two maps (stoi, itos)", got)
    if len(got) != 2:
        raise Mismatch(f"Expected the two maps (stoi, itos), got {len(got)} values.")
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


@points(1, public=True)
def test_alphabet(student: Subject, data_file: Callable[[str], Path]) -> None:
    """The lecture's names have 27 characters, `.` at 0 and `z` at 26; `zoe` and `jo-ann` have 8, `-` at 1."""
    names = data_file("names.txt").read_text().split()[:1000]
    stoi = stoi_of(student.build_vocabulary(names))
    equal(stoi, {".": 0} | {letter: index + 1 for index, letter in enumerate(LETTERS)})
    stoi = stoi_of(student.build_vocabulary(["zoe", "jo-ann"]))
    equal(stoi, {".": 0, "-": 1, "a": 2, "e": 3, "j": 4, "n": 5, "o": 6, "z": 7})


@points(1, public=True, after="test_emma_stoi")
def test_words_are_left_alone(student: Subject) -> None:
    """The list of words that the caller holds stays as it is."""
    leaves_alone(student.observe("build_vocabulary", ["ida", "bo", "ida", "al"]), "the list of words")


@points(1, public=True, form=True)
def test_is_a_pair_of_dicts(student: Subject) -> None:
    """What comes back is a tuple of two dictionaries, the first of which leads to whole numbers."""
    got = student.build_vocabulary(["ada", "bob"])
    if not isinstance(got, tuple):
        raise wrong_kind("a tuple (stoi, itos)", got)
    itos_of(got)
    if not all(type(index) is int for index in stoi_of(got).values()):
        raise Mismatch("Expected the indices in stoi to be whole numbers (int).")


@points(1)
def test_dot_is_zero(student: Subject, rng: torch.Generator) -> None:
    """The character `.` has index 0 in any vocabulary."""
    for letters in ("z", "xy", "tuvwxyz"):
        stoi = stoi_of(student.build_vocabulary(random_words(letters, 9, rng)))
        if "." not in stoi:
            raise Mismatch("There is no `.` in stoi.")
        equal(stoi["."], 0)


@points(1)
def test_sorted_from_one(student: Subject, reference: Subject) -> None:
    """The letters are in sorted order from 1, in whatever order the words have them."""
    words = ["zoya", "wes", "fay"]
    expected, _itos = reference.build_vocabulary(words)
    stoi = stoi_of(student.build_vocabulary(words))
    expected.pop(".")
    stoi.pop(".", None)
    equal(stoi, expected)


@points(2)
def test_itos_undoes_stoi(student: Subject, rng: torch.Generator) -> None:
    """From a character to its index and back leads to the same character, for every character."""
    words = random_words("bdfhjl", 40, rng)
    got = student.build_vocabulary(words)
    stoi, itos = stoi_of(got), itos_of(got)
    if not stoi.keys() >= set("".join(words)):
        raise Mismatch("There is a character in the words that stoi does not know.")
    equal([itos.get(index) for index in stoi.values()], list(stoi))


@points(1)
def test_only_what_occurs(student: Subject, reference: Subject) -> None:
    """The vocabulary holds `.` and the characters of the words, and nothing else."""
    for words in (["otto", "bob"], ["x"], ["pp"]):
        expected, _itos = reference.build_vocabulary(words)
        equal(stoi_of(student.build_vocabulary(words)), expected)


@points(1)
def test_any_characters(student: Subject, reference: Subject) -> None:
    """Characters other than a to z get their numbers too, however many there are, and `.` stays in front."""
    many = letters_of_many_scripts(80)
    for words in (["anne-marie", "d'arcy", "zoë"], ["ab"] * MANY + [many[10:], many[:10]]):
        expected_stoi, expected_itos = reference.build_vocabulary(words)
        got = student.build_vocabulary(words)
        equal(stoi_of(got), expected_stoi)
        equal(itos_of(got), expected_itos)


@points(1, after="test_emma_stoi")
def test_words_stay_as_they_are(student: Subject, reference: Subject) -> None:
    """A call leaves the list of words, and what earlier calls gave back, as they are."""
    for words in (["mia", "ada", "zoe"], ["ken", "bob", "lee"], ["eve"]):
        observed = student.observe("build_vocabulary", words)
        equal(stoi_of(observed.result), stoi_of(reference.build_vocabulary(words)))
        leaves_alone(observed, "the list of words")
