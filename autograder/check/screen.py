"""The words that a student reads, line by line.

States are words at the beginning of a line, so that colour adds nothing: a pipe, a terminal without
colour and a screen reader give the same.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from ..text import listed, printable
from .folder import ReleasedFolder
from .outcomes import ExerciseOutcome, State, TestOutcome, Verdict

WIDTH_MOST = 80
WIDTH_LEAST = 40
"""A narrower terminal breaks the lines itself."""

LINES_MOST = 19
"""For exercises, details and closing words: of a screen's 24 lines, the command above, the prompt below,
the title and two empty lines are taken."""

LISTED_MOST = 10
"""More exercises are summed up by their states."""

PRINTED_MOST = 3
"""Lines of what a test printed."""

SAID_ABOVE = "The same as above."

NONE_PLAINER = "There is no plainer hint than this one."

TO_WRITE = "This is still to be written: the docstring says what goes in and what comes out."
AT_A_LINE = (
    "This is no mistake that has a hint. Look at {line}. If Python gets that far, print what its names hold, "
    "just before it."
)
BY_HAND = (
    "This is no mistake that has a hint. Read what the first test below says that does not pass, make "
    "its call at the Python prompt (`tests/` has it), and print what each of your lines gives. Which is "
    "the first to surprise you?"
)

SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z])")

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


def exercise_line(
    folder: ReleasedFolder, outcome: ExerciseOutcome, names: Sequence[str], width: int
) -> list[Text]:
    """An exercise of several: its state, its name, and how many public tests pass or how long it may take."""
    column = max(map(len, names)) + 2
    text = outcome.exercise
    if outcome.state is State.NOT_YET:
        text = f"{text:<{column}}{_passing(outcome)}"
    if outcome.state is State.TO_DO and outcome.exercise in folder.minutes:
        text = f"{text:<{column}}{_about_minutes(folder.minutes[outcome.exercise])}"
    if outcome.state is State.UNTESTED:
        text = f"{text:<{column}}no public tests, only hidden ones"
    return _labelled(outcome.state, text, width)


def printed_by(outcome: ExerciseOutcome, width: int) -> list[Text]:
    """What the code of an exercise printed in the first test in which it printed anything."""
    printed = next((test.printed for test in outcome.tests if test.printed.strip()), "")
    return list(_printed(printed, width))


def state_lines(outcomes: Outcomes, width: int) -> list[Text]:
    """Many exercises by their states, each with a line or two of names."""
    lines: list[Text] = []
    for state in State:
        if names := [outcome.exercise for outcome in outcomes if outcome.state is state]:
            text = f"{len(names)}: {', '.join(names)}"
            room = max(2 * (width - LABEL) - max(map(len, names)), width - LABEL)
            lines += _labelled(state, textwrap.shorten(text, room, placeholder=" …"), width)
    return lines


def first_unfinished(
    folder: ReleasedFolder,
    outcomes: Outcomes,
    known: Outcomes,
    room: int,
    width: int,
    *,
    plainer: bool = False,
) -> list[Text]:
    """What is wrong about the first exercise that is not done, in so many lines at most.

    What leads on comes first, and is never cut: where lines are few, tests are told of in fewer words.

    Args:
        known: all exercises that something is known of.
        plainer: whether to give a plainer hint, too.
    """
    first = next((outcome for outcome in outcomes if outcome.unfinished), None)
    if first is None:
        return []
    left = [test for test in first.tests if test.verdict is not Verdict.PASSES]
    about = _about(folder, first, known, width, plainer=plainer)
    lines = [Text(), *_heading(f"{first.exercise}: {first.state}", width), *about]
    tests = list(_tests(left, width))
    if len(lines) + len(tests) <= room:
        return [*lines, *tests]
    command = folder.command(f"{first.exercise} --hint" if plainer else first.exercise)
    rest = _wrapped(f"`{command}` shows the rest.", width - INDENT)
    lines += _shortened(left, room - len(lines) - len(rest), width)
    return [*lines, *(Text(" " * INDENT).append(line) for line in rest)]


def whole_exercise(
    folder: ReleasedFolder, outcome: ExerciseOutcome, known: Outcomes, width: int, *, plainer: bool = False
) -> list[Text]:
    """All about one exercise.

    Args:
        known: all exercises that something is known of.
        plainer: whether to give a plainer hint, too.
    """
    passing = "no public tests" if outcome.state is State.UNTESTED else _passing(outcome)
    return [
        *_heading(f"{outcome.exercise}: {outcome.state}, {passing}", width),
        *_about(folder, outcome, known, width, plainer=plainer),
        *_tests(outcome.tests, width, with_printed=True),
    ]


def closing(folder: ReleasedFolder, outcomes: Outcomes, width: int) -> list[Text]:
    """How far all is, and what else is asked when the work is graded."""
    how_far = [_how_far(folder, outcomes)] if len(outcomes) > 1 else []
    return _wrapped(" ".join([*how_far, _hidden(folder, outcomes)]), width)


def next_step(folder: ReleasedFolder, outcomes: Outcomes, width: int) -> list[Text]:
    """What to do once the exercises that were asked for are done; nothing before that."""
    if any(outcome.unfinished for outcome in outcomes):
        return []
    return _wrapped(_next(folder, outcomes), width)


def _how_far(folder: ReleasedFolder, outcomes: Outcomes) -> str:
    left = [outcome.exercise for outcome in outcomes if outcome.unfinished]
    if not left:
        return "All public tests pass."
    done = sum(outcome.state is State.DONE for outcome in outcomes)
    how_far = f"{done} of {len(outcomes)} exercises done"
    if not all(name in folder.minutes for name in left):
        return f"{how_far}."
    return f"{how_far}; expect {_about_minutes(sum(folder.minutes[name] for name in left))} for the rest."


def _about_minutes(minutes: int) -> str:
    return f"about {minutes} minute{'' if minutes == 1 else 's'}"


def _hidden(folder: ReleasedFolder, outcomes: Outcomes) -> str:
    names = [outcome.exercise for outcome in outcomes]
    number = sum(folder.hidden_tests[name] for name in names)
    if number == 0:
        return "When your work is graded, no other tests run."
    tests = "1 hidden test" if number == 1 else f"{number} hidden tests"
    of_it = f" of {names[0]}" if len(names) == 1 else ""
    points = sum(folder.points[name] for name in names)
    hidden = points - sum(folder.public_points[name] for name in names)
    return (
        f"When your work is graded, {tests}{of_it} run{'s' if number == 1 else ''} as well, "
        f"for {hidden:g} of {'its' if of_it else 'the'} {points:g} points."
    )


def _next(folder: ReleasedFolder, outcomes: Outcomes) -> str:
    if len(outcomes) == len(folder.exercises):
        return f"Next: `{folder.command('--hand-in')}` packs what you hand in."
    following = folder.after(outcomes[-1].exercise)
    if following is None:
        return f"Next: `{folder.command()}` says how far the whole is."
    place = f"exercise {folder.exercises.index(following) + 1} of {len(folder.exercises)}"
    if following in folder.minutes:
        place += f", {_about_minutes(folder.minutes[following])}"
    return f"Next: {following}, {place}: `{folder.command(following)}`."


def _passing(outcome: ExerciseOutcome) -> str:
    return f"{outcome.passing} of {len(outcome.tests)} public tests pass"


def _tests(tests: Sequence[TestOutcome], width: int, *, with_printed: bool = False) -> Iterator[Text]:
    """The tests; what several in a row say stands once, below the last of them."""
    said: set[tuple[str, str]] = set()
    for together in _saying_the_same(tests, with_printed=with_printed):
        for test in together:
            yield from _labelled(test.verdict, test.sentence, width)
        what = (together[0].message, together[0].where)
        for line in filter(None, (SAID_ABOVE,) if what in said else what):
            yield from _labelled("", line, width)
        if together[0].message:
            said.add(what)
        if with_printed and together[0].printed.strip():
            yield from _printed(together[0].printed, width)


def _shortened(tests: Sequence[TestOutcome], room: int, width: int) -> list[Text]:
    """As many tests as fit into these lines; the last of them has fewer sentences."""
    lines: list[Text] = []
    for together in _saying_the_same(tests):
        whole = list(_tests(together, width))
        if len(whole) > room - len(lines):
            return lines + _sentences_that_fit(together[0], room - len(lines), width)
        lines += whole
    return lines


def _sentences_that_fit(test: TestOutcome, room: int, width: int) -> list[Text]:
    """What a test asks for and what is wrong, in whole sentences; nothing if there is no room for both."""
    asked = _labelled(test.verdict, test.sentence, width)
    sentences = SENTENCE_END.split(test.message)
    for where in dict.fromkeys([test.where, ""]):
        place = _labelled("", where, width) if where else []
        for number in range(len(sentences), 0, -1):
            lines = [*asked, *_labelled("", " ".join(sentences[:number]), width), *place]
            if len(lines) <= room:
                return lines
    return []


def _saying_the_same(tests: Sequence[TestOutcome], *, with_printed: bool = False) -> list[list[TestOutcome]]:
    """Tests in a row that have the same to say, and have printed the same where that is shown."""
    groups = groupby(tests, lambda test: (test.message, test.where, with_printed and test.printed))
    return [list(together) for _said, together in groups]


def _printed(printed: str, width: int) -> Iterator[Text]:
    lines = printed.strip().splitlines()
    for number, line in enumerate(lines[:PRINTED_MOST]):
        shown = textwrap.shorten(printable(line), width - LABEL - INDENT, placeholder=" …")
        yield from _labelled("" if number else "printed", shown, width)
    if len(lines) > PRINTED_MOST:
        yield from _labelled("", "… and more", width)


def _about(
    folder: ReleasedFolder, outcome: ExerciseOutcome, known: Outcomes, width: int, *, plainer: bool
) -> Iterator[Text]:
    """Where it may come from: an earlier exercise, or a mistake that was recognised."""
    if not outcome.unfinished:
        return
    earlier = [other.exercise for other in known if other.exercise in outcome.built_on and other.unfinished]
    if earlier:
        text = f"It uses {listed(earlier)}, not done yet: begin with {earlier[0]}."
        yield from _labelled("note", text, width)
        return
    for hint in outcome.hints:
        yield from _labelled("hint", hint, width)
        if plainer:
            yield from _labelled("plainer", outcome.plainer_hints.get(hint, NONE_PLAINER), width)
    if plainer and not outcome.hints:
        yield from _labelled("next", _way_on(outcome), width)
    if outcome.plainer_hints and not plainer:
        command = folder.command(f"{outcome.exercise} --hint")
        yield from _labelled("", f"`{command}` says it more plainly.", width)


def _way_on(outcome: ExerciseOutcome) -> str:
    """What to do about an exercise that is not done, where no mistake was recognised."""
    first = next(test for test in outcome.tests if test.verdict is not Verdict.PASSES)
    if first.verdict is Verdict.TO_DO:
        return TO_WRITE
    line = first.where.partition(":")[0]
    return AT_A_LINE.format(line=line) if line else BY_HAND


def _heading(text: str, width: int) -> list[Text]:
    lines = _wrapped(text, width)
    for line in lines:
        line.stylize("bold")
    return lines


def _labelled(label: str, text: str, width: int) -> list[Text]:
    """A word, and beside it a text, whose lines all begin in the same column."""
    beside = textwrap.wrap(printable(text), max(width - LABEL, 20)) or [""]
    begin = f"{'':{INDENT}}{label:<{LABEL - INDENT}}"
    lines = [Text(begin + beside[0]), *(Text(" " * LABEL + line) for line in beside[1:])]
    if label in STYLES:
        lines[0].stylize(STYLES[label], INDENT, INDENT + len(label))
    return lines


def _wrapped(text: str, width: int) -> list[Text]:
    return [Text(line) for line in textwrap.wrap(printable(text), width)]
