"""`autograder release`: each form raises Leak if it would hold something secret."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from ..course import find_assignment
from ..errors import UsageError
from ..files import write_into


def release_command(name: str, out: Path) -> None:
    """Write what students get."""
    assignment = find_assignment(name, Path.cwd())
    # Imported only when there is something to release: it imports torch.
    from ..release import release_files

    files = release_files(assignment)
    _write_folder(files, out, f"{len(files)} files of {assignment.name}")


def notebook_command(name: str, out: Path) -> None:
    """Write the notebook that is a whole assignment."""
    assignment = find_assignment(name, Path.cwd())
    _refuse_other_name(out, f"{assignment.name}.ipynb", "--notebook", "the notebook")
    from ..release import release_files, single_file

    write_into(out.parent, {out.name: single_file(release_files(assignment)).encode()})
    print(f"{assignment.name} as one notebook in {out}")


def classroom50_command(name: str, out: Path) -> None:
    """Write the autograder that Classroom 50 runs."""
    assignment = find_assignment(name, Path.cwd())
    from ..release.classroom50 import classroom50_files

    what = f"the autograder of {assignment.name} for Classroom 50, with its public tests alone,"
    _write_folder(classroom50_files(assignment), out, what)


def gradescope_command(name: str, out: Path) -> None:
    """Write the autograder that Gradescope runs."""
    assignment = find_assignment(name, Path.cwd())
    _refuse_other_name(out, f"{assignment.name}.zip", "--gradescope", "the zip")
    from ..release.gradescope import gradescope_zip

    write_into(out.parent, {out.name: gradescope_zip(assignment)})
    print(f"the autograder of {assignment.name} for Gradescope in {out}")
    print("it holds the solutions and hidden tests: not for students", file=sys.stderr)


def _refuse_other_name(out: Path, fitting: str, option: str, what: str) -> None:
    """Refuse a name that does not end as a fitting one does."""
    if out.suffix != Path(fitting).suffix:
        raise UsageError(f"with {option}, --out is {what} to write, such as {fitting}")


def _write_folder(files: Mapping[str, bytes], out: Path, what: str) -> None:
    from ..release import write_release

    foreign = write_release(files, out)
    print(f"{what} in {out}")
    for path in foreign:
        print(f"left alone, no part of the release: {path}", file=sys.stderr)
