"""Grades a large class in one run and watches memory and cost meanwhile.

Writes `build/bench-scale.png` and `build/bench-scale.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from .contenders.kit import grade_command
from .measuring import ENVIRONMENT, ROOT, Machine, this_machine
from .processes import Process, Seen, look_at
from .workloads import core_assignment

MIB = 1024 * 1024
INTERVAL = 1.0
"""Seconds between two looks."""

PARTS = 5
"""The first fifth of the class is compared with the last."""


@dataclass(frozen=True)
class Look:
    """What was seen at one moment: seconds since the start, and results that were written by then."""

    seconds: float
    done: int
    seen: Seen


@dataclass(frozen=True)
class Run:
    """A large class as it was graded.

    Attributes:
        written: when each result was written, in seconds since the start, in order.
    """

    workers: int
    looks: Sequence[Look]
    written: Sequence[float]

    @property
    def part(self) -> int:
        """The submissions in each of the parts that are compared."""
        return max(1, len(self.written) // PARTS)

    def processes(self) -> list[Process]:
        """All that lasted, in the order in which they were seen first."""
        return list(dict.fromkeys(process for look in self.looks for process in look.seen.resident))

    def resident(self, process: Process) -> list[tuple[int, float]]:
        """Submissions done, and MiB that a process had in use, look by look."""
        looks = [look for look in self.looks if process in look.seen.resident]
        return [(look.done, look.seen.resident[process] / MIB) for look in looks]

    def together(self) -> list[tuple[int, float]]:
        """Submissions done, and MiB that all processes used together."""
        return [
            (look.done, look.seen.together / MIB) for look in self.looks if look.seen.together is not None
        ]

    def cost(self, first: int, last: int) -> tuple[float, float]:
        """Milliseconds of CPU and of wall time for each submission after the first, up to the last."""
        wall = self.written[last] - self.written[first]
        cpu = self._cpu(self.written[last]) - self._cpu(self.written[first])
        return 1000 * cpu / (last - first), 1000 * wall / (last - first)

    def _cpu(self, seconds: float) -> float:
        looks = self.looks
        return float(np.interp(seconds, [one.seconds for one in looks], [one.seen.cpu for one in looks]))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--submissions", type=int, default=5000, metavar="N", help="default: 5000")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="default: 2")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        run = _watched(Path(folder), max(2 * PARTS, chosen.submissions), max(1, chosen.workers))
    machine, build = this_machine(), ROOT / "build"
    build.mkdir(exist_ok=True)
    _show(run, machine)
    _write(run, machine, build / "bench-scale.json")
    _plot(run, build / "bench-scale.png")
    return 0


def _watched(folder: Path, submissions: int, workers: int) -> Run:
    """Grade a class of the core assignment, and look at it again and again.

    Raises:
        RuntimeError: the command failed.
    """
    core, results = core_assignment(folder / "core"), folder / "results"
    print(f"writing {submissions} submissions", file=sys.stderr)
    handed_in = core.make_class(folder / "class", submissions)
    print("grading them", file=sys.stderr)
    command = grade_command(core.assignment.folder, handed_in, results, workers)
    looks: list[Look] = []
    with (folder / "errors").open("w+") as errors:
        started, clock = time.time(), time.perf_counter()
        grading = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **ENVIRONMENT}, stdout=subprocess.DEVNULL, stderr=errors
        )
        try:
            while grading.poll() is None:
                looks.append(Look(time.perf_counter() - clock, len(_results(results)), look_at(grading.pid)))
                time.sleep(INTERVAL)
        finally:
            grading.kill()
            grading.wait()
        if grading.returncode != 0:
            errors.seek(0)
            raise RuntimeError(
                f"{' '.join(map(str, command))} ended with {grading.returncode}:\n{errors.read()}"
            )
    written = sorted(entry.stat().st_mtime - started for entry in _results(results))
    return Run(workers, looks, written)


def _results(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry for entry in entries if entry.name.endswith(".json") and entry.name != "run.json"]


def _growth(series: Sequence[tuple[int, float]]) -> float:
    """MiB for each thousand submissions, fitted to all but the first tenth."""
    last = series[-1][0]
    steady = [one for one in series if one[0] >= last / 10]
    done, mebibytes = zip(*steady, strict=True)
    return float(1000 * np.polyfit(done, mebibytes, 1)[0]) if len(set(done)) > 1 else 0.0


def _at(series: Sequence[tuple[int, float]], done: float) -> float:
    return next(mebibytes for number, mebibytes in series if number >= done)


def _named(processes: Sequence[Process]) -> dict[str, Process]:
    """Processes by role, numbered where there are several of one."""
    roles = [process.role for process in processes]
    return {
        process.role
        if roles.count(process.role) == 1
        else f"{process.role} {1 + roles[:position].count(process.role)}": process
        for position, process in enumerate(processes)
    }


def _series(run: Run) -> dict[str, list[tuple[int, float]]]:
    """The memory of each process and of all together, over the submissions done."""
    series = {name: run.resident(process) for name, process in _named(run.processes()).items()}
    if together := run.together():
        series["all together"] = together
    return series


def _figures(run: Run) -> dict[str, Any]:
    part, number = run.part, len(run.written)
    first_cpu, first_wall = run.cost(0, part - 1)
    last_cpu, last_wall = run.cost(number - part, number - 1)
    return {
        "submissions": number,
        "workers": run.workers,
        "seconds": run.written[-1],
        "memory_mib": {
            name: {
                "after_a_tenth": _at(series, series[-1][0] / 10),
                "at_the_end": series[-1][1],
                "most": max(mebibytes for _done, mebibytes in series),
                "growth_a_thousand": _growth(series),
            }
            for name, series in _series(run).items()
        },
        "milliseconds_a_submission": {
            f"first_{part}": {"cpu": first_cpu, "wall": first_wall},
            f"last_{part}": {"cpu": last_cpu, "wall": last_wall},
        },
    }


def _show(run: Run, machine: Machine) -> None:
    console = Console(highlight=False)
    figures = _figures(run)
    console.print(f"{machine}.", soft_wrap=True)
    console.print(
        f"{figures['submissions']:,} submissions of the core assignment, {run.workers} workers, "
        f"{figures['seconds']:.0f} seconds\n",
        soft_wrap=True,
    )
    memory = Table("memory, MiB", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("after a tenth", "at the end", "most", "growth a thousand"):
        memory.add_column(heading, justify="right")
    for name, one in figures["memory_mib"].items():
        memory.add_row(
            name,
            *(f"{one[key]:.0f}" for key in ("after_a_tenth", "at_the_end", "most")),
            f"{one['growth_a_thousand']:+.1f}",
        )
    console.print(memory)
    console.print(
        "Each process: resident memory, what is shared included; all together: shared counted once.\n"
    )
    cost = Table("each submission, ms", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    cost.add_column("CPU", justify="right")
    cost.add_column("wall", justify="right")
    for name, one in figures["milliseconds_a_submission"].items():
        cost.add_row(name.replace("_", " "), f"{one['cpu']:.1f}", f"{one['wall']:.1f}")
    console.print(cost)


def _write(run: Run, machine: Machine, file: Path) -> None:
    content = {
        "machine": asdict(machine),
        **_figures(run),
        "series": {
            "seconds": [round(look.seconds, 3) for look in run.looks],
            "done": [look.done for look in run.looks],
            "cpu_seconds": [look.seen.cpu for look in run.looks],
            "memory_mib": {
                name: [[done, round(mib, 1)] for done, mib in one] for name, one in _series(run).items()
            },
        },
    }
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _plot(run: Run, file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, (memory, cost) = plt.subplots(2, 1, figsize=(9, 8), sharex=True, layout="constrained")
    for name, series in _series(run).items():
        style = "--" if name == "all together" else "-"
        memory.plot(*zip(*series, strict=True), style, label=name)
    memory.set_ylabel("memory, MiB")
    memory.set_ylim(bottom=0)
    memory.legend(loc="lower center", ncols=3)
    memory.set_title(f"{len(run.written):,} submissions in one run, {run.workers} workers")
    step = max(2, len(run.written) // 50)
    ends = range(step, len(run.written), step)
    costs = [run.cost(end - step, end) for end in ends]
    cost.plot(ends, [cpu for cpu, _wall in costs], label="CPU")
    cost.plot(ends, [wall for _cpu, wall in costs], label="wall")
    cost.set_ylabel("each submission, ms")
    cost.set_xlabel("submissions done")
    cost.set_ylim(bottom=0)
    cost.legend(loc="lower right")
    figure.savefig(file, dpi=120)


if __name__ == "__main__":
    sys.exit(main())
