"""Grades a large class and looks at the grader again and again."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..contenders.kit import grade_command, result_files
from ..measuring import ENVIRONMENT, ROOT
from ..workloads import Workload
from .processes import Seen, look_at

MIB = 1024 * 1024
INTERVAL = 1.0
"""Seconds between two looks."""

Series = Sequence[tuple[int, float]]
"""How many submissions were done, and a figure at that moment."""

TOGETHER = "all together"

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

    def memory(self) -> dict[str, Series]:
        """Submissions done, and MiB in use, look by look: by what processes are for, and all together."""
        series: dict[str, list[tuple[int, float]]] = {}
        for look in self.looks:
            together = {} if look.seen.together is None else {TOGETHER: look.seen.together}
            for name, size in {**look.seen.resident, **together}.items():
                series.setdefault(name, []).append((look.done, size / MIB))
        return dict(series)

    def cost(self, first: int, last: int) -> tuple[float, float]:
        """Milliseconds of CPU and of wall time for each submission after the first, up to the last."""
        wall = self.written[last] - self.written[first]
        cpu = self._cpu(self.written[last]) - self._cpu(self.written[first])
        return 1000 * cpu / (last - first), 1000 * wall / (last - first)

    def _cpu(self, seconds: float) -> float:
        looks = self.looks
        return float(np.interp(seconds, [look.seconds for look in looks], [look.seen.cpu for look in looks]))


def watched(workload: Workload, handed_in: Path, results: Path, workers: int) -> Run:
    """Grade submissions that are handed in, and look at the grader until it ends.

    Args:
        results: a folder that does not exist.

    Raises:
        RuntimeError: the command failed.
    """
    command = grade_command(workload.assignment.folder, handed_in, results, workers)
    looks: list[Look] = []
    with tempfile.TemporaryFile("w+") as errors:
        started, clock = time.time(), time.perf_counter()
        grading = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **ENVIRONMENT}, stdout=subprocess.DEVNULL, stderr=errors
        )
        try:
            while grading.poll() is None:
                looks.append(
                    Look(time.perf_counter() - clock, len(result_files(results)), look_at(grading.pid))
                )
                time.sleep(INTERVAL)
        finally:
            grading.kill()
            grading.wait()
        if grading.returncode != 0:
            errors.seek(0)
            raise RuntimeError(
                f"{' '.join(map(str, command))} ended with {grading.returncode}:\n{errors.read()}"
            )
    written = sorted(path.stat().st_mtime - started for path in result_files(results))
    return Run(workers, looks, written)
