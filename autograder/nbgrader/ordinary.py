"""Steps that nbgrader takes with ordinary notebooks, which are all but the labs of our assignments.

They leave a lab out: its cells hold nothing to clear, and nothing in it is run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader import preprocessors as stock
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from ..course import DESCRIPTION
from ..release.notebook import NOTEBOOK


def is_ours(course: CourseDirectory, resources: Any) -> bool:
    """Whether the assignment of a notebook lies below `solutions/`."""
    folder: Path = Path(course.root) / "solutions" / resources["nbgrader"]["assignment"]
    return (folder / DESCRIPTION).is_file()


def is_lab(course: CourseDirectory, resources: Any) -> bool:
    """Whether a notebook is the lab of an assignment below `solutions/`."""
    notebook: str = resources["nbgrader"]["notebook"]
    return f"{notebook}.ipynb" == NOTEBOOK and is_ours(course, resources)


class _ForOrdinary(NbGraderPreprocessor):
    """The step of the class beside it, for ordinary notebooks alone."""

    def preprocess(self, notebook: Any, resources: Any, *others: Any, **named: Any) -> tuple[Any, Any]:
        if is_lab(CourseDirectory(parent=self), resources):
            return notebook, resources
        converted: tuple[Any, Any] = super().preprocess(notebook, resources, *others, **named)
        return converted


class InstantiateTests(_ForOrdinary, stock.InstantiateTests):
    """nbgrader's own."""


class ClearSolutions(_ForOrdinary, stock.ClearSolutions):
    """nbgrader's own."""


class ClearHiddenTests(_ForOrdinary, stock.ClearHiddenTests):
    """nbgrader's own."""


class ClearMarkScheme(_ForOrdinary, stock.ClearMarkScheme):
    """nbgrader's own."""


class ClearOutput(_ForOrdinary, stock.ClearOutput):
    """nbgrader's own."""


class DeduplicateIds(_ForOrdinary, stock.DeduplicateIds):
    """nbgrader's own."""


class Execute(_ForOrdinary, stock.Execute):
    """nbgrader's own: it runs what the student wrote, without isolation."""


class IgnorePattern(_ForOrdinary, stock.IgnorePattern):
    """nbgrader's own."""
