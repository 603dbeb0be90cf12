"""Grades the same submissions in several ways; prints what each costs and writes `build/bench.json`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from rich.console import Console

from .contenders import (
    BareFunctions,
    Contender,
    Kit,
    KitBefore,
    KitInNbgrader,
    KitWithTwo,
    PlainPytest,
    StockNbgrader,
)
from .goals import judged_on_core, judged_on_whole, judged_where_all_are_unlike
from .measuring import ROOT, this_machine
from .report import Report, show, write
from .rounds import Disagreement, compare
from .start import measure_start
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
    parser.add_argument("--quick", action="store_true", help="only the core of the assignment, in one round")
    options = parser.parse_args()
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_FILES
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            report = _measured(Path(folder), max(1, options.rounds), options.before, quick=options.quick)
        except Disagreement as differences:
            console.print(f"They do not judge alike, so their costs are not compared:\n{differences}")
            return 1
    show(report, console)
    write(report, ROOT / "build" / "bench.json")
    return 0


def _measured(folder: Path, rounds: int, before: str | None, *, quick: bool) -> Report:
    core = core_assignment(folder / "core")
    new = partial(_new, folder)
    contenders: list[Contender] = [
        Kit(core, new(), small=20, large=100),
        KitWithTwo(core, new(), small=20, large=100),
        PlainPytest(core, new()),
        StockNbgrader(core, new(), small=1, large=5),
        KitInNbgrader(core, new(), small=5, large=25),
        BareFunctions(core, new()),
    ]
    if before is not None:
        contenders.append(KitBefore(core, new(), 20, 100, before))
    on_core = compare(core, contenders, 1 if quick else rounds, _tell)
    _tell(f"{on_core.name}: one submission")
    start = measure_start(core, new())
    if quick:
        return Report(this_machine(), [on_core], start, judged_on_core(on_core, start))
    unlike, whole = all_unlike(core), whole_assignment()
    on_unlike = compare(unlike, [Kit(unlike, new(), small=20, large=80)], rounds, _tell)
    contenders = [
        Kit(whole, new(), small=6, large=18),
        PlainPytest(whole, new()),
        BareFunctions(whole, new()),
    ]
    on_whole = compare(whole, contenders, rounds, _tell)
    judged = [
        *judged_on_core(on_core, start),
        *judged_where_all_are_unlike(on_core, on_unlike),
        *judged_on_whole(on_whole),
    ]
    return Report(this_machine(), [on_core, on_unlike, on_whole], start, judged)


def _new(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


def _tell(what: str) -> None:
    print(what, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
