"""Compares verdicts, then costs; prints a table and writes `build/bench.json`."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.course import Assignment, find_assignment

from .contenders import (
    ROOT,
    Verdicts,
    grade_with_autograder,
    grade_with_pytest,
    verdicts_of_autograder,
    verdicts_of_pytest,
)
from .isolation import ForkCost, measure_forks
from .measuring import ENVIRONMENT, Cost, Machine, this_machine
from .submissions import ASSIGNMENT, CLASS, is_right, make_class

COPIES = 3
"""How much larger the larger class is."""

BUSY = 0.5
"""The load of other work from which on the machine is called shared."""

PYTEST = "pytest, a process each"
SMALL = f"autograder, class of {len(CLASS)}"
LARGE = f"autograder, class of {COPIES * len(CLASS)}"
FURTHER = "autograder, each further one"

WIDTH_OF_FILES = 120

Rounds = dict[str, list[Cost]]
"""The cost a submission in each round, by contender."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="default: 3, some minutes")
    number = max(1, parser.parse_args().rounds)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_FILES
    machine = this_machine()
    assignment = find_assignment(ASSIGNMENT, ROOT)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = _Bench(assignment, Path(folder))
        verdicts, differences = bench.verdicts()
        if differences:
            console.print(
                "The two do not judge alike, so their costs are not compared:", *differences, sep="\n"
            )
            return 1
        rounds, loads = _timed(bench, number)
    forks = measure_forks()
    busiest = max(machine.load, *(load - 1 for load in loads))
    _show(console, machine, rounds, tests=len(verdicts) // len(CLASS), busiest=busiest)
    _show_forks(console, forks)
    _write(machine, rounds, loads, forks)
    return 0


class _Bench:
    """Both contenders, with the same classes."""

    def __init__(self, assignment: Assignment, folder: Path) -> None:
        self._assignment = assignment
        self._folder = folder
        self._small = make_class(assignment, folder / "small")
        self._large = make_class(assignment, folder / "large", COPIES)

    def verdicts(self) -> tuple[Verdicts, list[str]]:
        """The verdicts of the autograder, and a line for each that is not as it must be.

        This is also the run that warms the machine up.
        """
        results = self._new_results()
        grade_with_autograder(self._assignment, self._small, results)
        grade_with_pytest(self._assignment, self._small, results)
        ours, theirs = verdicts_of_autograder(results), verdicts_of_pytest(results)
        lines = [
            f"{' '.join(test)}: autograder {ours.get(test)}, pytest {theirs.get(test)}"
            for test in sorted(ours.keys() | theirs.keys())
            if ours.get(test) != theirs.get(test)
        ]
        for submission in sorted(path.name for path in self._small.iterdir()):
            passed = [verdict for (name, _, _), verdict in ours.items() if name == submission]
            if not passed or all(passed) != is_right(submission):
                lines.append(f"{submission}: {sum(passed)} of {len(passed)} tests passed")
        return ours, lines

    def small(self) -> Cost:
        return grade_with_autograder(self._assignment, self._small, self._new_results())

    def large(self) -> Cost:
        return grade_with_autograder(self._assignment, self._large, self._new_results())

    def pytest(self) -> Cost:
        return grade_with_pytest(self._assignment, self._small, self._new_results())

    def _new_results(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._folder, prefix="results-"))


def _timed(bench: _Bench, number: int) -> tuple[Rounds, list[float]]:
    """Costs in each round, and the load average after it; every other round runs backwards."""
    rounds: Rounds = {PYTEST: [], SMALL: [], LARGE: [], FURTHER: []}
    loads: list[float] = []
    contenders: list[tuple[str, Callable[[], Cost]]] = [
        (SMALL, bench.small),
        (PYTEST, bench.pytest),
        (LARGE, bench.large),
    ]
    for position in range(number):
        print(f"round {position + 1} of {number}", file=sys.stderr)
        ran = {name: run() for name, run in contenders[:: -1 if position % 2 else 1]}
        students = len(CLASS)
        rounds[PYTEST].append(ran[PYTEST] / students)
        rounds[SMALL].append(ran[SMALL] / students)
        rounds[LARGE].append(ran[LARGE] / (COPIES * students))
        rounds[FURTHER].append((ran[LARGE] - ran[SMALL]) / ((COPIES - 1) * students))
        loads.append(os.getloadavg()[0])
    return rounds, loads


def _show(console: Console, machine: Machine, rounds: Rounds, tests: int, busiest: float) -> None:
    number = len(rounds[PYTEST])
    console.print(f"{ASSIGNMENT}: the same verdicts in {tests} tests of each of {len(CLASS)} submissions")
    table = Table()
    for heading in ("seconds a submission", "wall", "CPU", "pytest takes, wall", "pytest takes, CPU"):
        table.add_column(heading, justify="right" if table.columns else "left", no_wrap=True)
    for name, costs in rounds.items():
        seconds = [_spread([cost.wall for cost in costs]), _spread([cost.cpu for cost in costs])]
        ratios = [] if name == PYTEST else _ratios(rounds[PYTEST], costs)
        table.add_row(name, *seconds, *(f"{_spread(ratio, digits=1)} times" for ratio in ratios))
    console.print(table)
    console.print(f"Medians, and least to most, of {number} rounds. CPU counts all processes of a contender.")
    console.print("Both grade one submission after the other, with OMP_NUM_THREADS=1.")
    console.print("Plain pytest runs student code among the tests: no isolation, no limits, no reports.")
    console.print(
        f"{machine.processor}, {machine.processors} cores; Python {machine.python}, torch {machine.torch}."
    )
    if busiest > BUSY:
        console.print(f"The machine was shared: other work had a load of up to {busiest:.1f}.")


def _show_forks(console: Console, forks: ForkCost) -> None:
    isolated, bare = (statistics.median(times) for times in (forks.isolated, forks.bare))
    console.print(
        f"An exercise of one call: {isolated:.1f} ms with all layers of isolation, {bare:.1f} ms with none; "
        f"they cost {forks.difference:.1f} ms (medians of {len(forks.bare)} each, in turn)."
    )


def _ratios(theirs: Sequence[Cost], ours: Sequence[Cost]) -> list[list[float]]:
    """How many times as much pytest took, round by round: of wall clock, and of processor time."""
    pairs = list(zip(theirs, ours, strict=True))
    return [[a.wall / b.wall for a, b in pairs], [a.cpu / b.cpu for a, b in pairs]]


def _spread(values: Sequence[float], digits: int = 2) -> str:
    least, most = min(values), max(values)
    return f"{statistics.median(values):.{digits}f} ({least:.{digits}f}–{most:.{digits}f})"


def _write(machine: Machine, rounds: Rounds, loads: Sequence[float], forks: ForkCost) -> None:
    content = {
        "assignment": ASSIGNMENT,
        "machine": asdict(machine),
        "environment": ENVIRONMENT,
        "load_after_round": list(loads),
        "seconds_a_submission": {name: [asdict(cost) for cost in costs] for name, costs in rounds.items()},
        "milliseconds_a_fork": asdict(forks),
    }
    file = ROOT / "build" / "bench.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
