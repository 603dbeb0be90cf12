"""Configures an nbgrader course, in one call from its `nbgrader_config.py`."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from typing import Any

from ..course import DESCRIPTION, load_assignment

PREPROCESSORS = "nbgrader.preprocessors"
OURS = f"{__package__}.preprocessors"


def configure(c: Any, course: Path) -> None:
    """Make nbgrader grade the assignments of a course by their tests instead of running notebooks.

    Args:
        c: nbgrader's configuration, from `get_config()`.
        course: the folder that holds `solutions/`, `assignments/` and `nbgrader_config.py`.

    Raises:
        UsageError: an assignment below `solutions/` cannot be used.
    """
    c.CourseDirectory.source_directory = "assignments"
    c.CourseDirectory.release_directory = "release"
    # No ClearSolutions: released notebooks hold none, only cells in which students try things.
    c.GenerateAssignment.preprocessors = [
        *_stock("IncludeHeaderFooter", "LockCells", "ClearOutput", "CheckCellMetadata"),
        *_stock("ComputeChecksums"),
        f"{OURS}.RefuseLeaks",
        *_stock("SaveCells", "CheckCellMetadata"),
    ]
    c.Autograde.sanitize_preprocessors = [
        f"{OURS}.RestoreCells",
        *_stock("OverwriteKernelspec", "OverwriteCells", "CheckCellMetadata"),
    ]
    c.Autograde.autograde_preprocessors = [
        f"{OURS}.GradeModules",
        *_stock("LimitOutput", "SaveAutoGrades"),
        f"{OURS}.CommentOnMistakes",
        *_stock("AssignLatePenalties", "CheckCellMetadata"),
    ]
    # Otherwise nbgrader overwrites students' modules with the stubs of the source folder.
    c.Autograde.exclude_overwriting = _modules_by_assignment(course)
    _find_alembic()


def _stock(*names: str) -> list[str]:
    return [f"{PREPROCESSORS}.{name}" for name in names]


def _modules_by_assignment(course: Path) -> dict[str, list[str]]:
    assignments = [load_assignment(path.parent) for path in course.glob(f"solutions/*/{DESCRIPTION}")]
    return {assignment.name: [f"{module}.py" for module in assignment.modules] for assignment in assignments}


def _find_alembic() -> None:
    """Put this environment's commands on the path: nbgrader makes its database with one of them."""
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)])
