"""What was seen, as tables, as JSON and as a plot."""

from __future__ import annotations

import json
import statistics
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from ..measuring import Machine
from .run import TOGETHER, Run, Series


def show(run: Run, machine: Machine, console: Console) -> None:
    figures = _figures(run)
    console.print(f"{machine}.", soft_wrap=True)
    console.print(
        f"{figures['submissions']:,} submissions of the core assignment, {run.workers} at a time, "
        f"{figures['seconds']:.0f} seconds\n",
        soft_wrap=True,
    )
    memory = Table("memory, MiB", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("second tenth", "last tenth", "most", "growth a thousand"):
        memory.add_column(heading, justify="right")
    for name, mebibytes in figures["memory_mib"].items():
        *sizes, growth = mebibytes.values()
        memory.add_row(name, *(f"{size:.0f}" for size in sizes), f"{growth:+.1f}")
    console.print(memory)
    console.print("Resident memory, what is shared included; all together: shared counted once.\n")
    cost = Table("each submission, ms", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    cost.add_column("CPU", justify="right")
    cost.add_column("wall", justify="right")
    for name, milliseconds in figures["milliseconds_a_submission"].items():
        cost.add_row(name.replace("_", " "), *(f"{each:.1f}" for each in milliseconds.values()))
    console.print(cost)


def write(run: Run, machine: Machine, file: Path) -> None:
    content = {
        "machine": asdict(machine),
        **_figures(run),
        "series": {
            "seconds": [round(look.seconds, 3) for look in run.looks],
            "done": [look.done for look in run.looks],
            "cpu_seconds": [look.seen.cpu for look in run.looks],
            "memory_mib": {
                name: [[done, round(mib, 1)] for done, mib in series] for name, series in run.memory().items()
            },
        },
    }
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def plot(run: Run, file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, (memory, cost) = plt.subplots(2, 1, figsize=(9, 8), sharex=True, layout="constrained")
    for name, series in run.memory().items():
        style = "--" if name == TOGETHER else "-"
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


def _memory(series: Series, number: int) -> dict[str, float]:
    """MiB in the second tenth of the class and in its last, by their medians, and what lies between."""
    early, late = _during(series, 0.1 * number, 0.2 * number), _during(series, 0.9 * number, number)
    return {
        "second_tenth": early,
        "last_tenth": late,
        "most": max(mebibytes for _done, mebibytes in series),
        "growth_a_thousand": 1000 * (late - early) / (0.8 * number),
    }


def _during(series: Series, first: float, last: float) -> float:
    """The median of what was seen then, or of what was seen nearest to it."""
    within = [mebibytes for done, mebibytes in series if first <= done < last]
    _done, nearest = min(series, key=lambda seen: abs(seen[0] - first))
    return statistics.median(within or [nearest])


def _figures(run: Run) -> dict[str, Any]:
    part, number = run.part, len(run.written)
    first_cpu, first_wall = run.cost(0, part - 1)
    last_cpu, last_wall = run.cost(number - part, number - 1)
    return {
        "submissions": number,
        "workers": run.workers,
        "seconds": run.written[-1],
        "memory_mib": {name: _memory(series, number) for name, series in run.memory().items()},
        "milliseconds_a_submission": {
            f"first_{part}": {"cpu": first_cpu, "wall": first_wall},
            f"last_{part}": {"cpu": last_cpu, "wall": last_wall},
        },
    }
