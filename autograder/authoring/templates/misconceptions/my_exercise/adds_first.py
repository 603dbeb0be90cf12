"""Which comes first: the doubling, or the one that is added?

Plainer: Work out by hand what becomes of 3, and print it after each of your steps. Where do the two part?

Seen: nowhere yet. Say here where you saw this mistake.
"""

import torch


def my_exercise(values: torch.Tensor) -> torch.Tensor:
    return 2 * (values + 1)
