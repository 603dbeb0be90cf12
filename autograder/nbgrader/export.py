"""`nbgrader export --exporter=autograder.nbgrader.export.ExerciseScores`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin

from ..course import find_assignment
from ..errors import UsageError
from ..files import write_whole
from ..grading.misconceptions import misconceptions_of
from ..release.notebook import WORK_SUFFIX
from ..scores import shown_score
from ..text import as_cell
from .feedback import hint_line

FILE = "exercises.csv"
COLUMNS = (
    *("assignment", "student_id", "last_name", "first_name", "exercise"),
    *("score", "automatic_score", "max_score", "misconceptions"),
)

Hints = dict[tuple[str, str], str]
"""The name of a misconception, by its exercise and its hint's line in a comment."""


class ExerciseScores(ExportPlugin):
    """Writes a line for each exercise of each student: its scores, and the mistakes recognised in it.

    `--to`, `--student` and `--assignment` are nbgrader's. Scores are empty if nothing was handed in.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write the table.

        Raises:
            UsageError: the file cannot be written, or an assignment cannot be used.
        """
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for assignment in gradebook.assignments:
            if not self.assignment or assignment.name in map(str, self.assignment):
                hints = self._hints(assignment.name)
                for student in gradebook.students:
                    if not self.student or student.id in map(str, self.student):
                        writer.writerows(_rows(gradebook, assignment, student, hints))
        target = Path(self.to or FILE)
        write_whole(target, text.getvalue().encode())
        self.log.info("Exported exercises to %s", target)

    def _hints(self, name: str) -> Hints:
        try:
            assignment = find_assignment(name, Path(CourseDirectory(parent=self).root))
        except UsageError:
            self.log.warning("%s is not below solutions/: its misconceptions are not exported", name)
            return {}
        return {
            (module, hint_line(known.hint)): known.name
            for module in assignment.modules
            for known in misconceptions_of(assignment, module)
            if known.hint
        }


def _rows(gradebook: Gradebook, assignment: Any, student: Any, hints: Hints) -> Iterator[dict[str, Any]]:
    about = {
        "assignment": assignment.name,
        "student_id": as_cell(student.id),
        "last_name": as_cell(student.last_name or ""),
        "first_name": as_cell(student.first_name or ""),
    }
    try:
        notebooks = gradebook.find_submission(assignment.name, student.id).notebooks
    except MissingEntry:
        cells = [cell for notebook in assignment.notebooks for cell in notebook.grade_cells]
        yield from (
            {**about, "exercise": cell.name, "max_score": shown_score(cell.max_score)} for cell in cells
        )
        return
    for notebook in notebooks:
        comments = {comment.name: comment.auto_comment or "" for comment in notebook.comments}
        for grade in notebook.grades:
            lines = comments.get(grade.name + WORK_SUFFIX, "").splitlines()
            recognised = [hints[grade.name, line] for line in lines if (grade.name, line) in hints]
            yield {
                **about,
                "exercise": grade.name,
                "score": shown_score(grade.score),
                "automatic_score": shown_score(grade.auto_score),
                "max_score": shown_score(grade.max_score),
                "misconceptions": " ".join(recognised),
            }
