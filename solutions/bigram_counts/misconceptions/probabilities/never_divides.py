"""The rows still hold counts: where does what the division gives go?

Plainer: Print your table before and after the lines that should divide: nothing has changed. A line such as
`row = row / 2` in a loop gives another value to the name `row`, and leaves the table alone.

Seen: not yet; thought of because a loop over rows that gives a new value to its variable changes no row.
"""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts.float() + smoothing
    for row in smoothed:
        row = row / row.sum()
    return smoothed
