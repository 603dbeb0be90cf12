"""Tests of the names that are drawn."""

from collections.abc import Callable
from pathlib import Path
from string import ascii_letters

import pytest
import torch
from bigram_inputs import SIZE, count_all, letters_of_many_scripts, random_table

from autograder.testing import Generator, Mismatch, Subject, equal, leaves_alone, points, wrong_kind

EMPTY_OR_AB = torch.tensor([[0.2, 0.8, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
A_OR_AB = torch.tensor([[0.2, 0.8, 0.0], [0.5, 0.0, 0.5], [1.0, 0.0, 0.0]])
AB = {0: ".", 1: "a", 2: "b"}
EVEN = torch.full((5, 5), 0.2)
LETTERS = {0: ".", 1: "a", 2: "b", 3: "c", 4: "d"}


@pytest.fixture(scope="session")
def smoothed_table_of_names(data_file: Callable[[str], Path]) -> torch.Tensor:
    # Smoothed so hard that a loop which never leaves row 0 ends after a while.
    counts = count_all(data_file("names.txt")) + 20.0
    return counts / counts.sum(dim=1, keepdim=True)


def one_way(size: int) -> torch.Tensor:
    """A table in which each index is followed by the next, the last by 0; names may also be empty."""
    table = torch.eye(size).roll(1, dims=1)
    table[0, :2] = torch.tensor([0.05, 0.95])
    return table


def table_with_a_way_out(size: int, rng: torch.Generator) -> torch.Tensor:
    """A random table in which the likeliest next index leads back to 0, so that argmax ends."""
    table = (random_table(size, rng) + torch.eye(size).roll(1, dims=1)) / 2
    return table / table.sum(dim=1, keepdim=True)


def cannot_be(name: str) -> Mismatch:
    """What is said of a name that a public table cannot give."""
    return Mismatch(f"There is a name that this table cannot give: {name[:60]!r}.")


def names_in(got: object) -> list[str]:
    """The names that came back, in a list or in a tuple."""
    if not isinstance(got, list | tuple):
        raise wrong_kind("a list of names", got)
    if not all(isinstance(name, str) for name in got):
        raise Mismatch("Expected a list of names, each of them a str.")
    return list(got)


def some_names_in(got: object) -> list[str]:
    """The same, where there has to be one."""
    if not (names := names_in(got)):
        raise Mismatch("There is no name in the list.")
    return names


def characters_of(size: int) -> dict[int, str]:
    """An `itos` of so many entries."""
    return dict(enumerate("." + letters_of_many_scripts(size - 1)))


@points(3, public=True)
def test_follows_the_table(student: Subject) -> None:
    """Where `a` starts every name that is not empty, `b` follows `a` and `.` follows `b`, names are `ab`."""
    names = names_in(student.sample_names(EMPTY_OR_AB, AB, 12, Generator(1)))
    for name in names:
        if name not in ("", "ab"):
            raise cannot_be(name)
    if "ab" not in names:
        raise Mismatch("No name is `ab`, which four names of five should be.")


@points(1, public=True, after="test_follows_the_table")
def test_each_name_starts_anew(student: Subject) -> None:
    """Where `.` or `a` comes first, and `.` or `b` follows `a`, names are empty, `a` and `ab`."""
    names = names_in(student.sample_names(A_OR_AB, AB, 40, Generator(2)))
    for name in names:
        if name not in ("", "a", "ab"):
            raise Mismatch(f"There is a name that does not start as this table says: {name[:60]!r}.")
    for name in ("a", "ab"):
        if name not in names:
            raise Mismatch(f"No name is `{name}`, which two names of five should be.")
    if "" not in names:
        raise Mismatch("No name is empty, which one name of five should be.")


@points(1, public=True, after="test_follows_the_table")
def test_ends_at_the_dot(student: Subject) -> None:
    """Only `.` ends a name: where it follows nothing but the last of 52 letters, names have all 52."""
    itos = dict(enumerate("." + ascii_letters))
    names = some_names_in(student.sample_names(one_way(len(itos)), itos, 12, Generator(3)))
    if all(len(name) == 1 for name in names):
        raise Mismatch("Each entry is a single letter, and no name.")
    for name in names:
        if name in ("", ascii_letters):
            continue
        if ascii_letters.startswith(name):
            letters = "1 letter" if len(name) == 1 else f"{len(name)} letters"
            raise Mismatch(f"A name is over after {letters}, though `.` was not drawn.")
        raise cannot_be(name)
    if ascii_letters not in names:
        raise Mismatch("Every name is empty, which only one name of twenty should be.")


@points(2, public=True, form=True)
def test_as_many_as_asked_for(student: Subject) -> None:
    """What comes back is a list, with as many names as were asked for."""
    for count in (1, 4, 115):
        names = student.sample_names(EVEN, LETTERS, count, Generator(count))
        if not isinstance(names, list):
            raise wrong_kind("a list of names", names)
        if len(names_in(names)) != count:
            raise Mismatch(f"Asked for {count}, got {len(names)}.")


@points(2, public=True, after="test_follows_the_table")
def test_same_seed(student: Subject) -> None:
    """Generators with the same seed give the same names, one after the other, however many are asked for."""
    first, second, fewer = (
        names_in(student.sample_names(EVEN, LETTERS, count, Generator(42))) for count in (12, 12, 5)
    )
    if len(first) != len(second):
        raise Mismatch(
            f"The same call gives {len(first)} names, then {len(second)}: is anything left over from before?"
        )
    if first != second:
        raise Mismatch("Generators with the same seed give different names: not all chance comes from them.")
    if any(name != other for name, other in zip(first, fewer, strict=False)):
        raise Mismatch("With the same seed, the first names depend on how many are asked for.")


@points(2, public=True, after="test_follows_the_table")
def test_other_seeds(student: Subject) -> None:
    """Generators with other seeds give other names, and one list holds different names."""
    lists = [some_names_in(student.sample_names(EVEN, LETTERS, 12, Generator(seed))) for seed in (3, 4, 5)]
    if lists[0] == lists[1] or lists[0] == lists[2]:
        raise Mismatch("Calls with different seeds give the same names.")
    if any(len(set(names)) == 1 for names in lists):
        raise Mismatch("All names of one call are the same.")


@points(3)
def test_draws(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The names, short and long, are those that the draws give, one draw for each character."""
    for size, generator in (
        (4, Generator(11)),
        (9, Generator(12, drawn=5)),
        (SIZE, Generator(13)),
        (70, Generator(14)),
    ):
        table, itos = table_with_a_way_out(size, rng), characters_of(size)
        expected = reference.sample_names(table, itos, 6, generator)
        equal(names_in(student.sample_names(table, itos, 6, generator)), expected)
    # Names of 228 and 333 letters: a function that calls itself for each letter can still draw them.
    long = torch.tensor([[0.0, 1.0], [0.005, 0.995]]), {0: ".", 1: "a"}, 2, Generator(30)
    equal(names_in(student.sample_names(*long)), reference.sample_names(*long))


@points(1, after="test_draws")
def test_draws_no_more(student: Subject, reference: Subject) -> None:
    """After the call the generator goes on with the number that follows those of the names."""
    arguments = (EVEN, LETTERS, 5, Generator(15))
    expected = reference.observe("sample_names", *arguments).generator_next
    if student.observe("sample_names", *arguments).generator_next != expected:
        raise Mismatch("The generator is not where the draws of the names leave it.")


@points(2)
def test_names(student: Subject, reference: Subject, smoothed_table_of_names: torch.Tensor) -> None:
    """The smoothed table of all names gives the names that its draws lead to."""
    itos = dict(enumerate(".abcdefghijklmnopqrstuvwxyz"))
    expected = reference.sample_names(smoothed_table_of_names, itos, 4, Generator(2147483647))
    equal(names_in(student.sample_names(smoothed_table_of_names, itos, 4, Generator(2147483647))), expected)


@points(1)
def test_characters_of_itos(student: Subject, reference: Subject) -> None:
    """The characters of the names are those that `itos` gives to the indices drawn, without the `.`."""
    itos = {0: ".", 1: "ö", 2: "k", 3: "-", 4: "b"}
    names = some_names_in(student.sample_names(EVEN, itos, 8, Generator(6)))
    if not any(names):
        raise Mismatch("All names are empty.")
    if not set("".join(names)) <= set("ökb-"):
        raise Mismatch("There is a character in the names that is none of the letters of itos.")
    equal(names, reference.sample_names(EVEN, itos, 8, Generator(6)))


@points(1)
def test_empty_names_count(student: Subject, reference: Subject) -> None:
    """A name that ends with its first draw is empty, and is in the list."""
    for table, itos in (
        (torch.tensor([[0.5, 0.5], [1.0, 0.0]]), {0: ".", 1: "a"}),
        (torch.tensor([[1.0]]), {0: "."}),
    ):
        expected = reference.sample_names(table, itos, 10, Generator(8))
        equal(names_in(student.sample_names(table, itos, 10, Generator(8))), expected)


@points(1, after="test_follows_the_table")
def test_inputs_stay_as_they_are(student: Subject) -> None:
    """A call leaves the table and `itos` as they are."""
    for table, itos in ((EVEN, LETTERS), (EVEN, LETTERS), (torch.tensor([[1.0]]), {0: "."})):
        observed = student.observe("sample_names", table, itos, 3, Generator(9))
        leaves_alone(observed, "the table or the characters")
