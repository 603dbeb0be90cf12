"""Wall clock and processor time of commands, and the machine that they run on."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import resource
import subprocess
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {"OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}
"""For every contender: with more threads than free processors torch gets several times slower."""


@dataclass(frozen=True)
class Cost:
    """Seconds; `cpu` is that of a command with all the processes that it started and waited for."""

    wall: float
    cpu: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.cpu - other.cpu)

    def __truediv__(self, number: float) -> Cost:
        return Cost(self.wall / number, self.cpu / number)


@dataclass(frozen=True)
class Machine:
    """What figures depend on."""

    processor: str
    processors: int
    python: str
    torch: str
    load: float


def measured(command: Sequence[str], folder: Path, statuses: Collection[int]) -> Cost:
    """Run a command to its end and say what it took.

    Raises:
        RuntimeError: it ended with another status than these.
    """
    cpu, wall = _cpu_of_children(), time.perf_counter()
    ended = subprocess.run(
        command, cwd=folder, env=os.environ | ENVIRONMENT, capture_output=True, text=True, check=False
    )
    cost = Cost(time.perf_counter() - wall, _cpu_of_children() - cpu)
    if ended.returncode not in statuses:
        raise RuntimeError(
            f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}"
        )
    return cost


def this_machine() -> Machine:
    return Machine(
        processor=_processor(),
        processors=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        python=platform.python_version(),
        torch=importlib.metadata.version("torch"),
        load=os.getloadavg()[0],
    )


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
