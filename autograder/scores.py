"""Adds scores up, and writes them as people do."""

from __future__ import annotations

from collections.abc import Iterable


def total_score(scores: Iterable[float | None]) -> float | None:
    """The sum of scores; None if one is unknown."""
    total = 0.0
    for score in scores:
        if score is None:
            return None
        total += score
    return total


def shown_score(score: float | None) -> str:
    """A score as people write it, or blank."""
    return "" if score is None else f"{score:g}"
