"""Wall clock and processor time of commands, and the machine that they run on."""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import platform
import resource
import subprocess
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from autograder.sandbox.isolation import linux

T = TypeVar("T")

ROOT = Path(__file__).parent.parent

ENVIRONMENT = {"OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}
"""For every contender: with more threads than free processors torch gets several times slower."""

PR_SET_CHILD_SUBREAPER = 36
"""linux/prctl.h: what a child leaves running becomes a child of this process."""

TICKS = os.sysconf("SC_CLK_TCK")
"""Of the kernel's processor times, a second."""


@dataclass(frozen=True)
class Cost:
    """Seconds; `cpu` is that of a command with all the processes that it started."""

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
    kernel: str
    python: str
    torch: str

    def __str__(self) -> str:
        return (
            f"{self.processor}, {self.processors} cores; Linux {self.kernel}; "
            f"Python {self.python}, torch {self.torch}"
        )


def measured(
    command: Sequence[str | Path],
    folder: Path,
    statuses: Collection[int] = (0,),
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """Run a command to its end and say what it took.

    Args:
        folder: where it runs.
        statuses: those that it may end with.
        environment: variables besides those of every contender.

    Raises:
        RuntimeError: it ended with another status.
    """
    _adopt_orphans()
    cpu, wall = _cpu_of_children(), time.perf_counter()
    ran(command, folder, statuses, environment)
    wall = time.perf_counter() - wall
    _wait_for_orphans()
    return Cost(wall, _cpu_of_children() - cpu)


def ran(
    command: Sequence[str | Path],
    folder: Path,
    statuses: Collection[int] = (0,),
    environment: Mapping[str, str] | None = None,
) -> str:
    """What a command prints; arguments and errors are those of `measured`."""
    ended = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **ENVIRONMENT, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode not in statuses:
        line = " ".join(map(str, command))
        raise RuntimeError(f"{line} ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}")
    return ended.stdout


def beside_others(work: Callable[[], T]) -> tuple[T, float]:
    """What some work gives back, and how many processors others kept busy meanwhile."""
    busy, own, wall = _cpu_of_the_machine(), _own_cpu(), time.perf_counter()
    given = work()
    others = (_cpu_of_the_machine() - busy) - (_own_cpu() - own)
    return given, max(0.0, others / (time.perf_counter() - wall))


def this_machine() -> Machine:
    return Machine(
        processor=_processor(),
        processors=len(os.sched_getaffinity(0)),
        kernel=platform.release(),
        python=platform.python_version(),
        torch=importlib.metadata.version("torch"),
    )


def _adopt_orphans() -> None:
    """Become the parent of what commands leave running: the kernel counts only for who waits."""
    linux.prctl(PR_SET_CHILD_SUBREAPER, 1)


def _wait_for_orphans() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _own_cpu() -> float:
    return _cpu_of_children() + time.process_time()


def _cpu_of_the_machine() -> float:
    """Seconds that all processors together have worked since the machine started."""
    user, nice, system, _idle, _waiting, *more = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(map(int, (user, nice, system, *more[:2]))) / TICKS


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
