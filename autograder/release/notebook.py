"""Makes the notebook of an assignment from its source in percent format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..course import ManualItem
from ..errors import UsageError

NOTEBOOK = "lab.ipynb"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
EXERCISE, WORK, LOCKED, MANUAL = "exercise", "work", "locked", "manual"
FOLDER_TAG = "folder"
"""The tag of a cell that only the notebook in a folder has, beside its modules."""

WORK_SUFFIX = "-work"
"""The end of the id of a cell in which students try an exercise; no module's name can end so."""


def notebook(source: Path, maxima: Mapping[str, float], manual: Sequence[ManualItem] = ()) -> str:
    """The notebook that students get, with ids and metadata for nbgrader and without outputs.

    The mark `exercise="softmax"` makes a cell that exercise's grade cell; in a cell with `work="softmax"`,
    students try it and read comments on it; `locked="setup"` keeps a cell as it is; into a cell with
    `manual="essay"`, students write what a person marks; without one, it comes at the end. The tag `folder`
    leaves a cell out of the notebook that is a whole assignment.

    Args:
        source: a Python file in percent format.
        maxima: the points of each exercise.
        manual: what is marked by hand.

    Raises:
        UsageError: an exercise has not exactly one grade cell and one cell to try it, a cell is marked for
            no manual item, or jupytext is not installed.
    """
    import_jupytext()
    import jupytext
    import nbformat

    made = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    _check(source, made, maxima)
    made.cells += _answer_cells(source, made, manual)
    points = {**maxima, **{item.name: item.points for item in manual}}
    made.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(made.cells, start=1):
        marked = {key: cell.metadata.get(key) for key in (EXERCISE, WORK, LOCKED, MANUAL)}
        tags = {"tags": [FOLDER_TAG]} if FOLDER_TAG in cell.metadata.get("tags", ()) else {}
        about = _metadata(cell.cell_type, marked, points)
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
        given = {"grade_id": exercise, "grade": True, "locked": True, "solution": False}
        given["points"] = _shortest(maxima[exercise])
    elif (item := marked[MANUAL]) is not None:
        given = {"grade_id": item, "grade": True, "locked": False, "solution": True}
        given["points"] = _shortest(maxima[item])
    elif (exercise := marked[WORK]) is not None:
        given = {"grade_id": exercise + WORK_SUFFIX, "grade": False, "locked": False, "solution": True}
    elif marked[LOCKED] is not None:
        given = {"grade_id": marked[LOCKED], "grade": False, "locked": True, "solution": False}
    else:
        return {}
    described = {**given, "schema_version": 3, "task": False, "cell_type": cell_type}
    fixed = {"editable": False} if given["locked"] else {}
    return {"nbgrader": described, "deletable": False, **fixed}


def _shortest(points: float) -> float:
    return int(points) if points.is_integer() else points


def _answer_cells(source: Path, made: Any, manual: Sequence[ManualItem]) -> list[Any]:
    """Cells at the end for manual items that have none: a question, and a cell to answer it in.

    Raises:
        UsageError: a cell is marked for no manual item, or two for the same.
    """
    names = [item.name for item in manual]
    marked = [cell.metadata[MANUAL] for cell in made.cells if MANUAL in cell.metadata]
    for name in marked:
        if name not in names or marked.count(name) > 1:
            there = ", ".join(names) or "none"
            raise UsageError(
                f'{source}: `# %% [markdown] {MANUAL}="{name}"` marks one cell for each manual item of '
                f"assignment.toml, which are: {there}"
            )
    cells = []
    for item in manual:
        if item.name not in marked:
            asked = f"## {item.title}\n\nMarked by hand, up to {item.points:g} points. {item.rubric}"
            cells.append(_markdown(asked, LOCKED, f"{item.name}-question"))
            cells.append(_markdown("*Write your answer here.*", MANUAL, item.name))
    return cells


def _markdown(text: str, mark: str, name: str) -> Any:
    from nbformat.v4 import new_markdown_cell

    return new_markdown_cell(text, metadata={mark: name})  # type: ignore[no-untyped-call]


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
