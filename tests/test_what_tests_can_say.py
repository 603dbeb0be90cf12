"""What an author may write in a test: keyword arguments, and exceptions that are expected."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from .harness import Files, Release, graded_in_silence, write_files
from .warm import python

ROOTS: Files = {
    "assignment.toml": 'title = "Roots"\nexercises = ["roots"]\n',
    "handout.md": "# Roots\n\nBy Newton's method.\n",
    "roots.py": '''
        """Exercise 1."""


        def root(number: float, *, steps: int = 20, first: float = 1.0) -> float:
            """The square root of a number; ValueError, which names it, if it is negative."""
            ### BEGIN SOLUTION
            if number < 0:
                raise ValueError(f"{number} has no root")
            guess = first
            for _ in range(steps):
                guess = (guess + number / guess) / 2
            return guess
            ### END SOLUTION
    ''',
    "tests/test_roots.py": '''
        from autograder.testing import Subject, close, points, raises


        @points(30, public=True)
        def test_two(student: Subject) -> None:
            """The root of 2 is 1.41421."""
            close(student.root(2.0), 1.41421356)


        @points(30)
        def test_steps(student: Subject) -> None:
            """One step from 3 leads to 11/6, two to another guess."""
            close(student.root(2.0, steps=1, first=3.0), 11 / 6)
            observed = student.observe("root", 2.0, keywords={"first": 3.0, "steps": 1})
            close(observed.result, 11 / 6)


        @points(40, public=True)
        def test_negative(student: Subject) -> None:
            """Negative numbers raise ValueError, with the number."""
            with raises(ValueError, match="-4", hint="What has no root?"):
                student.root(-4.0)
    ''',
}

BODY = "def root(number, *, steps=20, first=1.0):\n    if number < 0:\n        {refusal}\n"
LOOP = "    for _ in range(steps):\n        first = (first + number / first) / 2\n    return first\n"


def module(refusal: str, loop: str = LOOP) -> Files:
    return {"roots.py": BODY.format(refusal=refusal) + loop}


CLASS: dict[str, tuple[Files, float, str]] = {
    "right": (module('raise ValueError(f"no root: {number}")'), 100, ""),
    "derived": (module("class Negative(ValueError): pass\n        raise Negative(str(number))"), 100, ""),
    "other_type": (
        module('raise TypeError("-4")'),
        60,
        "Expected a ValueError, got TypeError: -4 What has no root?",
    ),
    "other_text": (
        module('raise ValueError("no")'),
        60,
        "Expected a ValueError with another text, got ValueError: no",
    ),
    "nothing": (module("return 0.0"), 60, "Expected a ValueError, and nothing was raised. What has no root?"),
    "stub": (
        {"roots.py": "def root(number, *, steps=20, first=1.0):\n    raise NotImplementedError\n"},
        0,
        "Not written yet",
    ),
    "ends": (module("import os; os._exit(3)"), 60, "ended"),
    "by_place": (
        {"roots.py": "def root(number, steps=20, other=1.0):\n    raise ValueError(number)\n"},
        40,
        "",
    ),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("roots")
    assignment = write_files(folder / "roots", ROOTS)
    students = {name: files for name, (files, _score, _said) in CLASS.items()}
    return graded_in_silence(assignment, folder, students)


@pytest.mark.parametrize("name", CLASS)
def test_keywords_and_expected_exceptions(graded: dict[str, dict[str, Any]], name: str) -> None:
    _files, score, said = CLASS[name]
    tests = {test["test"]: test for test in graded[name]["exercises"][0]["tests"]}
    assert graded[name]["score"] == score
    if said:
        assert said in tests["negative"]["message"]


def test_they_say_the_same_at_home(release: Release, tmp_path: Path) -> None:
    assignment = write_files(tmp_path / "roots", ROOTS)
    write_files(tmp_path / "released", release(assignment))
    for name in ("right", "other_type", "nothing", "stub"):
        files, _score, said = CLASS[name]
        write_files(tmp_path / "released", files)
        ran = python("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=tmp_path / "released")
        shown = " ".join(re.sub(r"\s+", " ", ran.out).split())
        assert (said in shown) if said else ran.status == 0, shown
