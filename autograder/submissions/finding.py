"""Finds the submissions in the given paths, only by names and kinds of files."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..files import COMPARED
from ..text import listed, shortened
from .archives import is_packed
from .bulk_archives import (
    class_within,
    holds_a_class,
    holds_modules,
    is_perhaps_a_class,
    is_perhaps_work,
    reason_against,
)
from .flat_files import FlatFile, called_after_a_student, flat_file, submissions_of, with_work
from .folders import entries_of, entries_of_class
from .model import Source
from .names import (
    archive_suffix,
    called_after,
    in_one_line,
    in_unicode,
    is_notebook,
    meant_as,
    python_meant_as,
    version_of,
    whole_suffix,
    without_suffix,
)
from .same_student import SHOWN, of_one_student

NO_SUBMISSION = "neither a folder, an archive nor a notebook"
_LOOKED_INTO = 1_000
_NBGRADER = "submitted"
_SAKAI = "Submission attachment(s)"
# Moodle: `Full Name_12345_assignsubmission_file`, in older versions with `_` at the end.
_MOODLE = re.compile(r"_assignsubmission_(?P<plugin>[a-z]+)_?$")


@dataclass(frozen=True)
class Found:
    """The submissions that paths hold.

    Attributes:
        sources: by name.
        passed_over: a line for each other thing beside them.
        questions: a line for each thing that only a person can tell: whether several submissions are one
            student's, or one those of several.
    """

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...]
    questions: tuple[str, ...] = ()


def find(paths: Sequence[Path], modules: Collection[str], assignment: str) -> Found:
    """Find the submissions in paths.

    Args:
        paths: folders of modules, archives of them, notebooks, and folders of many of these.
        modules: the names of the assignment's modules, without `.py`.
        assignment: the assignment's name, for nbgrader's folders.

    Raises:
        UsageError: a path does not exist or cannot be read, or there is no submission at all.
    """
    search = _Search(frozenset(f"{module}.py" for module in modules), assignment)
    for path in paths:
        try:
            search.look_at(path)
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            raise UsageError(f"{in_one_line(str(path))} cannot be read: {reason}") from error
    if not search.sources:
        reasons = "; ".join(search.passed_over[:3])
        raise UsageError("no submission found" + (f" ({reasons})" if reasons else ""))
    if search.counted:
        students = _some(search.counted)
        search.questions.append(
            f"is each of these one student? The last of their folders 1, 2, … counts: {students}"
        )
    ordered = sorted(set(search.sources), key=lambda source: (source.name, source.path))
    questions = (*search.questions, *of_one_student(ordered, modules))
    return Found(tuple(ordered), tuple(search.passed_over), questions)


class _Search:
    def __init__(self, module_files: Collection[str], assignment: str) -> None:
        self._module_files = module_files
        self._assignment = assignment
        self.sources: list[Source] = []
        self.passed_over: list[str] = []
        self.questions: list[str] = []
        self.counted: list[str] = []

    def look_at(self, given: Path) -> None:
        """Search a given path: one submission, or a folder of many."""
        path = given.resolve() if given.name in ("", "..") else given.parent.resolve() / given.name
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode) and not self._is_one_student(path):
            wrapped = class_within(path, self._module_files)
            if wrapped != path and not self._is_one_student(wrapped):
                shown = in_one_line(wrapped.relative_to(path).as_posix())
                self.questions.append(f"is {shown} one student? Each folder in it is graded as one")
                path = wrapped
            self._look_into(path)
        elif path.is_symlink():
            # A student may have put it there, and it may lead to the solutions.
            self._pass_over(path.name, "a link; give what it leads to")
        elif stat.S_ISDIR(mode):
            self._ask_whose_modules_lie_in(path)
            self._add_folder(path)
        elif stat.S_ISREG(mode) and (whole_suffix(path.name) or is_packed(path)):
            if holds_a_class(path, self._module_files):
                shown = in_one_line(path.name)
                raise UsageError(f"{shown} holds the work of several students, not of one")
            if not is_notebook(path.name) and (reason := reason_against(path)) is not None:
                self.questions.append(f"is {in_one_line(path.name)} a class? None of it is graded: {reason}")
            self.sources.append(Source(in_unicode(without_suffix(path.name)), path))
        elif path.name in self._module_files:
            self._pass_over(path.name, "one module; give the folder that it lies in")
        else:
            self._pass_over(path.name, NO_SUBMISSION)

    def _look_into(self, folder: Path) -> None:
        entries = entries_of_class(folder)
        files = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
        uploads = self._uploads(files)
        uploads += self._called_after_students(set(files) - {upload.name for upload in uploads})
        sources, older = submissions_of(uploads, folder)
        self.sources += sources
        for name in older:
            self._pass_over(f"{folder.name}/{name}", "an older upload of the same student")
        names = {upload.name for upload in uploads}
        for entry in entries:
            if entry.name in names:
                continue
            try:
                self._look_at_child(entry, folder)
            except OSError:
                # Reading it later will say why it fails; the rest of the class is readable.
                self._add(entry.name, folder / entry.name)

    def _called_after_students(self, files: Collection[str]) -> list[FlatFile]:
        """Single modules that somebody, and no system, called after students: a person should know."""
        found = [called_after_a_student(name, self._module_files) for name in sorted(files)]
        uploads = list(filter(None, found))
        if uploads:
            shown, students = in_one_line(uploads[0].name), _some(upload.student for upload in uploads)
            self.questions.append(
                f"are these students? Files such as {shown} are graded as theirs: {students}"
            )
        return uploads

    def _ask_whose_modules_lie_in(self, folder: Path) -> None:
        """Ask about modules that are called after students in what seems the work of one."""
        called = [
            (meant_as(name, self._module_files), student)
            for name in self._perhaps_modules(_split(folder)[0])
            if (student := called_after(name, self._module_files)) is not None
        ]
        of_module = Counter(meant for meant, _student in called)
        if called and (max(of_module.values()) > 1 or not self._has_modules(folder)):
            students = _some(student for _meant, student in called)
            shown = in_one_line(folder.name)
            self.questions.append(f"is {shown} one student? Files in it are called after others: {students}")

    def _look_at_child(self, entry: os.DirEntry[str], folder: Path) -> None:
        reason = self._reason_against(entry, folder)
        if reason is not None:
            self._pass_over(f"{folder.name}/{entry.name}", reason)
        elif entry.is_dir(follow_symlinks=False):
            self._add_folder(folder / entry.name)
        else:
            self._add(entry.name, folder / entry.name)

    def _reason_against(self, entry: os.DirEntry[str], folder: Path) -> str | None:
        """Why an entry of a folder of submissions is none; None if it is one."""
        if entry.is_symlink():
            return "a link"
        if entry.name.startswith("."):
            return "hidden"
        if entry.is_file(follow_symlinks=False):
            if entry.name in self._module_files:
                return "a module that lies beside the students' work"
            if whole_suffix(entry.name) or is_packed(Path(entry.path)):
                return None
            meant = meant_as(entry.name, self._module_files)
            return f"perhaps meant as {meant}, but it is in no student's folder" if meant else NO_SUBMISSION
        if not entry.is_dir(follow_symlinks=False):
            return "a special file"
        if _is_folder(folder / entry.name / COMPARED):
            return "results of a run"
        if _is_empty(_handed_in(folder / entry.name)):
            return "an empty folder, so nothing is graded for it"
        moodle = _MOODLE.search(entry.name)
        if moodle is not None and moodle["plugin"] != "file":
            return "no files in Moodle's sense"
        if folder.name == _NBGRADER and self._is_for_others(folder / entry.name):
            return f"nothing for {self._assignment}"
        return None

    def _is_one_student(self, folder: Path) -> bool:
        """Whether a folder that was given is one submission, and not a class, if perhaps of one student."""
        if self._is_nbgrader_student(folder):
            # In a class, somebody's folder may be called like the assignment, or the handout lies there.
            return folder.parent.name == _NBGRADER or not self._has_students(folder)
        if self._has_modules(folder):
            return not self._has_students(folder)
        if self._versions(folder) or self._is_misnamed(folder):
            return True
        return self._is_wrapped(folder) and _split(folder)[1][0].name == self._assignment

    def _has_students(self, folder: Path) -> bool:
        """Whether several submissions lie in a folder: modules beside them have gone astray."""
        folders = [other for other in _split(folder)[1] if other.is_dir(follow_symlinks=False)]
        submissions = sum(self._is_submission(Path(other.path)) for other in folders)
        return _number_of_archives(folder) + submissions > 1

    def _is_submission(self, folder: Path) -> bool:
        return self._has_modules(folder) or self._is_wrapped(folder) or self._is_nbgrader_student(folder)

    def _has_modules(self, folder: Path) -> bool:
        return any(
            entry.name in self._module_files and not entry.is_dir(follow_symlinks=False)
            for entry in entries_of(folder)
        )

    def _is_misnamed(self, folder: Path) -> bool:
        """Whether there are only files in a folder, and modules among them, all under other names."""
        files, others = _split(folder)
        names = [file.name for file in files]
        if others or _number_of_archives(folder) or self._uploads(names):
            return False
        students = {called_after(name, self._module_files) for name in names} - {None}
        return bool(self._perhaps_modules(files)) and len(students) < 2

    def _uploads(self, names: Iterable[str]) -> list[FlatFile]:
        """The files that are called as systems call those of students who handed in work."""
        return with_work(filter(None, (flat_file(name, self._module_files) for name in names)))

    def _perhaps_modules(self, files: Sequence[os.DirEntry[str]]) -> list[str]:
        """The names of those files of Python that are perhaps meant as modules."""
        names = [file.name for file in files]
        return [name for name in names if python_meant_as(name, self._module_files) is not None]

    def _holds_work(self, folder: Path) -> bool:
        """Whether modules lie in a folder, or a notebook, which may hold all of them."""
        return self._has_modules(folder) or any(is_notebook(file.name) for file in _split(folder)[0])

    def _is_wrapped(self, folder: Path) -> bool:
        """Whether the modules lie in a subfolder with only ordinary files beside it."""
        files, others = _split(folder)
        return (
            len(others) == 1
            and others[0].is_dir(follow_symlinks=False)
            and not any(archive_suffix(file.name) for file in files)
            and self._has_modules(folder / others[0].name)
        )

    def _is_nbgrader_student(self, folder: Path) -> bool:
        """Whether this is a student's folder of nbgrader with this assignment in it."""
        work = folder / self._assignment
        return _is_folder(work) and self._holds_work(work)

    def _is_for_others(self, student: Path) -> bool:
        """Whether a student's folder of nbgrader holds only other assignments."""
        files, _ = _split(student)
        if files or _is_folder(student / self._assignment):
            return False
        return not holds_modules(student, self._module_files)

    def _versions(self, folder: Path, *, counted: bool = False) -> list[Path]:
        """The folders in a folder that are versions of one student's work, from the oldest to the newest.

        Args:
            folder: the folder.
            counted: whether folders called 1, 2, 3 and so on are versions, as in Submitty, and no students.
        """
        folders = [Path(other.path) for other in _split(folder)[1] if other.is_dir(follow_symlinks=False)]
        counted = counted and {path.name for path in folders} == set(map(str, range(1, len(folders) + 1)))
        numbers = [(int(path.name) if counted else version_of(path.name), path) for path in folders]
        versions = sorted((number, path) for number, path in numbers if number is not None)
        with_work = [path for _number, path in versions if self._holds_any_work(path)]
        return with_work if len(with_work) > 1 else []

    def _holds_any_work(self, folder: Path) -> bool:
        """Whether work lies in a folder, packed or one folder further down."""
        if self._holds_work(folder) or self._is_wrapped(folder) or self._perhaps_modules(_split(folder)[0]):
            return True
        archive = self._only_archive(folder)
        return archive is not None and is_perhaps_work(archive, self._module_files)

    def _only_versions(self, student: Path) -> list[Path]:
        """The versions of a student's work, if a system keeps all: those in `Anna/Bigrams/Version 2`."""
        folders = [Path(other.path) for other in _split(student)[1] if other.is_dir(follow_symlinks=False)]
        kept = [
            versions for folder in (student, *folders) if (versions := self._versions(folder, counted=True))
        ]
        return kept[0] if len(kept) == 1 else []

    def _add_folder(self, path: Path) -> None:
        name, place = path.name, _handed_in(path)
        if self._holds_work(place):
            if name == self._assignment and path.parent.parent.name == _NBGRADER:
                name = path.parent.name
        elif versions := self._only_versions(place):
            files = tuple((str(version.relative_to(place)), version.name) for version in versions)
            if versions[0].name.isdecimal() and is_perhaps_a_class(place, self._module_files):
                self.counted.append(name)
            self.sources.append(Source(in_unicode(name), place, files))
            return
        elif not self._is_wrapped(place):
            if self._is_nbgrader_student(place):
                place /= self._assignment
            else:
                if _number_of_archives(place) > 1 or is_perhaps_a_class(place, self._module_files):
                    self._ask(path, "that folder")
                place = self._only_archive(place) or place
        self.sources.append(Source(in_unicode(name), place))

    def _only_archive(self, folder: Path) -> Path | None:
        """The only archive in a folder without modules, whatever lies beside it: a report, say."""
        files, others = _split(folder)
        if self._perhaps_modules(files):
            return None
        archives = [file.name for file in files if archive_suffix(file.name)]
        holds_modules = any(
            other.is_dir(follow_symlinks=False) and self._has_modules(Path(other.path)) for other in others
        )
        return folder / archives[0] if len(archives) == 1 and not holds_modules else None

    def _add(self, name: str, path: Path) -> None:
        if is_perhaps_a_class(path, self._module_files):
            self._ask(path, "that archive")
        self.sources.append(Source(in_unicode(without_suffix(name)), path))

    def _ask(self, path: Path, what: str) -> None:
        shown = in_one_line("/".join(path.parts[-2:]))
        self.questions.append(f"is {shown} a class of its own? Then give {what}; it is graded as one")

    def _pass_over(self, name: str, reason: str) -> None:
        self.passed_over.append(f"{in_one_line(name)}: {reason}")


def _split(folder: Path) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]]:
    """The ordinary files of a folder, and all else."""
    files: list[os.DirEntry[str]] = []
    others: list[os.DirEntry[str]] = []
    for entry in entries_of(folder):
        (files if entry.is_file(follow_symlinks=False) else others).append(entry)
    return files, others


def _some(names: Iterable[str]) -> str:
    """A few names, in order, and how many more there are."""
    return listed(shortened(sorted(set(map(in_one_line, names))), SHOWN))


def _number_of_archives(folder: Path) -> int:
    return sum(archive_suffix(file.name) is not None for file in _split(folder)[0])


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _handed_in(student: Path) -> Path:
    """The folder of what a student handed in: a system may put feedback and receipts beside it."""
    return student / _SAKAI if _is_folder(student / _SAKAI) else student


def _is_empty(folder: Path) -> bool:
    """Whether a folder holds no files, only empty folders at most."""
    folders = [folder]
    for _ in range(_LOOKED_INTO):
        if not folders:
            return True
        entries = entries_of_class(folders.pop())
        if not all(entry.is_dir(follow_symlinks=False) for entry in entries):
            return False
        folders += [Path(entry.path) for entry in entries]
    return False
