"""Pictures as inline SVG, each with a text alternative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

WIDTH = 480
HEIGHT = 200
BOTTOM = 24
TOP = 20
"""The size of a picture, and the room in it for labels below and numbers above."""


def histogram(counts: Sequence[int], labels: Sequence[str]) -> Markup:
    """How many submissions are in each part of a scale, as bars.

    Args:
        counts: of each part.
        labels: the name of each part.
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
    ).format(WIDTH, HEIGHT, f"The number of submissions by their points: {text}", bars, base, WIDTH)


def _bar(left: float, step: float, height: float, count: int, label: str) -> Markup:
    middle, top = left + step / 2, HEIGHT - BOTTOM - height
    return Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
        '<text x="{:.1f}" y="{:.1f}">{}</text><text class="label" x="{:.1f}" y="{}">{}</text>'
    ).format(left + 2, top, step - 4, height, middle, top - 5, count, middle, HEIGHT - 7, label)


Numbers = Sequence[Sequence[float | None]]

CELL = 20
NARROW = 6
"""The most columns of a matrix that shows its numbers."""
TOLD_MOST = 24
"""The most numbers that a text alternative lists."""


def comparison(compared: Mapping[str, Any]) -> Markup:
    """Got and expected numbers, as one picture or two.

    Args:
        compared: the numbers that a test compared, as kept beside the results.

    Raises:
        KeyError, TypeError, ValueError, IndexError: somebody edited the numbers.
    """
    got, expected, wrong = compared["got"], compared["expected"], compared["wrong"]
    if compared["losses"]:
        return _curves(got[0], expected[0])
    numbers = [number for rows in (got, expected) for row in rows for number in row if number is not None]
    scale = (min(numbers, default=0.0), max(numbers, default=1.0))
    nothing_wrong = [[False] * len(row) for row in wrong]
    return Markup('<div class="pair">{}{}</div>').format(
        _matrix("What came back", got, wrong, scale), _matrix("Expected", expected, nothing_wrong, scale)
    )


def _curves(got: Sequence[float | None], expected: Sequence[float | None]) -> Markup:
    numbers = [number for number in (*got, *expected) if number is not None]
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    across = (WIDTH - 86) / max(len(expected) - 1, 1)
    room = HEIGHT - TOP - BOTTOM - 20

    def line(losses: Sequence[float | None]) -> str:
        parts, pen = [], "M"
        for step, loss in enumerate(losses):
            if loss is None:
                pen = "M"  # a missing number leaves a gap
                continue
            x, y = 66 + across * step, TOP + room * (1 - _share(loss, low, high))
            parts.append(f"{pen}{x:.1f} {y:.1f}h0")
            pen = "L"
        return "".join(parts)

    told = f"Losses, step by step. What came back: {_told([got])}. Expected: {_told([expected])}."
    return Markup(
        '<svg class="curves" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path class="axis" d="M58 {}V{}H{}"/>'
        '<path class="line expected" d="{}"/><path class="line got" d="{}"/>'
        '<text class="label end" x="54" y="{}">{:.4g}</text>'
        '<text class="label end" x="54" y="{}">{:.4g}</text>'
        '<text class="label" x="66" y="{}">1</text><text class="label" x="{}" y="{}">{}</text>'
        '<text class="label" x="{}" y="{}">step</text></svg>'
        '<p class="key"><span class="got">— what came back</span> <span>- - expected</span></p>'
    ).format(
        *(WIDTH, HEIGHT, told),
        *(TOP - 8, HEIGHT - BOTTOM, WIDTH),
        *(line(expected), line(got)),
        *(TOP + 4, high, HEIGHT - BOTTOM - 16, low),
        *(HEIGHT - 7, WIDTH - 20, HEIGHT - 7, len(expected)),
        *(WIDTH / 2, HEIGHT - 7),
    )


def _matrix(title: str, rows: Numbers, wrong: Sequence[Sequence[bool]], scale: tuple[float, float]) -> Markup:
    columns = len(rows[0])
    with_numbers = columns <= NARROW
    wide = 3 * CELL if with_numbers else CELL
    cells = Markup("").join(
        _cell(column * wide, row * CELL, wide, number, scale, wrong[row][column], with_numbers)
        for row, numbers in enumerate(rows)
        for column, number in enumerate(numbers)
    )
    width, height = columns * wide, len(rows) * CELL
    # No cell grows beyond its size; on a narrow screen all shrink.
    return Markup(
        '<figure style="max-width: {}px"><figcaption>{}</figcaption>'
        '<svg class="matrix" viewBox="-1 -1 {} {}" role="img" aria-label="{}">'
        "{}</svg></figure>"
    ).format(width + 2, title, width + 2, height + 2, _matrix_told(title, rows, wrong), cells)


def _cell(
    x: int,
    y: int,
    wide: int,
    number: float | None,
    scale: tuple[float, float],
    wrong: bool,
    with_number: bool,
) -> Markup:
    low, high = scale
    share = 0.0 if number is None else _share(number, low, high)
    cell = Markup('<rect{} x="{}" y="{}" width="{}" height="{}" fill-opacity="{:.2f}"/>').format(
        Markup(' class="wrong"') if wrong else "",
        x + 1,
        y + 1,
        wide - 2,
        CELL - 2,
        0.05 + (0.45 if with_number else 0.85) * share,
    )
    if not with_number:
        return cell
    shown = _shown(number, digits=3)
    return cell + Markup('<text x="{}" y="{}">{}</text>').format(x + wide // 2, y + 14, shown)


def _matrix_told(title: str, rows: Numbers, wrong: Sequence[Sequence[bool]]) -> str:
    size = f"{len(rows)} by {len(rows[0])}"
    if len(rows) * len(rows[0]) <= TOLD_MOST:
        return f"{title}, {size}: {_told(rows)}."
    number = sum(map(sum, wrong))
    return f"{title}, {size}" + (f": {number} entries are wrong, outlined." if number else ".")


def _told(rows: Numbers) -> str:
    return "; ".join(
        ", ".join([*map(_shown, row[:TOLD_MOST]), *("…" for _more in row[TOLD_MOST : TOLD_MOST + 1])])
        for row in rows
    )


def _shown(number: float | None, digits: int = 5) -> str:
    return "no number" if number is None else f"{number:.{digits}g}".replace("-", "−")


def _share(number: float, low: float, high: float) -> float:
    """A number's place between low, 0, and high, 1; halved, so that no difference overflows."""
    return (number / 2 - low / 2) / (high / 2 - low / 2) if low < high else 0.0
