"""Grades the same submissions in several ways; prints what each costs and writes `build/bench.json`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from .contenders import BareFunctions, Contender, Kit, KitInNbgrader, PlainPytest, StockNbgrader
from .goals import (
    TIMES_LESS_IN_NBGRADER,
    TIMES_LESS_THAN_NBGRADER,
    TIMES_LESS_THAN_PYTEST,
    UNLIKE_TIMES_LESS_THAN_NBGRADER,
    UNLIKE_TIMES_LESS_THAN_PYTEST,
    at_most_bare_functions,
    faster_with_two,
    times_less,
    times_less_where_all_are_unlike,
)
from .isolation import measure_forks
from .measuring import ROOT, this_machine
from .report import Report, show, write
from .rounds import Disagreement, compare
from .workloads import all_unlike, core_assignment, whole_assignment

WIDTH_OF_FILES = 100


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=3, metavar="N", help="default: 3, ten minutes to half an hour"
    )
    parser.add_argument(
        "--before", metavar="COMMIT", help="another contender: the kit of this commit, on the core"
    )
    options = parser.parse_args()
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_FILES
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            report = _measured(Path(folder), max(1, options.rounds), options.before)
        except Disagreement as differences:
            console.print(f"They do not judge alike, so their costs are not compared:\n{differences}")
            return 1
    show(report, console)
    write(report, ROOT / "build" / "bench.json")
    return 0


def _measured(folder: Path, rounds: int, before: str | None) -> Report:
    whole, core = whole_assignment(), core_assignment(folder / "core")
    kit = Kit(whole, _new(folder, "whole", "kit"), small=6, large=18)
    pytest = PlainPytest(whole, _new(folder, "whole", "pytest"))
    bare = BareFunctions(whole, _new(folder, "whole", "bare"))
    on_whole = compare(whole, [kit, pytest, bare], rounds, _tell)

    here = _new(folder, "on-core")
    kit_on_core = Kit(core, _new(here, "kit"), small=20, large=100)
    two_workers = Kit(core, _new(here, "two-workers"), small=20, large=100, workers=2)
    pytest_on_core = PlainPytest(core, _new(here, "pytest"))
    nbgrader = StockNbgrader(core, _new(here, "nbgrader"), small=1, large=5)
    in_nbgrader = KitInNbgrader(core, _new(here, "in-nbgrader"), small=5, large=25)
    bare_on_core = BareFunctions(core, _new(here, "bare"))
    contenders: list[Contender] = [
        kit_on_core,
        two_workers,
        pytest_on_core,
        nbgrader,
        in_nbgrader,
        bare_on_core,
    ]
    if before is not None:
        contenders.append(Kit(core, _new(here, "before"), small=20, large=100, before=before))
    on_core = compare(core, contenders, rounds, _tell)
    unlike = all_unlike(core)
    kit_on_unlike = Kit(unlike, _new(folder, "unlike"), small=20, large=80)
    on_unlike = compare(unlike, [kit_on_unlike], rounds, _tell)
    return Report(
        machine=this_machine(),
        comparisons=[on_whole, on_core, on_unlike],
        kit=kit.name,
        isolation=kit.isolation,
        forks=measure_forks(),
        judged=[
            at_most_bare_functions(on_whole, kit, bare),
            times_less(TIMES_LESS_THAN_PYTEST, on_core, kit_on_core, pytest_on_core, bare_on_core),
            times_less(TIMES_LESS_THAN_NBGRADER, on_core, kit_on_core, nbgrader, bare_on_core),
            times_less_where_all_are_unlike(
                UNLIKE_TIMES_LESS_THAN_PYTEST, on_core, on_unlike, kit_on_unlike, pytest_on_core, bare_on_core
            ),
            times_less_where_all_are_unlike(
                UNLIKE_TIMES_LESS_THAN_NBGRADER, on_core, on_unlike, kit_on_unlike, nbgrader, bare_on_core
            ),
            times_less(TIMES_LESS_IN_NBGRADER, on_core, in_nbgrader, nbgrader, bare_on_core),
            faster_with_two(on_core, kit_on_core, two_workers),
        ],
    )


def _new(folder: Path, *parts: str) -> Path:
    new = folder.joinpath(*parts)
    new.mkdir(parents=True)
    return new


def _tell(what: str) -> None:
    print(what, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
