"""What a run costs before it has graded anybody: a class of one beside `import torch`."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .contenders.kit import grade_command
from .measuring import ROOT, Cost, measured
from .workloads import Workload

TIMES = 5


@dataclass(frozen=True)
class StartCost:
    """What was measured in turn.

    Attributes:
        one_submission: `autograder grade` with a class of one.
        import_torch: Python that imports torch and ends.
    """

    one_submission: list[Cost]
    import_torch: list[Cost]


def measure_start(workload: Workload, folder: Path, times: int = TIMES) -> StartCost:
    """Grade one submission and import torch, in turn, so that both meet the same moments of a busy machine.

    Args:
        folder: an empty one.
    """
    one = workload.make_class(folder / "class", 1)
    cost = StartCost([], [])
    for _time in range(times):
        results = Path(tempfile.mkdtemp(dir=folder, prefix="results-"))
        cost.one_submission.append(measured(grade_command(workload.assignment.folder, one, results, 1), ROOT))
        cost.import_torch.append(measured([sys.executable, "-c", "import torch"], ROOT))
    return cost
