"""Which comes first: the doubling, or the one that is added?

Seen: nowhere yet. Say here where you saw this mistake.
"""

import torch


def my_exercise(values: torch.Tensor) -> torch.Tensor:
    return 2 * (values + 1)
