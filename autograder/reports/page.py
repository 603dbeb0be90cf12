"""`index.html`: the class at a glance, in one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..scores import shown_score
from ..text import printable
from .rows import Row


def class_page(title: str, rows: Sequence[Row], exercises: Sequence[tuple[str, float]]) -> str:
    """The page of a class.

    Args:
        title: the assignment's.
        rows: of all submissions.
        exercises: names and maximum points, in order.
    """
    environment = Environment(
        loader=PackageLoader("autograder.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["score"] = shown_score
    environment.filters["printable"] = printable
    graded = [row.final for row in rows if row.status == "graded" and row.final is not None]
    return environment.get_template("class.html").render(
        title=title,
        rows=rows,
        exercises=exercises,
        graded=len(graded),
        mean=sum(graded) / len(graded) if graded else None,
        full=sum(row.final == row.max_score for row in rows),
        any_by_hand=any(row.set_by_hand for row in rows),
    )
