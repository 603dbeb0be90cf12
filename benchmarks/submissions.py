"""A small class for an assignment, made of its references, alternatives and misconceptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment


@dataclass(frozen=True)
class Workload:
    """An assignment and those who hand in.

    Attributes:
        students: for each, the files that take the place of the references' modules, as paths below
            the assignment's folder without `.py`. Who is right is called so.
        given: modules that every submission holds besides the assignment's own.
    """

    assignment: Assignment
    students: Mapping[str, Sequence[str]]
    given: Sequence[str] = ()

    def make_class(self, folder: Path, number: int) -> Path:
        """Write so many submissions into a new folder, each student's in turn."""
        students = sorted(self.students)
        for position in range(number):
            copy, student = divmod(position, len(students))
            self._write(folder / f"{copy:04}-{students[student]}", self.students[students[student]], copy)
        return folder

    def _write(self, folder: Path, swapped: Sequence[str], copy: int) -> None:
        folder.mkdir(parents=True)
        modules = (*self.assignment.modules, *self.given)
        sources = {module: self.assignment.reference(module) for module in modules}
        for path in swapped:
            source = self.assignment.folder / f"{path}.py"
            sources[source.parent.name] = source
        for module, source in sources.items():
            # No two submissions are the same bytes, as in no class but a suspicious one.
            text = source.read_text(encoding="utf-8") + f"# Copy {copy}.\n"
            (folder / f"{module}.py").write_text(text, encoding="utf-8")


def is_right(submission: str) -> bool:
    return "-right-" in submission
