"""Single files of a bulk download, put together by student: most systems flatten what they give."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from .model import Source
from .names import archive_suffix, in_unicode, meant_as, whole_suffix, without_suffix

CANVAS = re.compile(
    r"(?P<student>.+?_(?:LATE_)?\d+|(?:LATE_)?anon_[^\W_]+)_(?P<number>\d{1,18})_(?P<file>.+)", re.DOTALL
)
"""`doejane_LATE_101_88013_softmax-1.py`: the student, their number, that of the upload, its file, and
how often it was handed in again; `anon_x7Qp2_88013_softmax.py` if names are hidden (canvas-lms,
lib/content_zipper.rb)."""

MOODLE = re.compile(r"(?P<student>.+_\d+)_assignsubmission_file(?P<number>)(?:_(?P<file>.*))?", re.DOTALL)
"""`Jane Doe_12345_assignsubmission_file_softmax.py`; a folder's name ends before the file."""

BLACKBOARD = re.compile(r"(?P<student>.+)_attempt_(?P<number>\d{4}(?:-\d\d){5})_(?P<file>.+)", re.DOTALL)
"""`Bigrams_jdoe_attempt_2026-11-01-10-00-00_softmax.py`: the assignment and the student, and when."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BRIGHTSPACE = re.compile(
    rf"(?P<student>\d+-\d+ ?- .+?) ?- (?P<number>(?:{'|'.join(MONTHS)}) \d{{1,2}}, \d{{4}} \d{{3,4}} [AP]M)"
    r"(?: ?- (?P<file>.+))?",
    re.DOTALL,
)
"""`123-456 - Jane Doe - Nov 1, 2026 1000 AM - softmax.py`; a folder's name ends before the file."""

TIME = re.compile(r"(\w+) (\d+), (\d+) (\d{1,2})(\d\d) ([AP])M")
AGAIN = re.compile(r"(?P<stem>.+)-(?P<times>\d{1,9})(?P<suffix>\.[^-]+)", re.DOTALL)


@dataclass(frozen=True)
class FlatFile:
    """One upload.

    Attributes:
        name: of the file as it lies there.
        student: what the files of one student have in common.
        file: the name that the file had when it was handed in.
        is_work: whether it is perhaps a module, or may hold some.
        newest: of several of the same name, the one with the greatest is the newest.
    """

    name: str
    student: str
    file: str
    is_work: bool
    newest: tuple[int, int]


def flat_file(name: str, module_files: Collection[str]) -> FlatFile | None:
    """The upload that a file is by its name; None if no system calls one so.

    Args:
        name: of the file.
        module_files: the names of the files of the assignment's modules.
    """
    if (found := _parsed(name)) is None:
        return None
    file, again = found["file"] or "", 0
    if (repeated := AGAIN.fullmatch(file)) is not None:
        first = repeated["stem"] + repeated["suffix"]
        if first.endswith(".py") or whole_suffix(first):
            file, again = first, int(repeated["times"])
    is_work = meant_as(file, module_files) is not None or whole_suffix(file) is not None
    return FlatFile(name, _student(found), file, is_work, (_order(found["number"]), again))


def with_work(uploads: Iterable[FlatFile]) -> list[FlatFile]:
    """The uploads of those students who handed in work: their modules may need the other files."""
    uploads = list(uploads)
    students = {upload.student for upload in uploads if upload.is_work}
    return [upload for upload in uploads if upload.student in students]


def student_of(name: str) -> str:
    """What the names of one student's uploads have in common, or else the name itself.

    Args:
        name: of a submission.
    """
    return _student(found) if (found := _parsed(name)) is not None else name


def submissions_of(uploads: Iterable[FlatFile], folder: Path) -> tuple[list[Source], list[str]]:
    """A submission for each student, of the newest file of each name, and the names of older files.

    Args:
        uploads: files of one folder.
        folder: that folder.
    """
    newest: dict[tuple[str, str], FlatFile] = {}
    older = []
    for upload in sorted(uploads, key=lambda upload: upload.newest):
        if (replaced := newest.get((upload.student, upload.file))) is not None:
            older.append(replaced.name)
        newest[upload.student, upload.file] = upload
    by_student: dict[str, list[FlatFile]] = {}
    for upload in sorted(newest.values(), key=_age):
        by_student.setdefault(upload.student, []).append(upload)
    return [_source(files, folder) for _student, files in sorted(by_student.items())], sorted(older)


def _age(upload: FlatFile) -> tuple[int, bool, str]:
    """Sorts the oldest first. Of what came at once, single files are newer than what is packed."""
    return upload.newest[0], archive_suffix(upload.file) is None, upload.file


def _source(uploads: list[FlatFile], folder: Path) -> Source:
    upload = uploads[0]
    if len(uploads) == 1 and archive_suffix(upload.file) is not None:
        return Source(in_unicode(without_suffix(upload.name)), folder / upload.name)
    return Source(in_unicode(upload.student), folder, tuple((one.name, one.file) for one in uploads))


def _parsed(name: str) -> re.Match[str] | None:
    matches = (pattern.fullmatch(name) for pattern in (BLACKBOARD, MOODLE, BRIGHTSPACE, CANVAS))
    return next((found for found in matches if found is not None), None)


def _student(found: re.Match[str]) -> str:
    return found["student"].replace("_LATE_", "_").removeprefix("LATE_")


def _order(number: str) -> int:
    """A number that is greater for a later upload; the system writes a number, a time, or nothing."""
    if (time := TIME.fullmatch(number)) is None:
        return int(number.replace("-", "") or 0)
    month, day, year, hour, minute, half = time.groups()
    hours = int(hour) % 12 + (12 if half == "P" else 0)
    return int(f"{year}{MONTHS.index(month):02}{int(day):02}{hours:02}{minute}")
