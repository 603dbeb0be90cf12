"""Are these the probabilities themselves, or rounded ones?

Plainer: Take a row with the counts 1 and 2, and print its probabilities with many decimals, beside 1 / 3 and
2 / 3. Which line of yours cuts some off?

Seen: not yet; thought of because the course prints its probabilities with few decimals.
"""

import torch

PLACES = 2
FAMILY = {"PLACES": (0, 1, 2, 3)}


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    smoothed = counts.float() + smoothing
    return torch.round(smoothed / smoothed.sum(dim=1, keepdim=True), decimals=PLACES)
