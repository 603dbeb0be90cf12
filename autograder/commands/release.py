"""`autograder release`: each form raises Leak if it would hold something secret."""

from __future__ import annotations

import sys
from pathlib import Path

from ..course import find_assignment
from ..errors import UsageError
from ..files import write_whole


def release_command(name: str, out: Path) -> None:
    """Write what students get."""
    assignment = find_assignment(name, Path.cwd())
    # Imported only when there is something to release: it imports torch.
    from ..release import release_files, write_release

    files = release_files(assignment)
    foreign = write_release(files, out)
    print(f"{len(files)} files of {assignment.name} in {out}")
    _tell_foreign(foreign)


def notebook_command(name: str, out: Path) -> None:
    """Write the notebook that is a whole assignment."""
    assignment = find_assignment(name, Path.cwd())
    _refuse_other_name(out, f"{assignment.name}.ipynb", "--notebook", "the notebook")
    from ..release import release_files, single_file

    _write_file(out, single_file(release_files(assignment)).encode())
    print(f"{assignment.name} as one notebook in {out}")


def classroom50_command(name: str, out: Path) -> None:
    """Write the autograder that Classroom 50 runs."""
    assignment = find_assignment(name, Path.cwd())
    from ..release import write_release
    from ..release.classroom50 import classroom50_files

    files = classroom50_files(assignment)
    foreign = write_release(files, out)
    print(f"the autograder of {assignment.name} for Classroom 50, with its public tests alone, in {out}")
    _tell_foreign(foreign)


def gradescope_command(name: str, out: Path) -> None:
    """Write the autograder that Gradescope runs."""
    assignment = find_assignment(name, Path.cwd())
    _refuse_other_name(out, f"{assignment.name}.zip", "--gradescope", "the zip")
    from ..release.gradescope import gradescope_zip

    _write_file(out, gradescope_zip(assignment))
    print(f"the autograder of {assignment.name} for Gradescope in {out}")
    print("it holds the solutions and hidden tests: not for students", file=sys.stderr)


def _refuse_other_name(out: Path, fitting: str, option: str, what: str) -> None:
    """Refuse a name that does not end as a fitting one does."""
    if out.suffix != Path(fitting).suffix:
        raise UsageError(f"with {option}, --out is {what} to write, such as {fitting}")


def _tell_foreign(paths: list[str]) -> None:
    for path in paths:
        print(f"left alone, no part of the release: {path}", file=sys.stderr)


def _write_file(out: Path, content: bytes) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}") from None
    write_whole(out, content)
