"""How many counts of a row are raised, if the table has four columns?

Plainer: Look at what you divide by: `smoothing` is in it a fixed number of times. Print the shape of a small
table: how many counts of a row does `smoothing` raise there?

Seen: the `len(stoi)` of a formula for smoothing as the number that it has in the lecture; 41 of 76
published training loops have 27 in them.
"""

import torch

CLASSES = 27
FAMILY = {"CLASSES": (26, 27, 28)}


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    return (counts.float() + smoothing) / (counts.sum(dim=1, keepdim=True) + CLASSES * smoothing)
