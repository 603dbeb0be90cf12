"""Assignments: their folders and their `assignment.toml`."""

from __future__ import annotations

import hashlib
import keyword
import math
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import Any

from .errors import UsageError
from .naming import exercise_of
from .sandbox.limits import Limits
from .text import printable

DESCRIPTION = "assignment.toml"
LAB = "lab.py"
KEYS = {"title", "data", "preload", "exercises", "limits", "draft", "manual", "minutes"}
POINTS = 100
"""Of all tests and manual items of an assignment together, but for their bonus points."""

TAKEN = frozenset(
    {
        *sys.stdlib_module_names,
        "autograder",
        "conftest",
        "hand_in",
        "kit",
        "lab",
        "matplotlib",
        "numpy",
        "pytest",
        "torch",
    }
)
"""Modules that something else would import in place of an exercise, or an exercise in place of them."""


@dataclass(frozen=True)
class Digests:
    """A SHA-256 of each part of an assignment that affects marks.

    Attributes:
        shared: of what affects all exercises: references, stand-ins, data, helpers of tests.
        tests: of each exercise's own tests.
        misconceptions: of each exercise's misconceptions.
    """

    shared: str
    tests: Mapping[str, str]
    misconceptions: Mapping[str, str]


@dataclass(frozen=True)
class ManualItem:
    """What a person marks: an essay, a figure.

    Attributes:
        name: stands for it in results and in `marks.csv`, as an exercise's name does.
        title: what is asked, in one sentence.
        points: the maximum.
        rubric: what earns the points.
        bonus: whether they come on top of the assignment's 100.
    """

    name: str
    title: str
    points: float
    rubric: str
    bonus: bool = False


@dataclass(frozen=True)
class Assignment:
    """An assignment as its author wrote it.

    Attributes:
        name: the name of its folder.
        folder: holds references, tests and stand-ins.
        title: for people.
        modules: the modules that students write, without `.py`, in the course's order; an exercise has its
            module's name.
        data: public files beside the modules, by name.
        preload: packages to import before student code runs.
        limits: of one exercise of a submission, unless it has its own.
        own_limits: of exercises that have their own.
        draft: whether it is still being written, so that its points need not be 100.
        manual: what is marked by hand, after all exercises.
        minutes: to expect for exercises, in the author's estimate; an exercise may have none.
    """

    name: str
    folder: Path
    title: str
    modules: tuple[str, ...]
    data: Mapping[str, Path]
    preload: tuple[str, ...]
    limits: Limits
    own_limits: Mapping[str, Limits] = field(default_factory=dict)
    draft: bool = False
    manual: tuple[ManualItem, ...] = ()
    minutes: Mapping[str, int] = field(default_factory=dict)

    @property
    def marked(self) -> tuple[str, ...]:
        """The names of all that has a mark: exercises, then manual items."""
        return (*self.modules, *(item.name for item in self.manual))

    @property
    def tests(self) -> Path:
        return self.folder / "tests"

    @property
    def stand_ins(self) -> Path:
        return self.folder / "stand_ins"

    @property
    def alternatives(self) -> Path:
        return self.folder / "alternatives"

    @property
    def misconceptions(self) -> Path:
        return self.folder / "misconceptions"

    @property
    def recipes(self) -> Path:
        """The functions that make arguments that cannot be sent; the file need not exist."""
        return self.stand_ins / "recipes.py"

    @property
    def lab(self) -> Path:
        """The source of the notebook; the file need not exist."""
        return self.folder / LAB

    def reference(self, module: str) -> Path:
        return self.folder / f"{module}.py"

    def references(self) -> dict[str, bytes]:
        """All references by file name, like a right submission."""
        return {f"{module}.py": self.reference(module).read_bytes() for module in self.modules}

    def test_files(self, module: str) -> list[Path]:
        """The files of an exercise's tests, in the order in which they run."""
        files = sorted(self.tests.rglob("test_*.py"))
        return [path for path in files if exercise_of(path, self.modules) == module]

    def limits_of(self, module: str) -> Limits:
        """The limits of an exercise."""
        return self.own_limits.get(module, self.limits)

    def all_limits(self) -> list[Limits]:
        """The limits of each exercise, in order."""
        return [self.limits_of(module) for module in self.modules]

    def files(self) -> list[Path]:
        """All files of its folder."""
        return _files_below(self.folder)

    def digests(self) -> Digests:
        """Digests of what affects marks: the folder's files and the public data."""
        folder = self.folder
        own = _tests_of_their_own(self)
        tests = [path for path in _files_below(self.tests) if path not in chain(*own.values())]
        modules = [path for path in folder.glob("*.py") if path != self.lab]
        shared = [folder / DESCRIPTION, *modules, *tests, *_files_below(self.stand_ins)]
        named = [(path.relative_to(folder).as_posix(), path) for path in shared]
        return Digests(
            shared=_digest([*named, *self.data.items()]),
            tests={module: _digest((path.name, path) for path in paths) for module, paths in own.items()},
            misconceptions={
                module: _digest((path.name, path) for path in (self.misconceptions / module).glob("*.py"))
                for module in self.modules
            },
        )


def find_assignment(name_or_path: str, root: Path) -> Assignment:
    """Load an assignment by its name under `root/solutions`, or by the path of its folder.

    Raises:
        UsageError: it does not exist, or its description cannot be used.
    """
    for folder in (Path(name_or_path), root / "solutions" / name_or_path):
        if (folder / DESCRIPTION).is_file():
            return load_assignment(folder.resolve())
    if Path(name_or_path).is_dir():
        raise UsageError(
            f"{name_or_path!r} is no assignment: there is no {DESCRIPTION} in it (the assignment comes first)"
        )
    known = ", ".join(sorted(path.parent.name for path in (root / "solutions").glob(f"*/{DESCRIPTION}")))
    raise UsageError(
        f"there is no assignment {name_or_path!r}: neither a folder with an {DESCRIPTION} nor one of "
        f"solutions/ here ({known or 'there are none: go to where solutions/ lies'})"
    )


def refuse_draft(assignment: Assignment) -> None:
    """Keep a draft from students.

    Raises:
        UsageError: the assignment is one.
    """
    if assignment.draft:
        raise UsageError(
            f"{assignment.name} is a draft: students get it once its points are {POINTS} and "
            f"{assignment.folder / DESCRIPTION} no longer says `draft = true`"
        )


def load_assignment(folder: Path) -> Assignment:
    """Load the assignment of a folder.

    Raises:
        UsageError: its description cannot be used; the message names the file and the repair.
    """
    file = folder / DESCRIPTION
    try:
        described = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: {error}") from None
    try:
        assignment = _assignment(folder, described)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{file}: {_reason(error)}") from None
    _check_files(assignment)
    return assignment


def _assignment(folder: Path, described: dict[str, Any]) -> Assignment:
    if unknown := described.keys() - KEYS:
        raise ValueError(f"unknown keys {', '.join(sorted(unknown))}{_meant(unknown, KEYS)}")
    exercises = _names("exercises", described["exercises"])
    check_exercises(exercises)
    limits, own_limits = _all_limits(described.get("limits", {}), exercises)
    data = [(folder / path).resolve() for path in _names("data", described.get("data", []))]
    return Assignment(
        name=folder.name,
        folder=folder,
        title=str(described["title"]),
        modules=tuple(exercises),
        data={path.name: path for path in data},
        preload=tuple(_names("preload", described.get("preload", []))),
        limits=limits,
        own_limits=own_limits,
        draft=_flag("draft", described.get("draft", False)),
        manual=tuple(_manual(described.get("manual", {}), exercises)),
        minutes=_minutes(described.get("minutes", {}), exercises),
    )


def check_exercises(names: Sequence[str]) -> None:
    """Refuse what cannot be the exercises of an assignment.

    Args:
        names: of the exercises.

    Raises:
        ValueError: there are none, one is there twice, or no module can have its name.
    """
    if not names:
        raise ValueError("there are no exercises")
    for name in names:
        if reason := _why_no_exercise(name):
            raise ValueError(f"“{printable(name)}” cannot be the name of an exercise: {reason}")
        if names.count(name) > 1:
            raise ValueError(f"“{name}” is twice among the exercises")


def _why_no_exercise(name: str) -> str | None:
    if name.endswith(".py"):
        return "leave its .py out"
    if not name.isidentifier() or keyword.iskeyword(name):
        return "Python cannot import a module of this name"
    if name in TAKEN:
        return "another module has it"
    return "it would be taken for a file of tests" if name.startswith("test_") else None


def _flag(key: str, given: Any) -> bool:
    if not isinstance(given, bool):
        raise ValueError(f"{key} is true or false")
    return given


def _manual(described: Any, exercises: Sequence[str]) -> Iterator[ManualItem]:
    if not isinstance(described, dict) or not all(isinstance(table, dict) for table in described.values()):
        raise ValueError("each manual item is a table of its own, as `[manual.essay]`")
    known = {field.name for field in fields(ManualItem)} - {"name"}
    for name, table in described.items():
        where = f"[manual.{printable(name)}]"
        if name in exercises:
            raise ValueError(f"{where}: an exercise has this name")
        if not name.isidentifier():
            raise ValueError(f"{where}: a name of letters, digits and underscores is needed")
        if unknown := table.keys() - known:
            raise ValueError(f"{where}: unknown keys {', '.join(sorted(unknown))}{_meant(unknown, known)}")
        for text in ("title", "rubric"):
            if not isinstance(table.get(text), str) or not table[text].strip():
                raise ValueError(f'{where}: write `{text} = "…"`')
        points = table.get("points")
        if type(points) not in (int, float) or not 0 < points < math.inf:
            raise ValueError(f"{where}: write `points = …`, a number above zero")
        bonus = _flag(f"{where}: bonus", table.get("bonus", False))
        yield ManualItem(name, _joined(table["title"]), float(points), _joined(table["rubric"]), bonus)


def _joined(text: str) -> str:
    """A text of several lines in one."""
    return " ".join(text.split())


def _names(key: str, given: Any) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise ValueError(f'{key} is a list of names, as `{key} = ["…"]`')
    return given


def _all_limits(described: Any, exercises: Sequence[str]) -> tuple[Limits, dict[str, Limits]]:
    """The limits of all exercises, and those of exercises with a table of their own."""
    if not isinstance(described, dict):
        raise ValueError("limits is a table, `[limits]`, with a line for each")
    tables = {name: table for name, table in described.items() if isinstance(table, dict)}
    if unknown := tables.keys() - set(exercises):
        raise ValueError(f"[limits.{min(unknown)}] is for no exercise{_meant(unknown, exercises)}")
    limits = _limits({name: value for name, value in described.items() if name not in tables}, Limits())
    return limits, {name: _limits(table, limits) for name, table in tables.items()}


def _limits(described: dict[str, Any], otherwise: Limits) -> Limits:
    names = {field.name for field in fields(Limits)}
    if unknown := described.keys() - names:
        raise ValueError(f"unknown limits {', '.join(sorted(unknown))}; known are {', '.join(sorted(names))}")
    if not all(type(value) in (int, float) and value > 0 for value in described.values()):
        raise ValueError("limits are numbers above zero")
    return replace(otherwise, **described)


def _minutes(described: Any, exercises: Sequence[str]) -> dict[str, int]:
    if not isinstance(described, dict):
        raise ValueError("minutes is a table, `[minutes]`, with a line for each exercise")
    if unknown := described.keys() - set(exercises):
        raise ValueError(f"[minutes]: {min(unknown)} is no exercise{_meant(unknown, exercises)}")
    if not all(type(value) is int and value > 0 for value in described.values()):
        raise ValueError("[minutes]: minutes are whole numbers above zero")
    return {name: described[name] for name in exercises if name in described}


def _meant(unknown: Iterable[str], known: Iterable[str]) -> str:
    near = get_close_matches(min(unknown), sorted(known), n=1)
    return f": do you mean {near[0]}?" if near else f"; known are {', '.join(sorted(known))}"


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing; it stands above the first line in brackets"
    return str(error)


def _check_files(assignment: Assignment) -> None:
    needed = [assignment.reference(module) for module in assignment.modules]
    for module in assignment.modules:
        needed += assignment.test_files(module) or [assignment.tests / f"test_{module}.py"]
    for path in (*needed, *assignment.data.values()):
        if not path.is_file():
            raise UsageError(f"{assignment.folder / DESCRIPTION}: there is no {path}")


def _tests_of_their_own(assignment: Assignment) -> dict[str, list[Path]]:
    """The tests of each exercise, except files that another file of tests names, and so may use."""
    sources = {path: path.read_bytes() for path in _files_below(assignment.tests)}

    def is_named(path: Path) -> bool:
        name = re.compile(rb"\b%s\b" % path.stem.encode())
        return any(name.search(source) for other, source in sources.items() if other != path)

    return {
        module: [path for path in assignment.test_files(module) if not is_named(path)]
        for module in assignment.modules
    }


def _files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _digest(files: Iterable[tuple[str, Path]]) -> str:
    digest = hashlib.sha256()
    for name, path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
