"""`autograder doctor`."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..course import DESCRIPTION, Assignment, load_assignment
from ..errors import GraderFault
from ..grading.session import GradingSession
from ..grading.starting import started_zygote
from ..results import SubmissionStatus
from ..sandbox.isolation import LAYERS, Isolation, machine_isolation, missing_guards
from ..submissions import Submission

ROUNDS = 3
NOT_GUARDED = 1


def doctor_command() -> int:
    """Show the layers of isolation and a measured time; status 1 if something is not guarded."""
    console = Console(highlight=False)
    isolation = machine_isolation()
    console.print(_layers(isolation))
    console.print()
    missing = missing_guards(isolation)
    for guarded in missing:
        console.print(
            f"not guarded: {guarded}; `grade` refuses without --isolation best-effort", markup=False
        )
    if not missing:
        console.print("files, network, other processes and resources are each guarded")
    for description in sorted(Path.cwd().glob(f"solutions/*/{DESCRIPTION}")):
        assignment = load_assignment(description.parent)
        seconds = _seconds_a_submission(assignment, isolation)
        console.print(f"{assignment.name}: {seconds:.2f} seconds a submission and worker", markup=False)
    return NOT_GUARDED if missing else 0


def _layers(isolation: Isolation) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 1))
    for heading in ("layer", "", "what it stops", "why it is off"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "")
    for layer in LAYERS.values():
        on = isolation.has(layer.name)
        state = Text("on", style="green") if on else Text("off", style="red")
        reason = "" if on else f"{isolation.off[layer.name]}: {layer.remedy}"
        table.add_row(Text(layer.name), state, Text(layer.stops), Text(reason))
    return table


def _seconds_a_submission(assignment: Assignment, isolation: Isolation) -> float:
    """The median time to grade the references, after everything has started.

    Raises:
        GraderFault: they cannot be graded here.
    """
    references = Submission(assignment.name, assignment.references())
    with GradingSession(assignment, started_zygote(assignment, isolation)) as session:
        first = session.grade(references)
        if first.status is SubmissionStatus.FAULT:
            raise GraderFault(f"{assignment.name}: {first.error}")
        times = []
        for _round in range(ROUNDS):
            started = time.perf_counter()
            session.grade(references)
            times.append(time.perf_counter() - started)
    return statistics.median(times)
