"""Writes results of `autograder grade` into nbgrader's gradebook, by nbgrader's own conversion.

So the rest of nbgrader's work happens, too: the autograded copy for feedback, comments, late penalties.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from ..course import Assignment
from ..errors import GraderFault
from ..release.notebook import NOTEBOOK, WORK_SUFFIX
from ..submissions import Source, Submission, Unreadable, read
from .feedback import comment_on
from .handed import Handed

LAB = Path(NOTEBOOK).stem
TIMESTAMP = "timestamp.txt"


def record(
    course: Path,
    assignment: Assignment,
    graded: Sequence[Handed],
    tell: Callable[[str], None],
) -> None:
    """Write these results into the gradebook of a course, unless it has them already.

    Args:
        course: its folder.
        assignment: the assignment.
        graded: the results.
        tell: gets each line that the grader should read.

    Raises:
        GraderFault: a result could not be written; all others are.
    """
    with _application(course, assignment) as app:
        if not _is_known(app, assignment):
            tell(
                f"the gradebook does not know {assignment.name} yet: run "
                f"`nbgrader generate_assignment {assignment.name}` first, then this command again"
            )
            return
        # If the grader failed there is no score, and the gradebook keeps its own.
        scored = [handed for handed in graded if handed.result.score is not None]
        known = {handed.student for handed in scored if _is_recorded(app, assignment, handed)}
        new = [handed for handed in scored if handed.student not in known]
        reasons = {handed.student: _recorded(app, assignment, handed) for handed in new}
        penalties = _penalties_changed(app, assignment, sorted(known))
        written = [handed for handed in scored if reasons.get(handed.student) is None]
        by_hand = _marked_by_hand(app, assignment, written)
    failed = [f"{student}: {reason}" for student, reason in reasons.items() if reason is not None]
    tell(
        f"{len(new) - len(failed)} of {len(graded)} written to the gradebook, "
        f"{len(known)} already there"
        + (f"; {by_hand} marks by hand written" if by_hand else "")
        + (f"; {penalties} late penalties changed" if penalties else "")
    )
    if failed:
        raise GraderFault("not written to the gradebook: " + "; ".join(failed))


@contextlib.contextmanager
def _application(course: Path, assignment: Assignment) -> Iterator[Any]:
    """nbgrader's command, run in the course's folder, but silent."""
    with contextlib.chdir(course), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's about nbgrader's own code
        app = AutogradeApp()
        app.initialize([assignment.name])
        app.coursedir.assignment_id = assignment.name
        # Other notebooks beside the lab are nbgrader's to run: that has no isolation.
        app.coursedir.notebook_id = LAB
        app.log.handlers.clear()
        app.log.propagate = False
        yield app


def _is_known(app: Any, assignment: Assignment) -> bool:
    with _gradebook(app) as gradebook:
        try:
            gradebook.find_notebook(LAB, assignment.name)
        except MissingEntry:
            return False
    return True


def _is_recorded(app: Any, assignment: Assignment, handed: Handed) -> bool:
    """Whether the gradebook has this result, and the autograded copy is of this submission."""
    student, name, result = handed.student, assignment.name, handed.result
    copy = Path(app.coursedir.format_path(app.coursedir.autograded_directory, student, name))
    # Of an unreadable submission, only the time is copied.
    copied = [TIMESTAMP, *(f"{module}.py" for module in assignment.modules if result.error is None)]
    submission = _read(handed, assignment)
    read = submission.files if submission is not None else {}
    # A module that stands in a cell may have been copied as it was read.
    if not (copy / NOTEBOOK).is_file() or any(
        _content(copy / file) not in (_content(handed.folder / file), read.get(file)) for file in copied
    ):
        return False
    with _gradebook(app) as gradebook:
        try:
            notebook = gradebook.find_submission_notebook(LAB, name, student)
        except MissingEntry:
            return False
        scores = {grade.name: grade.auto_score for grade in notebook.grades}
        comments = {comment.name: comment.auto_comment for comment in notebook.comments}
    return all(
        scores.get(exercise.exercise) == exercise.score
        and comments.get(exercise.exercise + WORK_SUFFIX) == comment_on(exercise, result.error)
        for exercise in result.exercises
        if not exercise.is_manual
    )


def _marked_by_hand(app: Any, assignment: Assignment, written: Sequence[Handed]) -> int:
    """Write marks by hand, as a grader would in the formgrader; how many have changed."""
    marks = [(handed.student, name, mark) for handed in written for name, mark in handed.by_hand.items()]
    changed = 0
    with _gradebook(app) as gradebook:
        for student, name, mark in marks:
            grade = gradebook.find_grade(name, LAB, assignment.name, student)
            cell = name + WORK_SUFFIX if name in assignment.modules else name
            comment = gradebook.find_comment(cell, LAB, assignment.name, student)
            changed += (grade.manual_score, comment.manual_comment) != (mark.score, mark.reason)
            grade.manual_score, grade.needs_manual_grade = mark.score, False
            comment.manual_comment = mark.reason
        gradebook.db.commit()
    return changed


def _penalties_changed(app: Any, assignment: Assignment, students: Collection[str]) -> int:
    """Have nbgrader work out late penalties again, for the due date may have moved; how many have changed."""
    before = _penalties(app, assignment, students)
    for student in before:
        about = {
            "notebook": LAB,
            "assignment": assignment.name,
            "student": student,
            "db_url": app.coursedir.db_url,
        }
        AssignLatePenalties(parent=app).preprocess(new_notebook(), {"nbgrader": about})
    after = _penalties(app, assignment, before)
    return sum(after.get(student, 0.0) != penalty for student, penalty in before.items())


def _penalties(app: Any, assignment: Assignment, students: Collection[str]) -> dict[str, float]:
    """The late penalties of those who are late or have one."""
    with _gradebook(app) as gradebook:
        found = {
            student: gradebook.find_submission_notebook(LAB, assignment.name, student) for student in students
        }
        return {
            student: float(notebook.late_submission_penalty or 0.0)
            for student, notebook in found.items()
            if notebook.late_submission_penalty or notebook.assignment.total_seconds_late
        }


def _recorded(app: Any, assignment: Assignment, handed: Handed) -> str | None:
    """Write a result; returns the reason if that fails.

    nbgrader refuses a submission whose notebook is missing or unreadable. Its modules are graded all the
    same, with the released notebook in its place. nbgrader would also copy what a link leads to: of a
    submission of which something was left out, it gets only what was read.
    """
    submission = _read(handed, assignment)
    whole = handed.result.error is None and submission is not None and not submission.left_out
    if whole and _converted(app, handed) is None:
        return None
    submitted = app.coursedir.submitted_directory
    with tempfile.TemporaryDirectory() as folder:
        _write_substitute(app, assignment, handed, submission, Path(folder))
        app.coursedir.submitted_directory = folder
        try:
            return _converted(app, handed)
        finally:
            app.coursedir.submitted_directory = submitted


def _converted(app: Any, handed: Handed) -> str | None:
    app.coursedir.student_id = handed.student
    converter = Autograde(coursedir=app.coursedir, parent=app)
    converter.update_config(Config(GradeModules={"results": {handed.student: handed.result}}))
    converter.force = True
    errors = _Errors()
    app.log.addHandler(errors)
    try:
        converter.start()
    except Exception as error:
        return errors.cause or str(error)
    finally:
        app.log.removeHandler(errors)
    return None


class _Errors(logging.Handler):
    """Keeps the error that nbgrader logs: its exception only says that there was one.

    Attributes:
        cause: the last line of the first traceback, if any.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.cause: str | None = None

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().strip()
        if self.cause is None and text.startswith("Traceback"):
            self.cause = text.splitlines()[-1]


def _read(handed: Handed, assignment: Assignment) -> Submission | None:
    """What was handed in; None if it is unreadable."""
    try:
        return read(Source(handed.student, handed.folder), assignment.modules)
    except (Unreadable, OSError):
        return None


def _write_substitute(
    app: Any, assignment: Assignment, handed: Handed, submission: Submission | None, submitted: Path
) -> None:
    folder = submitted / handed.student / assignment.name
    folder.mkdir(parents=True)
    for path, content in (submission.files if submission is not None else {}).items():
        if not path.endswith(".ipynb"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    if (timestamp := _content(handed.folder / TIMESTAMP)) is not None:
        (folder / TIMESTAMP).write_bytes(timestamp)
    released = app.coursedir.format_path(app.coursedir.source_directory, ".", assignment.name)
    shutil.copy(os.path.join(released, NOTEBOOK), folder)


def _gradebook(app: Any) -> Gradebook:
    return Gradebook(app.coursedir.db_url, app.coursedir.course_id)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None
