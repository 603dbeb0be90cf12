"""Makes the notebook of an assignment from its source in percent format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import UsageError

NOTEBOOK = "lab.ipynb"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
EXERCISE, WORK, LOCKED = "exercise", "work", "locked"
FOLDER_TAG = "folder"
"""The tag of a cell that only the notebook in a folder has, beside its modules."""

WORK_SUFFIX = "-work"
"""The end of the id of a cell in which students try an exercise; no module's name ends like this."""


def notebook(source: Path, maxima: Mapping[str, float]) -> str:
    """The notebook that students get, with ids and metadata for nbgrader and without outputs.

    The mark `exercise="softmax"` makes a cell that exercise's grade cell; in a cell with `work="softmax"`,
    students try it and read comments on it; `locked="setup"` keeps a cell as it is. The tag `folder` leaves a
    cell out of the notebook that is a whole assignment.

    Args:
        source: a Python file in percent format.
        maxima: the points of each exercise.

    Raises:
        UsageError: an exercise has not exactly one grade cell and one cell to try it, or jupytext is not
            installed.
    """
    import_jupytext()
    import jupytext
    import nbformat

    made = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    _check(source, made, maxima)
    made.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(made.cells, start=1):
        marked = {key: cell.metadata.get(key) for key in (EXERCISE, WORK, LOCKED)}
        tags = {"tags": [FOLDER_TAG]} if FOLDER_TAG in cell.metadata.get("tags", ()) else {}
        about = _metadata(cell.cell_type, marked, maxima)
        cell.metadata = {**about, **tags}
        cell.id = about["nbgrader"]["grade_id"] if about else f"cell-{number}"
    made.nbformat, made.nbformat_minor = 4, 5
    nbformat.validate(made)
    text: str = nbformat.writes(made)  # type: ignore[no-untyped-call]
    return text + "\n"


def _metadata(cell_type: str, marked: Mapping[str, Any], maxima: Mapping[str, float]) -> dict[str, Any]:
    """A cell's metadata for nbgrader and Jupyter; empty for a cell that students may change.

    nbgrader adds its checksums when it generates the assignment.
    """
    if (exercise := marked[EXERCISE]) is not None:
        points = maxima[exercise]
        given = {"grade_id": exercise, "grade": True, "locked": True, "solution": False}
        given["points"] = int(points) if points.is_integer() else points
    elif (exercise := marked[WORK]) is not None:
        given = {"grade_id": exercise + WORK_SUFFIX, "grade": False, "locked": False, "solution": True}
    elif marked[LOCKED] is not None:
        given = {"grade_id": marked[LOCKED], "grade": False, "locked": True, "solution": False}
    else:
        return {}
    described = {**given, "schema_version": 3, "task": False, "cell_type": cell_type}
    fixed = {"editable": False} if given["locked"] else {}
    return {"nbgrader": described, "deletable": False, **fixed}


def import_jupytext() -> None:
    """Import jupytext.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import jupytext  # noqa: F401
    except ImportError:
        raise UsageError("the notebook needs jupytext: pip install 'bigram-course-kit[notebook]'") from None


def _check(source: Path, made: Any, exercises: Mapping[str, float]) -> None:
    for mark in (EXERCISE, WORK):
        found = [cell.metadata[mark] for cell in made.cells if mark in cell.metadata]
        if sorted(found) != sorted(exercises):
            raise UsageError(
                f'{source}: each exercise has one cell `# %% {mark}="…"`; marked so are '
                f"{', '.join(map(str, found)) or 'none'}, the exercises are {', '.join(exercises)}"
            )
