"""Finds out what each known mistake does in the public tests, which recognise it without its code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..grading.marking import Marking
from ..grading.misconceptions import (
    WrongModule,
    hints_of,
    misconceptions_of,
    plainer_hints_of,
    variants_of,
)
from ..grading.running import ExerciseRunner
from ..grading.session import GradingSession
from ..testing.behaviour import allowing, marked
from ..testing.mistakes import Mistake, Mistakes


def mistakes_of(session: GradingSession) -> Mistakes:
    """The mistakes of each exercise that the public tests show.

    Mistakes that show the same cannot be named. They are kept all the same: each prevents another from
    being taken for the cause.

    Raises:
        UsageError: the assignment's misconceptions cannot be used.
        GraderFault: the grader failed.
    """
    assignment = session.assignment
    known = {module: misconceptions_of(assignment, module) for module in assignment.modules}
    if not any(map(hints_of, known.values())):
        return {}
    return session.do(lambda marking: _tried(marking, known))


def _tried(marking: Marking, known: Mapping[str, Sequence[WrongModule]]) -> Mistakes:
    runner = marking.runner.on(marking.runner.plan.public())
    return {module: list(_of_exercise(module, listed, runner)) for module, listed in known.items()}


def _of_exercise(module: str, known: Sequence[WrongModule], runner: ExerciseRunner) -> Iterator[Mistake]:
    references, hints, plainer = runner.assignment.references(), hints_of(known), plainer_hints_of(known)
    right = runner.behaviour(module, references)
    others = [
        runner.behaviour(module, {**references, f"{module}.py": path.read_bytes()})
        for path in sorted((runner.assignment.alternatives / module).glob("*.py"))
    ]
    hinted = (wrong for wrong in known if wrong.name in hints)
    for variant in (variant for wrong in hinted for variant in variants_of(wrong)):
        files = {**references, f"{module}.py": variant.source}
        behaviour = runner.behaviour(module, files)
        shown = {name: marked(test, right[name]) for name, test in behaviour.items()}
        if any(test.wrong() for test in shown.values()):
            allowed = {
                name: allowing(test, [other[name] for other in others]) for name, test in shown.items()
            }
            about = hints[variant.wrong.name]
            yield Mistake(about, allowed, {hint: plainer[hint] for hint in about if hint in plainer})
