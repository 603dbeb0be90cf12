"""Which known mistakes account for what was seen, and over which constants a mistake is the same one."""

from __future__ import annotations

import ast
from typing import Any

import pytest
import torch

from autograder.grading.families import between, family_in, numbers_in, with_values
from autograder.testing.behaviour import Shown, TestBehaviour, marked
from autograder.testing.facts import LONG, changes_of, value_of
from autograder.testing.observing import Observation
from autograder.testing.recognising import KnownMistake, recognise

RIGHT = {"value": 1.0, "type": "float32", "gradient": [1.0], "changed": {}}
RAISES = {aspect: {"raised": "IndexError: 5 rows"} for aspect in (*RIGHT, "images")}


def trial(*calls: dict[str, Any], function: str = "f") -> TestBehaviour:
    """A test whose calls differ from what is right in these facts."""
    shown = tuple(Shown(function, {**RIGHT, **facts}) for facts in calls)
    right = TestBehaviour(True, tuple(Shown(function, RIGHT) for _ in calls))
    return marked(TestBehaviour(False, shown), right)


def known(name: str, **tests: TestBehaviour) -> KnownMistake:
    return KnownMistake(frozenset(name.split("+")), tests)


def named(seen: dict[str, TestBehaviour], *mistakes: KnownMistake) -> list[str]:
    found = recognise(seen, mistakes)
    return sorted(frozenset().union(*(best.names for best in found.values())))


DOUBLES = known("doubles", t=trial({"value": 2.0, "gradient": [2.0]}))
IS_FLOAT = known("is_float", t=trial({"type": "float", "gradient": None}))
CHANGES = known("changes", t=trial({"changed": {"0": 3.0}}))


def test_mistakes_in_different_aspects_are_named_together() -> None:
    both = {"value": 2.0, "type": "float", "gradient": None}
    assert named({"t": trial(both)}, DOUBLES, IS_FLOAT, CHANGES) == ["doubles", "is_float"]
    three = {**both, "changed": {"0": 3.0}}
    assert named({"t": trial(three)}, DOUBLES, IS_FLOAT, CHANGES) == ["changes", "doubles", "is_float"]


def test_mistakes_in_the_same_aspect_need_a_file_that_makes_both() -> None:
    triples = known("triples", t=trial({"value": 3.0}))
    seen = {"t": trial({"value": 6.0, "gradient": [2.0]})}
    assert named(seen, DOUBLES, triples) == []
    both = known("doubles+triples", t=trial({"value": 6.0, "gradient": [2.0]}))
    assert named(seen, DOUBLES, triples, both) == ["doubles", "triples"]


def test_a_mistake_may_be_hidden_in_one_call_but_not_in_all() -> None:
    wrong_later = known("wrong_later", t=trial({"changed": {"0": 3.0}}, {"value": 5.0}))
    copies = known("copies", t=trial({"changed": {"0": 4.0}}, {"type": "str"}))
    seen = {"t": trial({"changed": {"0": 4.0}}, {"value": 5.0, "type": "str"})}
    assert named(seen, wrong_later, copies) == ["copies", "wrong_later"]
    assert named({"t": trial({"changed": {"0": 4.0}}, {"type": "str"})}, wrong_later, copies) == ["copies"]


def test_an_exception_hides_what_else_is_wrong_in_its_call() -> None:
    raises = known("raises", t=trial(RAISES, {}))
    doubles = known("doubles", t=trial({"value": 2.0}, {"value": 2.0}))
    seen = {"t": trial(RAISES, {"value": 2.0})}
    assert named(seen, raises, doubles) == ["doubles", "raises"]
    assert named({"t": trial(RAISES, {})}, raises, doubles) == ["raises"]


def test_one_mistake_goes_before_two_and_the_whole_before_a_part() -> None:
    both = known("both", t=trial({"value": 2.0, "type": "float", "gradient": None}))
    seen = {"t": trial({"value": 2.0, "type": "float", "gradient": None})}
    assert named(seen, DOUBLES, IS_FLOAT, both) == ["both"]
    more = trial({"value": 7.0}, function="g")
    of_two_functions = known("both", t=seen["t"], u=more)
    assert named(seen, of_two_functions) == ["both"]
    right = trial({}, function="g")
    assert named({**seen, "u": right}, DOUBLES, IS_FLOAT, of_two_functions) == ["doubles", "is_float"]


def test_where_two_do_the_same_none_is_named() -> None:
    assert (
        named({"t": trial({"value": 2.0, "gradient": [2.0]})}, DOUBLES, known("twin", **DOUBLES.behaviour))
        == []
    )


def test_variants_of_one_mistake_are_no_two_mistakes() -> None:
    assert named({"t": trial({"value": 2.0, "gradient": [2.0]})}, DOUBLES, DOUBLES) == ["doubles"]


def test_a_result_that_nobody_asks_for_is_no_fact() -> None:
    nothing = Shown("f", {"value": {"kind": "None"}, "type": "None", "changed": {"0": 1.0}})
    gives_back = Shown("f", {"value": 2.0, "type": "float32", "changed": {"0": 1.0}})
    assert not marked(TestBehaviour(True, (gives_back,)), TestBehaviour(True, (nothing,))).wrong()


def test_what_is_right_in_another_way_counts_as_right() -> None:
    right = TestBehaviour(True, (Shown("f", RIGHT),))
    other = TestBehaviour(True, (Shown("f", {**RIGHT, "type": "int64"}),))
    seen = TestBehaviour(False, (Shown("f", {**RIGHT, "type": "int64", "value": 2.0}),))
    (shown,) = marked(seen, right, [other]).shown
    assert shown.wrong == {"value"}
    assert shown.facts == {**RIGHT, "value": 2.0}


def test_the_order_of_keys_is_no_fact() -> None:
    assert value_of({".": 0, "a": 1}) == value_of({"a": 1, ".": 0}) != value_of({".": 1, "a": 0})


def test_of_what_a_long_call_changes_the_shape_is_kept() -> None:
    def changed(examples: int) -> dict[str, Any]:
        arguments = (torch.zeros(examples), torch.ones(2))
        return changes_of(Observation(None, arguments, frozenset({1})), {1})

    assert changed(LONG) == {"1": {"shape": [2], "course": [1.0, 1.0]}}
    assert changed(LONG + 1) == {"1": {"shape": [2]}}


FILE = 'RATE = 0.1\nFORM = "mean"\nFAMILY = {"RATE": (0.1, 50.0), "FORM": ("mean", "sum")}\n'


def test_a_family_lists_the_values_of_constants() -> None:
    family, own = family_in(ast.parse(FILE))
    assert family == {"RATE": (0.1, 50.0), "FORM": ("mean", "sum")}
    assert own == {"RATE": 0.1, "FORM": "mean"}
    assert family_in(ast.parse("RATE = 0.1\n")) == ({}, {})
    changed = with_values(ast.parse(FILE), {"RATE": 50.0, "FORM": "sum"})
    assert changed == "RATE = 50.0\nFORM = 'sum'\n"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("FAMILY = (1, 2)", "a dict of constants' names"),
        ("FAMILY = {}", "a dict of constants' names"),
        ('FAMILY = {"RATE": (1, 2)}', "no constant of the file"),
        ('RATE = 1\nFAMILY = {"RATE": 1}', "as a tuple that has its own"),
        ('RATE = 1\nFAMILY = {"RATE": (2, 3)}', "as a tuple that has its own"),
        ('RATE = f()\nFAMILY = {"RATE": (2, 3)}', "RATE is to be a literal"),
        ("FAMILY = f()", "FAMILY is to be a literal"),
    ],
)
def test_a_family_that_cannot_be_used_says_why(source: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        family_in(ast.parse(source))


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("rate = 0.37  # not 5", (0.37,)),
        ("rate, k = 1e-3, 27", (0.001, 27)),
        ("x = -0.5 * y[-1] - 3", (-0.5, 0.5, -1, 1, 3)),
        ("scale = 1 / 4", (1, 4, 0.25)),
        ("small = 10**-2", (10, -2, 2, 0.01)),
        ("'0.5' + f('7')", ()),
        ("x = 1j + 0x10 + 1_000", (16, 1000, 1016)),
        ("huge = 10**1000 + 9e999", (10, 1000)),
        ("not Python ( 3", (3,)),
        ("x = " + "9" * 30, ()),
        ("\0", ()),
        ("1/0", (1, 0)),
    ],
)
def test_the_numbers_of_a_students_file(source: str, numbers: tuple[float, ...]) -> None:
    assert numbers_in(source.encode()) == pytest.approx(numbers)


def test_the_numbers_that_are_looked_at_are_bounded() -> None:
    assert len(numbers_in(" ".join(map(str, range(1000))).encode())) == 32
    assert numbers_in(b"1\n" * 40_000) == ()
    assert numbers_in(b"(" * 50_000 + b"1") in ((), (1,))


def test_numbers_between_the_values_of_a_constant() -> None:
    assert between((0.1, 50.0), (0.1, 7, 0.37, 60, -1)) == (7.0, 0.37)
    assert between((5, 9), (7, 6.5, 5, 100)) == (7,)
    assert between((0.5, 2), (1, 1.5)) == (1, 1.5)
    assert between(("mean", "sum"), (1, 2)) == between((False, True), (0.5,)) == ()
    assert len(between((0, 1000), tuple(range(1, 500)))) == 6
