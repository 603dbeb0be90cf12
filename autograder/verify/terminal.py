"""A proof in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .cases import CaseKind
from .proof import ExerciseProof, Proof
from .report import shown_share

CAUGHT, MISSED = "●", "·"


def show(proof: Proof, folder: Path, console: Console) -> None:
    """Print a proof: its evidence, what does not hold, and the verdict.

    Args:
        proof: the proof.
        folder: where it was written.
        console: prints text as it is, without markup.
    """
    for exercise in proof.exercises:
        console.print(_matrix(exercise))
        console.print()
    console.print(_summary(proof))
    console.print(_kinds(proof), soft_wrap=True)
    console.print(_shown(proof), soft_wrap=True)
    console.print()
    for line in _idle_tests(proof):
        console.print(line, soft_wrap=True)
    for shortfall in proof.shortfalls:
        console.print(f"{shortfall.where} {shortfall.what}. To mend it: {shortfall.repair}.", soft_wrap=True)
    number = len(proof.shortfalls)
    verdict = "the tests hold" if proof.holds else f"{number} thing{'' if number == 1 else 's'} to mend"
    about = f"{proof.assignment.name}: {verdict}{proof.scope.shown()}{_as_draft(proof)}"
    console.print(f"{about}; {proof.seconds:.0f} seconds; see {folder}/index.html", soft_wrap=True)


def _as_draft(proof: Proof) -> str:
    if not proof.assignment.draft:
        return ""
    points = sum(test.points for exercise in proof.exercises for test in exercise.tests)
    return f"; it is a draft: the points of these tests are {points:g}"


def _matrix(exercise: ExerciseProof) -> Table:
    """Which test catches which misconception, one character each, and how many mutants."""
    table = Table(
        title=exercise.module,
        title_justify="left",
        title_style="bold",
        header_style="",
        box=None,
        padding=(0, 1),
    )
    table.add_column("test", overflow="fold")
    table.add_column("misconceptions", overflow="fold")
    for heading in ("mutants", "alone"):
        table.add_column(heading, justify="right")
    for test in exercise.tests:
        table.add_row(
            Text(test.name),
            Text(_pattern(exercise, test.name)),
            str(sum(test.name in tried.caught_by for tried in exercise.of(CaseKind.MUTANT))),
            str(len(exercise.alone(test.name))),
        )
    return table


def _summary(proof: Proof) -> Table:
    """The evidence for each exercise, in numbers."""
    table = Table(box=None, header_style="bold", padding=(0, 1))
    table.add_column("exercise", overflow="fold")
    headings = (
        "alter-\nnatives",
        "miscon-\nceptions",
        "mutants",
        "equi-\nvalent",
        "farthest\nright",
        "nearest\nwrong",
    )
    for heading in headings:
        table.add_column(heading, justify="right")
    for exercise in proof.exercises:
        table.add_row(exercise.module, *_numbers(exercise))
    return table


def _kinds(proof: Proof) -> str:
    """The number of mutants of each kind, in a line."""
    numbers = proof.mutants_by_kind().items()
    return "mutants by kind: " + ", ".join(f"{kind} {number}" for kind, number in numbers if number)


def _shown(proof: Proof) -> str:
    """How many misconceptions public tests show to students, in a line."""
    known = sum(len(exercise.known_mistakes()) for exercise in proof.exercises)
    hidden = sum(len(exercise.not_shown()) for exercise in proof.exercises)
    return f"misconceptions that public tests show: {known - hidden} of {known}"


def _idle_tests(proof: Proof) -> Iterator[str]:
    """A line for each exercise with redundant tests: others catch all that they catch."""
    for exercise in proof.exercises:
        if idle := exercise.idle():
            names = ", ".join(test.name for test in idle)
            yield f"{exercise.module}: for information, these tests catch nothing that others miss: {names}"


def _pattern(exercise: ExerciseProof, test: str) -> str:
    mistakes = exercise.of(CaseKind.MISCONCEPTION)
    return "".join(CAUGHT if test in mistake.caught_by else MISSED for mistake in mistakes)


def _numbers(exercise: ExerciseProof) -> Iterator[str]:
    for kind in (CaseKind.ALTERNATIVE, CaseKind.MISCONCEPTION, CaseKind.MUTANT):
        yield str(len(exercise.of(kind)))
    yield str(len(exercise.equivalents))
    margins = [exercise.margin_of(test.name) for test in exercise.tests]
    yield shown_share(max((right for right, _ in margins if right is not None), default=None))
    yield shown_share(min((wrong for _, wrong in margins if wrong is not None), default=None))
