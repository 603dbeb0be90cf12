"""Draws what came back beside what was expected, for the notebook."""

import math
from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
from kit.values import Compared
from matplotlib.figure import Figure

Rows = list[list[float]]

NUMBERS_MOST = 6
"""A matrix of at most so many rows and columns also shows its numbers."""
CELL = 0.3
PANEL = (2.0, 5.0)
"""Inches: a cell of a matrix, and how wide and high a matrix is at least and at most."""


def picture(sentence: str, compared: Compared) -> Figure:
    """Draw yours, what is expected, and the difference as matrices; losses as two curves.

    Args:
        sentence: the test's, as a title.
        compared: the numbers that it compared.
    """
    got, expected = _rows(compared.got), _rows(compared.expected)
    figure = _curves(got[0], expected[0]) if compared.losses else _matrices(got, expected)
    figure.suptitle(sentence, fontsize="medium", wrap=True)
    return figure


def _rows(numbers: Sequence[Sequence[float | None]]) -> Rows:
    return [[math.nan if number is None else number for number in row] for row in numbers]


def _curves(got: Sequence[float], expected: Sequence[float]) -> Figure:
    figure, ax = plt.subplots(figsize=(6, 3), layout="constrained")
    steps = range(1, len(expected) + 1)
    ax.plot(steps, expected, "o--", color="tab:gray", label="expected")
    ax.plot(steps, got, "o-", color="tab:red", label="yours")
    ax.set(xlabel="step", ylabel="loss")
    ax.locator_params(axis="x", integer=True)
    ax.legend()
    return figure


def _matrices(got: Rows, expected: Rows) -> Figure:
    off = [[a - b for a, b in zip(*rows, strict=True)] for rows in zip(got, expected, strict=True)]
    both = [number for rows in (got, expected) for row in rows for number in row if math.isfinite(number)]
    most = max((abs(number) for row in off for number in row if math.isfinite(number)), default=1.0)
    low, high = min(both, default=0.0), max(both, default=1.0)
    wide, high_up = (min(max(CELL * n, PANEL[0]), PANEL[1]) for n in (len(off[0]), len(off)))
    # Flat matrices stand below one another.
    shape = (3, 1) if len(off[0]) > 2 * len(off) else (1, 3)
    size = (shape[1] * wide + 1.5, shape[0] * high_up + 0.5)
    figure, axes = plt.subplots(*shape, figsize=size, layout="constrained", squeeze=False)
    yours, right, between = axes.flat
    _matrix(yours, "yours", got, "viridis", low, high)
    figure.colorbar(_matrix(right, "expected", expected, "viridis", low, high), ax=[yours, right])
    figure.colorbar(_matrix(between, "yours − expected", off, "coolwarm", -most, most), ax=between)
    return figure


def _matrix(ax: Any, title: str, rows: Rows, colours: str, low: float, high: float) -> Any:
    ax.set_title(title, fontsize="medium")
    ax.set_xticks([])
    ax.set_yticks([])
    image = ax.imshow(rows, cmap=colours, vmin=low, vmax=high)
    if max(len(rows), len(rows[0])) <= NUMBERS_MOST:
        for y, row in enumerate(rows):
            for x, number in enumerate(row):
                box = {"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 1}
                ax.text(x, y, f"{number:.3g}", ha="center", va="center", fontsize="x-small", bbox=box)
    return image
