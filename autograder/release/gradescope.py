"""Makes the zip for Gradescope's autograder: the kit, an assignment with its answers, scripts."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files as package_files
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ..course import DESCRIPTION, Assignment, refuse_draft
from ..files import zipped

KIT = "bigram-course-kit"
COURSE = "course"
SCRIPTS = ("setup.sh", "run_autograder")
LINUX = {"sys_platform": "linux", "platform_system": "Linux"}
"""Gradescope's platform, wherever the zip is made."""

OWN_MEMORY_MIB = 350
"""Memory of grading besides the student's code: 344 MiB of anonymous memory, measured with bigram_net."""


def gradescope_zip(assignment: Assignment) -> bytes:
    """The zip of an assignment; the same files make the same bytes.

    Raises:
        UsageError: the assignment is a draft.
    """
    refuse_draft(assignment)
    course = _course(assignment)
    contents = {path: file.read_bytes() for path, file in {**_kit(), **course}.items()}
    contents["requirements.txt"] = pinned_requirements().encode()
    place = next(path for path, file in course.items() if file == assignment.folder / DESCRIPTION)
    memory_mib = max(limits.memory_mib for limits in assignment.all_limits())
    filled_in = {
        "@assignment@": shlex.quote(os.path.dirname(place)),
        "@memory_mib@": str(memory_mib + OWN_MEMORY_MIB),
    }
    contents |= {script: _script(script, filled_in).encode() for script in SCRIPTS}
    return zipped(contents, executable=SCRIPTS)


def pinned_requirements() -> str:
    """What the kit needs, in the versions installed here, which are those of the proof.

    PyTorch's platform-dependent requirements are left out: they depend on the build, of which there are
    several.
    """
    found: dict[str, str] = {}
    _add_requirements(KIT, found)
    return "".join(f"{found[name]}\n" for name in sorted(found))


def _add_requirements(package: str, found: dict[str, str]) -> None:
    for requirement in map(Requirement, requires(package) or ()):
        name, marker = canonicalize_name(requirement.name), requirement.marker
        by_platform = marker is not None and package == "torch"
        if name in found or by_platform or (marker and not marker.evaluate({**LINUX, "extra": ""})):
            continue
        try:
            # `2.13.0+cpu` is available as `2.13.0`.
            found[name] = f"{name}=={version(name).split('+')[0]}"
        except PackageNotFoundError:
            found[name] = f"{name}{requirement.specifier}"  # only needed there
        else:
            _add_requirements(name, found)


def _script(name: str, filled_in: Mapping[str, str]) -> str:
    text = (package_files("autograder") / "release" / "templates" / "gradescope" / name).read_text("utf-8")
    for blank, content in filled_in.items():
        text = text.replace(blank, content)
    return text


def _kit() -> dict[str, Path]:
    package = Path(str(package_files("autograder")))
    files = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"autograder/{path.relative_to(package).as_posix()}": path for path in files}


def _course(assignment: Assignment) -> dict[str, Path]:
    """The assignment and its public data, with their relative places kept."""
    files = [*assignment.files(), *assignment.data.values()]
    above = os.path.commonpath([assignment.folder.parent, *(path.parent for path in files)])
    return {f"{COURSE}/{path.relative_to(above).as_posix()}": path for path in files}
