"""Pictures as inline SVG, each with a text in its place for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

WIDTH = 480
HEIGHT = 200
BOTTOM = 24
TOP = 20
"""Units of a picture, and of the room in it for labels below and numbers above."""


def histogram(counts: Sequence[int], labels: Sequence[str]) -> Markup:
    """How often each part of a scale was met, as bars.

    Args:
        counts: of each part.
        labels: what each part is.
    """
    text = "; ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True))
    step, highest = WIDTH / len(counts), max(*counts, 1)
    bars = Markup("").join(
        _bar(index * step, step, (HEIGHT - TOP - BOTTOM) * count / highest, count, label)
        for index, (count, label) in enumerate(zip(counts, labels, strict=True))
    )
    base = HEIGHT - BOTTOM
    return Markup(
        '<svg class="histogram" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<path class="axis" d="M0 {}H{}"/></svg>'
    ).format(WIDTH, HEIGHT, f"How many have how many points: {text}", bars, base, WIDTH)


def _bar(left: float, step: float, height: float, count: int, label: str) -> Markup:
    middle, top = left + step / 2, HEIGHT - BOTTOM - height
    return Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
        '<text x="{:.1f}" y="{:.1f}">{}</text><text class="label" x="{:.1f}" y="{}">{}</text>'
    ).format(left + 2, top, step - 4, height, middle, top - 5, count, middle, HEIGHT - 7, label)
