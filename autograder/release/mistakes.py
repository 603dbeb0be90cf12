"""What each known mistake does in the public tests, so that these can recognise it without its code."""

from __future__ import annotations

from ..grading.marking import Marking
from ..grading.misconceptions import WrongModule, misconceptions_of
from ..grading.running import ExerciseRunner
from ..grading.session import GradingSession
from ..sandbox.task import Files
from ..testing.mistakes import Mistake, Mistakes, mistake


def mistakes_of(session: GradingSession) -> Mistakes:
    """The mistakes of each exercise that the public tests show.

    Where several show the same, none of them can be named. They are kept nevertheless: each keeps the
    others from being taken for the reason.

    Raises:
        UsageError: the assignment's misconceptions cannot be used.
        GraderFault: the grader failed.
    """
    assignment = session.assignment
    wrong = {module: misconceptions_of(assignment, module) for module in assignment.modules}
    hinted = {module: [one for one in known if one.hint] for module, known in wrong.items()}
    if not any(hinted.values()):
        return {}
    return session.do(lambda marking: _tried(marking, hinted))


def _tried(marking: Marking, wrong: dict[str, list[WrongModule]]) -> Mistakes:
    runner = marking.runner.on(marking.runner.plan.public())
    references = runner.assignment.references()
    return {module: _of_exercise(module, known, runner, references) for module, known in wrong.items()}


def _of_exercise(
    module: str, known: list[WrongModule], runner: ExerciseRunner, references: Files
) -> list[Mistake]:
    right = runner.run(module, references).behaviour()
    found = []
    for wrong in known:
        files = {**references, f"{module}.py": wrong.path.read_bytes()}
        one = mistake(wrong.hint, runner.run(module, files).behaviour(), right)
        if any(one.wrong.values()):
            found.append(one)
    return found
