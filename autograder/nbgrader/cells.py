"""Restores the cells of a submitted notebook as they were released, and fills in the results."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

import nbformat

from ..errors import GraderFault
from ..release.notebook import WORK_SUFFIX
from ..results import ExerciseResult, SubmissionResult

TAG = re.compile(r"<(?=[A-Za-z/!?])")
"""The start of HTML. Graders open students' text in a browser in which they are logged in."""

CHARACTERS_MOST = 20_000


def restored(submitted: Sequence[Any], released: Sequence[Any]) -> list[Any]:
    """A student's cells, with the cells that nbgrader knows as they were released.

    Of a repeated cell, the first counts; a missing one goes after the cell that it followed. What students
    wrote into their own cells stays, and so do cells that they added.

    Args:
        submitted: the student's cells.
        released: the original cells.
    """
    originals = {_grade_id(cell): cell for cell in released if _grade_id(cell) is not None}
    found: list[Any] = []
    known: set[str] = set()
    for cell in submitted:
        grade_id = _grade_id(cell)
        if grade_id is not None and grade_id in originals and grade_id not in known:
            known.add(grade_id)
            found.append(_as_released(cell, originals[grade_id]))
        else:
            found.append(_plain(cell))
    last = None
    for grade_id, original in originals.items():
        if grade_id not in known:
            found.insert(_position(found, last), _as_released(None, original))
        last = grade_id
    return _with_ids_of_their_own(found)


def fill_in_scores(
    notebook: Sequence[Any], result: SubmissionResult, verdict: Callable[[ExerciseResult], str]
) -> None:
    """Put scores and verdicts into the outputs of grade cells, where nbgrader reads them.

    What a student answers in a grade cell is left to a person.

    Args:
        notebook: its cells.
        result: the scores.
        verdict: gives the text about an exercise.

    Raises:
        GraderFault: a score is unknown, or cells and tests differ in their points.
    """
    by_id = {_grade_id(cell): cell for cell in notebook}
    for exercise in result.exercises:
        name, score, maximum = exercise.exercise, exercise.score, exercise.most
        if score is None and not exercise.is_manual:
            raise GraderFault(str(result.error))
        cell = by_id.get(name)
        if cell is None or float(cell.metadata["nbgrader"]["points"]) != maximum:
            raise GraderFault(
                f"the gradebook does not have {name} with {maximum:g} points, as its tests do: "
                "release the assignment again, and run `nbgrader generate_assignment --force` on it"
            )
        if score is None:
            continue
        cell.outputs = [
            _text_output(verdict(exercise) + "\n"),
            nbformat.v4.new_output("execute_result", {"text/plain": repr(float(score))}),
        ]


def fill_in_modules(notebook: Sequence[Any], modules: Mapping[str, str]) -> None:
    """Show a student's modules below the cells that try them, for marking by hand.

    Args:
        notebook: its cells.
        modules: the source of each module.
    """
    by_id = {_grade_id(cell): cell for cell in notebook}
    for module, source in modules.items():
        if (cell := by_id.get(module + WORK_SUFFIX)) is not None:
            cell.outputs.append(_text_output(f"{module}.py as it was handed in:\n\n{source}"))


def _grade_id(cell: Any) -> str | None:
    about = cell.get("metadata", {}).get("nbgrader")
    grade_id = about.get("grade_id") if isinstance(about, Mapping) else None
    return grade_id if isinstance(grade_id, str) else None


def _as_released(cell: Any | None, original: Any) -> Any:
    made = deepcopy(original)
    if cell is not None and original.metadata["nbgrader"]["solution"]:
        made.source = cell.source
        if made.cell_type != "code":
            made.source = TAG.sub("&lt;", made.source)
        elif cell.cell_type == "code":
            made.outputs = _plain(cell).outputs
    return made


def _plain(cell: Any) -> Any:
    """A cell without anything that could act in a grader's browser."""
    cell.metadata = {}
    cell.pop("attachments", None)
    if cell.cell_type == "code":
        cell.outputs = [output for output in map(_plain_output, cell.get("outputs", [])) if output]
    else:
        cell.source = TAG.sub("&lt;", cell.source)
    return cell


def _plain_output(output: Any) -> Any | None:
    if output.get("output_type") == "stream":
        return _text_output(str(output.get("text", "")))
    shown = output.get("data", {})
    data = {"text/plain": str(shown["text/plain"])[:CHARACTERS_MOST]} if "text/plain" in shown else {}
    if (picture := _base64(shown.get("image/png"))) is not None:
        data["image/png"] = picture
    return nbformat.v4.new_output("display_data", data) if data else None


def _base64(text: Any) -> str | None:
    try:
        return base64.b64encode(base64.b64decode("".join(text.split()), validate=True)).decode()
    except (AttributeError, ValueError):
        return None


def _text_output(text: str) -> Any:
    return nbformat.v4.new_output("stream", name="stdout", text=text[:CHARACTERS_MOST])


def _position(found: Sequence[Any], after: str | None) -> int:
    if after is None:
        return 0
    return 1 + next(index for index, cell in enumerate(found) if _grade_id(cell) == after)


def _with_ids_of_their_own(found: list[Any]) -> list[Any]:
    for number, cell in enumerate(found, start=1):
        cell.id = _grade_id(cell) or f"cell-{number}"
    return found
