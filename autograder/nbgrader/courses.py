"""Finds out whether submissions lie in an nbgrader course, without importing nbgrader."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from ..classroom import HandMark
from ..course import Assignment
from ..results import SubmissionResult
from ..submissions import Source
from .handed import Handed

SUBMITTED = "submitted"
CONFIGURATION = "nbgrader_config.py"


def record_in_courses(
    assignment: Assignment,
    graded: Mapping[Source, tuple[SubmissionResult, Mapping[str, HandMark]]],
    tell: Callable[[str], None],
) -> None:
    """Write results into the gradebooks of the nbgrader courses in which submissions lie, if any.

    Args:
        assignment: the assignment.
        graded: the result of each submission as its file has it, and its marks by hand.
        tell: gets each line that the grader should read.

    Raises:
        GraderFault: a result could not be written.
    """
    by_course: dict[Path, list[Handed]] = {}
    for source, (result, by_hand) in graded.items():
        folder = _folder_of(source.path, assignment)
        course = folder.parent.parent.parent
        if _is_submitted(folder, course, assignment):
            by_course.setdefault(course, []).append(Handed(folder, result, by_hand))
    if by_course and find_spec("nbgrader") is None:
        tell("no gradebook was written: this needs `pip install 'bigram-course-kit[nbgrader]'`")
    elif by_course:
        # Imported only here: it takes seconds.
        from .gradebook import record

        for course, submissions in by_course.items():
            record(course, assignment, submissions, tell)


def _folder_of(path: Path, assignment: Assignment) -> Path:
    """A submission's folder of this assignment; the source is its parent if that holds nothing else."""
    whole = path.absolute()
    is_nested = whole.name == assignment.name and whole.parent.parent.name == SUBMITTED
    return whole if is_nested else whole / assignment.name


def _is_submitted(folder: Path, course: Path, assignment: Assignment) -> bool:
    """Whether a folder was handed in to an nbgrader course, for this very assignment."""
    return (
        # A folder that one may not read is none, and no error: its submission says why it is not graded.
        os.path.isdir(folder)
        and folder.parent.parent.name == SUBMITTED
        and (course / CONFIGURATION).is_file()
        and (course / "solutions" / assignment.name).resolve() == assignment.folder
    )
