"""Steps of nbgrader's own conversions: refuse leaks, restore cells, grade, comment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import find_all_files
from traitlets import Dict

from ..course import Assignment, find_assignment
from ..errors import Leak
from ..release import leaks_in, left_uncleared, marked_regions
from ..release.notebook import NOTEBOOK, WORK_SUFFIX
from ..submissions import Source, Unreadable, read
from . import cells
from .feedback import comment_on, verdict_on
from .grader import grade
from .ordinary import is_lab, is_ours

RESULT = "autograder"
"""The key of the result that the grading preprocessor passes to the commenting one."""


class RefuseLeaks(NbGraderPreprocessor):
    """Ends `nbgrader generate_assignment` if it would release something secret."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Check the lab, and every file released with it but other notebooks.

        Raises:
            Leak: they hold a solution, a hidden test, the code of a known mistake, or something that
                nbgrader would have to clear.
        """
        course = CourseDirectory(parent=self)
        if is_lab(course, resources):
            assignment = _assignment_of(course, resources)
            files, made = _released_beside(course, assignment), _as_file(notebook, resources)
            _refuse([*left_uncleared(files), *marked_regions(made), *leaks_in({**files, **made}, assignment)])
        return notebook, resources


class RefuseLeaksInOthers(NbGraderPreprocessor):
    """Does so with another notebook beside a lab, when nbgrader has cleared it."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Check the notebook.

        Raises:
            Leak: it holds something secret.
        """
        course = CourseDirectory(parent=self)
        if is_ours(course, resources) and not is_lab(course, resources):
            made = _as_file(notebook, resources)
            _refuse([*marked_regions(made), *leaks_in(made, _assignment_of(course, resources))])
        return notebook, resources


class RestoreCells(NbGraderPreprocessor):
    """Restores the released cells of a lab, whatever a student did to them, and keeps all else."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        course = CourseDirectory(parent=self)
        if not is_lab(course, resources):
            return notebook, resources
        about = resources["nbgrader"]
        released = Path(course.format_path(course.source_directory, ".", about["assignment"]))
        original = nbformat.read(released / f"{about['notebook']}.ipynb", as_version=4)
        notebook.metadata = original.metadata
        notebook.cells = cells.restored(notebook.cells, original.cells)
        return notebook, resources


class GradeModules(NbGraderPreprocessor):
    """Grades the modules beside a lab, and runs nothing in the lab itself."""

    results = Dict(help="Results that are known already, by student; others are graded.").tag(config=True)

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Put each exercise's score into its grade cell.

        Raises:
            GraderFault: the grader failed, or cells and tests differ in their points.
            UsageError: the assignment cannot be used, or this machine does not isolate.
        """
        course = CourseDirectory(parent=self)
        if not is_lab(course, resources):
            return notebook, resources
        assignment = _assignment_of(course, resources)
        student = resources["nbgrader"]["student"]
        folder = Path(course.format_path(course.submitted_directory, student, assignment.name))
        result = self.results.get(student) or grade(assignment, student, folder)
        cells.fill_in_scores(notebook.cells, result, verdict_on)
        cells.fill_in_modules(notebook.cells, _modules_in(folder, assignment))
        resources[RESULT] = result
        return notebook, resources


class CommentOnMistakes(NbGraderPreprocessor):
    """Saves what cost marks, with hints, as comments that the feedback shows."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        if RESULT not in resources:
            return notebook, resources
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            for exercise in resources[RESULT].exercises:
                if exercise.is_manual:
                    continue
                comment = gradebook.find_comment(
                    exercise.exercise + WORK_SUFFIX,
                    about["notebook"],
                    about["assignment"],
                    about["student"],
                )
                comment.auto_comment = comment_on(exercise, resources[RESULT].error)
            gradebook.db.commit()
        return notebook, resources


def _released_beside(course: CourseDirectory, assignment: Assignment) -> dict[str, bytes]:
    """The files that nbgrader releases as they are, by path, and the lab as it is before that."""
    folder = Path(course.format_path(course.source_directory, ".", assignment.name))
    found = [Path(path).relative_to(folder) for path in find_all_files(str(folder), course.ignore)]
    others = {path for path in found if len(path.parts) == 1 and path.suffix == ".ipynb"} - {Path(NOTEBOOK)}
    return {path.as_posix(): (folder / path).read_bytes() for path in found if path not in others}


def _as_file(notebook: Any, resources: Any) -> dict[str, bytes]:
    return {f"released {resources['nbgrader']['notebook']}.ipynb": nbformat.writes(notebook).encode()}


def _refuse(found: list[str]) -> None:
    if found:
        raise Leak("nothing was released:\n" + "\n".join(found))


def _assignment_of(course: CourseDirectory, resources: Any) -> Assignment:
    return find_assignment(resources["nbgrader"]["assignment"], Path(course.root))


def _modules_in(folder: Path, assignment: Assignment) -> dict[str, str]:
    """A student's modules by exercise; empty if they cannot be read."""
    try:
        files = read(Source(folder.parent.name, folder), assignment.modules).files
    except (Unreadable, OSError):
        return {}
    return {
        module: files[f"{module}.py"].decode("utf-8", "replace")
        for module in assignment.modules
        if f"{module}.py" in files
    }
