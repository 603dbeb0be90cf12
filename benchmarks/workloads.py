"""What is graded: a whole assignment, and the core of it.

No mistake of a student is one that spreads to a later exercise: the autograder would forgive the
later one, its peers cannot.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course import Assignment, find_assignment, load_assignment

from .measuring import ROOT

WHOLE = "bigram_net"
CORE = ("one_hot", "softmax", "nll", "gradient_descent")
GIVEN = "neurons"
"""What gradient descent imports and is no exercise of the core."""

ON_ALL_NAMES = ("all_bigrams", "losses_on_all_names", "test_all_names")
"""The one long test, and what it alone uses."""

STUDENTS_OF_THE_WHOLE = {
    "right-lecture": (),
    "right-indexing": (
        "alternatives/dataset/pairs_of_neighbours",
        "alternatives/one_hot/scatters_ones",
        "alternatives/neurons/parameter",
        "alternatives/softmax/shifted_by_the_maximum",
        "alternatives/nll/gathers",
    ),
    "right-optimiser": (
        "alternatives/softmax/log_sum_exp",
        "alternatives/gradient_descent/optimiser",
        "alternatives/figures/mesh_and_logarithm",
    ),
    "wrong-ends": ("misconceptions/dataset/forgets_the_end", "misconceptions/figures/no_labels"),
    "wrong-one-hot": (
        "misconceptions/one_hot/left_as_int64",
        "alternatives/gradient_descent/indexed_rows",
    ),
    # Makes the autograder run an exercise a second time.
    "wrong-twice": (
        "misconceptions/softmax/calls_the_built_in",
        "misconceptions/gradient_descent/updates_inside_the_graph",
    ),
}

# An odd number, so that two workers who take turns meet every mistake.
STUDENTS_OF_THE_CORE = {
    "right-lecture": (),
    "right-indexing": (
        "alternatives/one_hot/scatters_ones",
        "alternatives/softmax/shifted_by_the_maximum",
        "alternatives/nll/gathers",
    ),
    "right-optimiser": (
        "alternatives/softmax/log_sum_exp",
        "alternatives/gradient_descent/optimiser",
    ),
    "wrong-one-hot": (
        "misconceptions/one_hot/left_as_int64",
        "alternatives/gradient_descent/indexed_rows",
    ),
    "wrong-twice": (
        "misconceptions/softmax/calls_the_built_in",
        "misconceptions/gradient_descent/updates_inside_the_graph",
    ),
}


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


def whole_assignment() -> Workload:
    return Workload(find_assignment(WHOLE, ROOT), STUDENTS_OF_THE_WHOLE)


def core_assignment(folder: Path) -> Workload:
    """Write the core of the assignment, with its short tests alone, into a folder that does not exist."""
    whole = find_assignment(WHOLE, ROOT)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(
        # A part of an assignment has only some of its 100 points.
        'title = "The core of a bigram model"\ndraft = true\n'
        f"exercises = {list(CORE)}\n"
        f'data = ["{GIVEN}.py"]\n'
        f"[limits]\ncall_seconds = {whole.limits.call_seconds}\n",
        encoding="utf-8",
    )
    for module in (*CORE, GIVEN):
        shutil.copy(whole.reference(module), folder)
    for part in ("alternatives", "misconceptions"):
        for module in CORE:
            shutil.copytree(whole.folder / part / module, folder / part / module)
    shutil.copytree(whole.stand_ins, folder / "stand_ins")
    _write_tests(whole, folder / "tests")
    return Workload(load_assignment(folder), STUDENTS_OF_THE_CORE, given=(GIVEN,))


def all_unlike(core: Workload) -> Workload:
    """The core, handed in by a class where no two wrong answers are alike: each is another misconception."""
    misconceptions = core.assignment.folder / "misconceptions"
    # By name, so that few in a row are of the same exercise.
    students = {
        f"wrong-{path.stem}-{module}": (f"misconceptions/{module}/{path.stem}",)
        for module in CORE
        for path in (misconceptions / module).glob("*.py")
    }
    return replace(core, students=students)


def _write_tests(whole: Assignment, folder: Path) -> None:
    folder.mkdir()
    for path in whole.tests.glob("*.py"):
        if not path.name.startswith("test_"):
            shutil.copy(path, folder)
    for name, source in _short_tests(whole).items():
        (folder / name).write_text(source, encoding="utf-8")


def _short_tests(whole: Assignment) -> dict[str, str]:
    """The files of tests without the long one: their top-level blocks stand apart by two empty lines."""
    sources, left_out = {}, set()
    for module in CORE:
        (path,) = whole.test_files(module)
        blocks = path.read_text(encoding="utf-8").rstrip().split("\n\n\n")
        long = {block for block in blocks if any(f"\ndef {name}(" in block for name in ON_ALL_NAMES)}
        sources[path.name] = "\n\n\n".join(block for block in blocks if block not in long) + "\n"
        left_out |= long
    if len(left_out) != len(ON_ALL_NAMES):
        raise RuntimeError(f"of {', '.join(ON_ALL_NAMES)} not all are among the tests of {WHOLE}")
    return sources
