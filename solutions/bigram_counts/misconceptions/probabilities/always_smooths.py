"""The table is smoothed by the same number every time, even where none is asked for.

Plainer: Call your function on a table without a second argument, and print what you normalise beside the
table. What has been added to the counts, although `smoothing` is 0?

Seen: in published learners' code, as a kind: a parameter is accepted and ignored, here for a fixed number;
7 of 93 programs smooth the counts before they are asked to.
"""

import torch

AMOUNT = 1
ASKED_FOR = "ignored"
FAMILY = {"AMOUNT": (0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10), "ASKED_FOR": ("ignored", "added")}


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    table = counts.float() + AMOUNT + (smoothing if ASKED_FOR == "added" else 0.0)
    return table / table.sum(dim=1, keepdim=True)
