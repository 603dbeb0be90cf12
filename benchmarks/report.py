"""The table on the terminal, and the same figures as JSON."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from autograder.sandbox.isolation import machine_isolation

from .contenders import Kit
from .goals import Judged, ratios
from .measuring import ENVIRONMENT, Cost, Machine
from .rounds import Comparison
from .start import StartCost

BUSY = 0.25
"""Processors kept busy by other work from which on the machine is called shared."""


@dataclass(frozen=True)
class Report:
    """All that one run of the benchmark found."""

    machine: Machine
    comparisons: Sequence[Comparison]
    start: StartCost
    judged: Sequence[Judged]


def show(report: Report, console: Console) -> None:
    console.print(f"{report.machine}.", soft_wrap=True)
    for comparison in report.comparisons:
        console.print()
        _show_comparison(comparison, console)
    console.print()
    _show_notes(report, console)
    console.print()
    for judged in report.judged:
        verdict = "[green]met[/]    " if judged.met else "[red]not met[/]"
        console.print(f"{verdict}  {judged.goal}", soft_wrap=True)
        console.print(f"         measured: {judged.said}", soft_wrap=True)


def write(report: Report, file: Path) -> None:
    content = {
        "machine": asdict(report.machine),
        "environment": ENVIRONMENT,
        "isolation": machine_isolation().as_json(),
        "workloads": [_as_json(comparison) for comparison in report.comparisons],
        "seconds_of_the_start": asdict(report.start),
        "goals": [asdict(judged) for judged in report.judged],
    }
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _show_comparison(comparison: Comparison, console: Console) -> None:
    assignment, students = comparison.workload.assignment, len(comparison.workload.students)
    console.print(
        f"[bold]{comparison.name}[/]: {len(assignment.modules)} exercises, {comparison.tests} tests; "
        f"all judge {students} submissions alike, test by test",
        soft_wrap=True,
    )
    kits = comparison.further(Kit.name)
    further = _table("each further, ms", "times CPU")
    whole = _table("whole command, s", "class of")
    for name, number in comparison.commanded.items():
        costs = comparison.further(name)
        further.add_row(name, *_cells(costs, 1000), f"{statistics.median(ratios(costs, kits, 'cpu')):.2g}")
        if commands := comparison.whole(name):
            whole.add_row(name, *_cells(commands, 1), str(number))
    console.print(further)
    console.print(whole)


def _table(what: str, last: str) -> Table:
    table = Table(what, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("CPU", "wall", last):
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _show_notes(report: Report, console: Console) -> None:
    rounds = len(report.comparisons[0].others)
    busiest = max(max(comparison.others) for comparison in report.comparisons)
    notes = [
        f"Medians, and least to most, of {rounds} rounds; the contenders take turns. CPU counts all "
        "processes of a contender; times CPU is in relation to this kit's. Each has one thread: "
        "OMP_NUM_THREADS=1. pytest is a process for each submission.",
        "This kit isolates by "
        + ", ".join(machine_isolation().as_json()["on"])
        + "; pytest and nbgrader by nothing. "
        "Bare functions are the calls that the tests make, recorded and made again in one warm process: "
        "without gradients of results, counts of operations, copies and comparisons.",
    ]
    if busiest > BUSY:
        notes.append(f"The machine was shared: other work kept up to {busiest:.1f} processors busy.")
    for note in notes:
        console.print(note)


def _cells(costs: Sequence[Cost], factor: float) -> list[str]:
    return [
        _spread([factor * cost.cpu for cost in costs]),
        _spread([factor * cost.wall for cost in costs]),
    ]


def _spread(values: Sequence[float]) -> str:
    """The median, and least to most."""
    middle, least, most = statistics.median(values), min(values), max(values)
    digits = 0 if middle >= 100 else 1
    return f"{middle:,.{digits}f} ({least:,.{digits}f}–{most:,.{digits}f})"


def _as_json(comparison: Comparison) -> dict[str, Any]:
    return {
        "assignment": comparison.name,
        "exercises": list(comparison.workload.assignment.modules),
        "tests": comparison.tests,
        "submissions": sorted(comparison.workload.students),
        "processors_kept_busy_by_others": comparison.others,
        "seconds": {
            name: {
                "each_further_submission": [asdict(cost) for cost in comparison.further(name)],
                "whole_command": [asdict(cost) for cost in comparison.whole(name)],
                "submissions_of_the_whole_command": number,
            }
            for name, number in comparison.commanded.items()
        },
    }
