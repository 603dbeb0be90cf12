"""Configures an nbgrader course, in one call from its `nbgrader_config.py`.

The steps are nbgrader's own, in its own order, for ordinary notebooks. With the lab of an assignment below
`solutions/`, ours take the place of those that clear and run cells.
"""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from typing import Any

from ..course import DESCRIPTION, load_assignment

PREPROCESSORS = "nbgrader.preprocessors"
OURS = f"{__package__}.preprocessors"
ORDINARY = f"{__package__}.ordinary"
SOURCE = "source"
"""nbgrader's own name for the folder of what is to be released."""


def configure(c: Any, course: Path) -> None:
    """Make nbgrader grade the assignments below `solutions/` by their tests instead of running notebooks.

    Args:
        c: nbgrader's configuration, from `get_config()`.
        course: the folder that holds `solutions/` and `nbgrader_config.py`. If it has a folder `source`, that
            is nbgrader's source folder, as ever; otherwise `assignments` is.

    Raises:
        UsageError: an assignment below `solutions/` cannot be used.
    """
    if not (course / SOURCE).is_dir():
        c.CourseDirectory.source_directory = "assignments"
    c.CourseDirectory.release_directory = "release"
    c.GenerateAssignment.preprocessors = [
        *_steps(PREPROCESSORS, "IncludeHeaderFooter"),
        *_steps(ORDINARY, "InstantiateTests"),
        *_steps(PREPROCESSORS, "LockCells"),
        *_steps(ORDINARY, "ClearSolutions"),
        *_steps(PREPROCESSORS, "ClearOutput", "CheckCellMetadata", "ComputeChecksums"),
        *_steps(OURS, "RefuseLeaks"),
        *_steps(PREPROCESSORS, "SaveCells"),
        *_steps(ORDINARY, "ClearHiddenTests", "ClearMarkScheme"),
        *_steps(PREPROCESSORS, "ComputeChecksums"),
        *_steps(OURS, "RefuseLeaksInOthers"),
        *_steps(PREPROCESSORS, "CheckCellMetadata"),
    ]
    c.Autograde.sanitize_preprocessors = [
        *_steps(OURS, "RestoreCells"),
        *_steps(ORDINARY, "ClearOutput", "DeduplicateIds"),
        *_steps(PREPROCESSORS, "OverwriteKernelspec", "OverwriteCells", "CheckCellMetadata"),
    ]
    c.Autograde.autograde_preprocessors = [
        *_steps(OURS, "GradeModules"),
        *_steps(ORDINARY, "Execute", "IgnorePattern"),
        *_steps("nbconvert.preprocessors", "ClearMetadataPreprocessor"),
        *_steps(PREPROCESSORS, "LimitOutput", "SaveAutoGrades"),
        *_steps(OURS, "CommentOnMistakes"),
        *_steps(PREPROCESSORS, "AssignLatePenalties", "CheckCellMetadata"),
    ]
    c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".py"]
    # Otherwise nbgrader overwrites students' modules with the stubs of the source folder.
    c.Autograde.exclude_overwriting = _modules_by_assignment(course)
    _find_alembic()


def _steps(package: str, *names: str) -> list[str]:
    return [f"{package}.{name}" for name in names]


def _modules_by_assignment(course: Path) -> dict[str, list[str]]:
    assignments = [load_assignment(path.parent) for path in course.glob(f"solutions/*/{DESCRIPTION}")]
    return {assignment.name: [f"{module}.py" for module in assignment.modules] for assignment in assignments}


def _find_alembic() -> None:
    """Put this environment's commands on the path: nbgrader makes its database with one of them."""
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)])
