"""Scores: added up where all of them are known, and written as people write them."""

from __future__ import annotations

from collections.abc import Iterable


def total_score(scores: Iterable[float | None]) -> float | None:
    """The sum of scores; None where one of them is not known."""
    total = 0.0
    for score in scores:
        if score is None:
            return None
        total += score
    return total


def shown_score(score: float | None) -> str:
    """A score as people write it; blank where there is none."""
    return "" if score is None else f"{score:g}"
