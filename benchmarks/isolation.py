"""What isolation costs: forks with all layers of this machine beside forks with none."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

from autograder.sandbox.isolation import LAYERS, Isolation, machine_isolation
from autograder.sandbox.limits import Limits
from autograder.sandbox.processes import Zygote
from autograder.sandbox.student import IsolatedStudent
from autograder.sandbox.task import Task

FORKS = 150
SOURCE = b"def identity(value):\n    return value\n"


@dataclass(frozen=True)
class ForkCost:
    """Milliseconds of one exercise with a single call, by fork: with all layers, and with none."""

    isolated: list[float]
    bare: list[float]

    @property
    def difference(self) -> float:
        """What the layers cost a fork, by the medians."""
        return statistics.median(self.isolated) - statistics.median(self.bare)


def measure_forks(forks: int = FORKS) -> ForkCost:
    """Fork alternately from two zygotes, so that both meet the same moments of a busy machine."""
    cost = ForkCost([], [])
    bare = Isolation(dict.fromkeys(LAYERS, "switched off by the benchmark"))
    with Zygote(machine_isolation()) as with_layers, Zygote(bare) as without:
        for _fork in range(forks):
            cost.isolated.append(_milliseconds(with_layers))
            cost.bare.append(_milliseconds(without))
    return cost


def _milliseconds(zygote: Zygote) -> float:
    started = time.perf_counter()
    task = Task("identity", {"identity.py": SOURCE}, frozenset(), Limits())
    with IsolatedStudent(zygote, task) as student:
        student.identity(1)
    return 1000 * (time.perf_counter() - started)
