"""Grades the same submissions in several ways; prints what each costs and writes `build/bench.json`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from .contenders import BareFunctions, Contender, Kit, KitInNbgrader, PlainPytest, StockNbgrader
from .goals import (
    TIMES_LESS_IN_NBGRADER,
    TIMES_LESS_THAN_NBGRADER,
    TIMES_LESS_THAN_PYTEST,
    UNLIKE_TIMES_LESS_THAN_NBGRADER,
    UNLIKE_TIMES_LESS_THAN_PYTEST,
    Judged,
    at_most_bare_functions,
    faster_with_two,
    soon_after_the_import,
    times_less,
    times_less_where_all_are_unlike,
)
from .isolation import measure_forks
from .measuring import ROOT, this_machine
from .report import Report, show, write
from .rounds import Comparison, Disagreement, compare
from .start import StartCost, measure_start
from .workloads import Workload, all_unlike, core_assignment, whole_assignment

WIDTH_OF_FILES = 100


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=3, metavar="N", help="default: 3, ten minutes to half an hour"
    )
    parser.add_argument("--quick", action="store_true", help="only the core of the assignment, in one round")
    options = parser.parse_args()
    if options.quick:
        options.rounds = 1
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_FILES
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            report = _measured(Path(folder), options)
        except Disagreement as differences:
            console.print(f"They do not judge alike, so their costs are not compared:\n{differences}")
            return 1
    show(report, console)
    write(report, ROOT / "build" / "bench.json")
    return 0


@dataclass(frozen=True)
class _Core:
    """The contenders on the core, and what they cost there."""

    assignment: Workload
    kit: Kit
    two_workers: Kit
    pytest: PlainPytest
    nbgrader: StockNbgrader
    in_nbgrader: KitInNbgrader
    bare: BareFunctions
    comparison: Comparison
    start: StartCost

    def judged(self) -> list[Judged]:
        return [
            times_less(TIMES_LESS_THAN_PYTEST, self.comparison, self.kit, self.pytest, self.bare),
            times_less(TIMES_LESS_THAN_NBGRADER, self.comparison, self.kit, self.nbgrader, self.bare),
            times_less(TIMES_LESS_IN_NBGRADER, self.comparison, self.in_nbgrader, self.nbgrader, self.bare),
            faster_with_two(self.comparison, self.kit, self.two_workers),
            soon_after_the_import(self.comparison, self.start, self.bare),
        ]


def _measured(folder: Path, options: argparse.Namespace) -> Report:
    rounds = max(1, options.rounds)
    core = _on_core(folder, rounds)
    comparisons, judged = [core.comparison], core.judged()
    if not options.quick:
        for comparison, goals in (_on_unlike(folder, core, rounds), _on_whole(folder, rounds)):
            comparisons.append(comparison)
            judged += goals
    return Report(
        machine=this_machine(),
        comparisons=comparisons,
        kit=core.kit.name,
        isolation=core.kit.isolation,
        forks=measure_forks(),
        start=core.start,
        judged=judged,
    )


def _on_core(folder: Path, rounds: int) -> _Core:
    core = core_assignment(folder / "core")
    here = _new(folder, "on-core")
    kit = Kit(core, _new(here, "kit"), small=20, large=100)
    two_workers = Kit(core, _new(here, "two-workers"), small=20, large=100, workers=2)
    pytest = PlainPytest(core, _new(here, "pytest"))
    nbgrader = StockNbgrader(core, _new(here, "nbgrader"), small=1, large=5)
    in_nbgrader = KitInNbgrader(core, _new(here, "in-nbgrader"), small=5, large=25)
    bare = BareFunctions(core, _new(here, "bare"))
    contenders: list[Contender] = [kit, two_workers, pytest, nbgrader, in_nbgrader, bare]
    comparison = compare(core, contenders, rounds, _tell)
    _tell(f"{core.assignment.name}: one submission")
    start = measure_start(core, _new(here, "start"))
    return _Core(core, kit, two_workers, pytest, nbgrader, in_nbgrader, bare, comparison, start)


def _on_unlike(folder: Path, core: _Core, rounds: int) -> tuple[Comparison, list[Judged]]:
    unlike = all_unlike(core.assignment)
    kit = Kit(unlike, _new(folder, "unlike"), small=20, large=80)
    comparison = compare(unlike, [kit], rounds, _tell)
    judged = [
        times_less_where_all_are_unlike(goal, core.comparison, comparison, kit, other, core.bare)
        for goal, other in (
            (UNLIKE_TIMES_LESS_THAN_PYTEST, core.pytest),
            (UNLIKE_TIMES_LESS_THAN_NBGRADER, core.nbgrader),
        )
    ]
    return comparison, judged


def _on_whole(folder: Path, rounds: int) -> tuple[Comparison, list[Judged]]:
    whole = whole_assignment()
    kit = Kit(whole, _new(folder, "whole", "kit"), small=6, large=18)
    pytest = PlainPytest(whole, _new(folder, "whole", "pytest"))
    bare = BareFunctions(whole, _new(folder, "whole", "bare"))
    comparison = compare(whole, [kit, pytest, bare], rounds, _tell)
    return comparison, [at_most_bare_functions(comparison, kit, bare)]


def _new(folder: Path, *parts: str) -> Path:
    new = folder.joinpath(*parts)
    new.mkdir(parents=True)
    return new


def _tell(what: str) -> None:
    print(what, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
