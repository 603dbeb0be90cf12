"""A learner's trial: what `autograder check` says about first attempts at each exercise leads on."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from textwrap import indent

import pytest

from autograder.check import screen
from autograder.check.folder import ReleasedFolder, find_folder
from autograder.check.outcomes import ExerciseOutcome, State
from autograder.check.running import Runner
from autograder.testing.hints import Hints

from .harness import ROOT
from .test_release import ASSIGNMENTS
from .test_release_hints import filled_in

ATTEMPTS = Path(__file__).parent / "first_attempts"
REGION = re.compile("### BEGIN SOLUTION.*?### END SOLUTION", re.DOTALL)
UNWRAPPED = 10_000
"""Columns of a screen on which each sentence has a single line."""


@dataclass(frozen=True)
class Attempt:
    """A learner's first attempt at an exercise.

    Attributes:
        exercise: the module.
        what: what is wrong with it.
        source: the module's text.
        says: a regular expression that what is said about it matches.
        never: one that it does not match; empty for none.
    """

    exercise: str
    what: str
    source: str
    says: str
    never: str


def attempts_at(name: str) -> list[Attempt]:
    """The first attempts at the exercises of an assignment."""
    listed = tomllib.loads((ATTEMPTS / f"{name}.toml").read_text(encoding="utf-8"))["attempt"]
    return [
        Attempt(
            entry["exercise"], entry["what"], source_of(name, **entry), entry["says"], entry.get("never", "")
        )
        for entry in listed
    ]


def source_of(name: str, exercise: str, **entry: str) -> str:
    """The module of an attempt: the reference with a text replaced, or with the whole body of a function."""
    reference = (ROOT / "solutions" / name / f"{exercise}.py").read_text(encoding="utf-8")
    if "code" in entry:
        return with_body(reference, entry.get("function", ""), entry["code"])
    changed = REGION.sub(lambda region: region[0].replace(entry["replace"], entry["by"]), reference)
    assert changed != reference, f"{exercise}, {entry['what']}: no {entry['replace']!r}"
    return changed


def with_body(source: str, function: str, body: str) -> str:
    """A module with another body of one of its functions: of the named one, or of the only one."""
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    [node] = [each for each in functions if each.name == function or not function]
    lines = source.splitlines(keepends=True)
    return "".join([*lines[: node.body[0].lineno - 1], body.lstrip("\n"), *lines[node.end_lineno :]])


def rounds_of(attempts: Sequence[Attempt], folder: Path) -> Iterator[list[Attempt]]:
    """The attempts in groups that can be looked at together: one of each exercise.

    An exercise that imports others comes alone, since these have to be right.
    """
    built_on = Hints(folder, {}).built_on
    left = {
        name: [one for one in attempts if one.exercise == name] for name in {a.exercise for a in attempts}
    }
    together = [listed for name, listed in left.items() if not built_on(name) & left.keys()]
    yield from ([one for one in group if one is not None] for group in zip_longest(*together))
    yield from ([one] for name, listed in left.items() if listed not in together for one in listed)


def said_about(name: str, folder: Path) -> Iterator[tuple[Attempt, str]]:
    """What `autograder check` says about each attempt, while what it imports is done."""
    filled_in(name, folder)
    released, _ = find_folder([str(folder)])
    with Runner(released, again=True) as runner:
        for attempts in rounds_of(attempts_at(name), folder):
            right = {each: (folder / f"{each.exercise}.py").read_text(encoding="utf-8") for each in attempts}
            for each in attempts:
                (folder / f"{each.exercise}.py").write_text(each.source, encoding="utf-8")
            by_exercise = {each.exercise: each for each in attempts}
            for outcome in runner.run([name for name in released.exercises if name in by_exercise]):
                yield by_exercise[outcome.exercise], said_in(released, outcome)
            for each, text in right.items():
                (folder / f"{each.exercise}.py").write_text(text, encoding="utf-8")


def said_in(folder: ReleasedFolder, outcome: ExerciseOutcome) -> str:
    """What is said about an exercise, but for the tests that pass."""
    lines = [line.plain for line in screen.whole_exercise(folder, outcome, [outcome], UNWRAPPED)]
    done = "" if outcome.state is State.NOT_YET else f"{outcome.state}: "
    return done + "\n".join(line for line in lines if not line.startswith("  passes"))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_what_is_said_about_a_first_attempt_leads_on(name: str, tmp_path: Path) -> None:
    misled = [
        f"{attempt.exercise}, {attempt.what}: expected {attempt.says!r}, never {attempt.never!r}\n"
        f"{indent(said, '    ')}"
        for attempt, said in said_about(name, tmp_path / name)
        if not re.search(attempt.says, said) or (attempt.never and re.search(attempt.never, said))
    ]
    assert not misled, "\n\n".join(misled)
