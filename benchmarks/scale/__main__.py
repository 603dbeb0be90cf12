"""Grades a large class in one run and watches memory and cost meanwhile.

Writes `build/bench-scale.png` and `build/bench-scale.json`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from ..measuring import ROOT, this_machine
from ..workloads import core_assignment
from .report import plot, show, write
from .run import PARTS, watched


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--submissions", type=int, default=5000, metavar="N", help="default: 5000")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="default: 2")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, submissions = Path(name), max(2 * PARTS, chosen.submissions)
        core = core_assignment(folder / "core")
        print(f"grading {submissions:,} submissions", file=sys.stderr)
        handed_in = core.make_class(folder / "class", submissions)
        run = watched(core, handed_in, folder / "results", max(1, chosen.workers))
    machine, build = this_machine(), ROOT / "build"
    build.mkdir(exist_ok=True)
    show(run, machine, Console(highlight=False))
    write(run, machine, build / "bench-scale.json")
    plot(run, build / "bench-scale.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
