"""The words that a student reads, line by line.

States are words at the beginning of a line, so that colour adds nothing: a pipe, a terminal without
colour and a screen reader give the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from ..text import printable
from .folder import ReleasedFolder
from .outcomes import ExerciseOutcome, State, TestOutcome, Verdict

WIDTH_MOST = 80
LINES_MOST = 19
"""For exercises, details and closing words: of a screen's 24 lines, the command above, the prompt below,
the title and two empty lines are taken."""

LISTED_MOST = 10
"""More exercises are summed up by their states."""

PRINTED_MOST = 3
"""Lines of what a test printed."""

LABEL = 13
INDENT = 2

STYLES: dict[str, str] = {
    State.DONE: "green",
    State.NOT_YET: "yellow",
    Verdict.PASSES: "green",
    Verdict.FAILS: "yellow",
    Verdict.ERROR: "red",
    Verdict.TOO_SLOW: "red",
    Verdict.CRASH: "red",
}

Outcomes = Sequence[ExerciseOutcome]


def exercise_line(outcome: ExerciseOutcome, names: Sequence[str], width: int) -> list[Text]:
    """An exercise of several: its state, its name, and how many of its public tests pass."""
    column = max(map(len, names)) + 2
    text = outcome.exercise
    if outcome.state is State.NOT_YET:
        text = f"{text:<{column}}{_passing(outcome)}"
    if outcome.state is State.UNTESTED:
        text = f"{text:<{column}}no public tests, hidden ones alone"
    return _labelled(outcome.state, text, width)


def state_lines(outcomes: Outcomes, width: int) -> list[Text]:
    """Many exercises by their states, each with a line or two of names."""
    lines: list[Text] = []
    for state in State:
        if names := [outcome.exercise for outcome in outcomes if outcome.state is state]:
            text = f"{len(names)}: {', '.join(names)}"
            room = 2 * (width - LABEL) - max(map(len, names))
            lines += _labelled(state, textwrap.shorten(text, room, placeholder=" …"), width)
    return lines


def first_unfinished(outcomes: Outcomes, known: Outcomes, room: int, width: int) -> list[Text]:
    """What is wrong about the first exercise that is not done, in so many lines at most.

    Args:
        known: all exercises that something is known of.
    """
    first = next((outcome for outcome in outcomes if outcome.unfinished), None)
    if first is None:
        return []
    left = [test for test in first.tests if test.verdict is not Verdict.PASSES]
    lines = [Text(), *_heading(f"{first.exercise}: {first.state}", width), *_tests(left, width)]
    lines += _about(first, known, width)
    if len(lines) <= room:
        return lines
    return [*lines[: room - 1], Text(f"{'':{INDENT}}There is more: check {first.exercise} by its name.")]


def whole_exercise(outcome: ExerciseOutcome, known: Outcomes, width: int) -> list[Text]:
    """All about one exercise.

    Args:
        known: all exercises that something is known of.
    """
    passing = "no public tests" if outcome.state is State.UNTESTED else _passing(outcome)
    return [
        *_heading(f"{outcome.exercise}: {outcome.state}, {passing}", width),
        *_tests(outcome.tests, width, with_printed=True),
        *_about(outcome, known, width),
    ]


def closing(folder: ReleasedFolder, outcomes: Outcomes, width: int) -> list[Text]:
    """How far all is, and what else is asked when the work is graded."""
    hidden = sum(folder.hidden_tests[outcome.exercise] for outcome in outcomes)
    if len(outcomes) == 1:
        return _wrapped(_hidden(hidden, f"of {outcomes[0].exercise} "), width)
    done = sum(outcome.state is State.DONE for outcome in outcomes)
    counted = f"{done} of {len(outcomes)} exercises done."
    if not any(outcome.unfinished for outcome in outcomes):
        counted = "All public tests pass."
    return _wrapped(f"{counted} {_hidden(hidden)}", width)


def _hidden(number: int, of_it: str = "") -> str:
    if number == 0:
        return "When your work is graded, no other tests run."
    tests = "1 hidden test" if number == 1 else f"{number} hidden tests"
    return f"When your work is graded, {tests} {of_it}run{'s' if number == 1 else ''} as well."


def _passing(outcome: ExerciseOutcome) -> str:
    return f"{outcome.passing} of {len(outcome.tests)} public tests pass"


def _tests(tests: Sequence[TestOutcome], width: int, *, with_printed: bool = False) -> Iterator[Text]:
    """The tests, and after those that say the same what they say."""
    for _said, alike in groupby(tests, lambda test: (test.message, test.where, test.printed)):
        for test in (together := list(alike)):
            yield from _labelled(test.verdict, test.sentence, width)
        for line in filter(None, (together[0].message, together[0].where)):
            yield from _labelled("", line, width)
        if with_printed and together[0].printed.strip():
            yield from _printed(together[0].printed, width)


def _printed(printed: str, width: int) -> Iterator[Text]:
    lines = printed.strip().splitlines()
    for number, line in enumerate(lines[:PRINTED_MOST]):
        shown = textwrap.shorten(printable(line), width - LABEL - INDENT, placeholder=" …")
        yield from _labelled("" if number else "printed", shown, width)
    if len(lines) > PRINTED_MOST:
        yield from _labelled("", "… and more", width)


def _about(outcome: ExerciseOutcome, known: Outcomes, width: int) -> Iterator[Text]:
    """Where it may come from: an earlier exercise, or a mistake that was recognised."""
    if not outcome.unfinished:
        return
    earlier = [other.exercise for other in known if other.exercise in outcome.built_on and other.unfinished]
    if earlier:
        text = f"It uses {_listed(earlier)}, not done yet: begin with {earlier[0]}."
        yield from _labelled("note", text, width)
        return
    for hint in outcome.hints:
        yield from _labelled("hint", hint, width)


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _heading(text: str, width: int) -> list[Text]:
    lines = _wrapped(text, width)
    for line in lines:
        line.stylize("bold")
    return lines


def _labelled(label: str, text: str, width: int) -> list[Text]:
    """A word, and text beside it whose further lines stand below its first."""
    beside = textwrap.wrap(printable(text), max(width - LABEL, 20)) or [""]
    begin = f"{'':{INDENT}}{label:<{LABEL - INDENT}}"
    lines = [Text(begin + beside[0]), *(Text(" " * LABEL + line) for line in beside[1:])]
    if label in STYLES:
        lines[0].stylize(STYLES[label], INDENT, INDENT + len(label))
    return lines


def _wrapped(text: str, width: int) -> list[Text]:
    return [Text(line) for line in textwrap.wrap(printable(text), width)]
