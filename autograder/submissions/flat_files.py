"""Single files of a bulk download, put together by student: most systems flatten what they give."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from .model import Source
from .names import (
    archive_suffix,
    called_after,
    in_unicode,
    is_version,
    meant_as,
    whole_suffix,
    without_suffix,
)

CANVAS = re.compile(
    r"(?P<student>.+?_(?:\d{1,3}_(?=\d{4,}_\d{4,}_))?(?:LATE_)?\d+|(?:LATE_)?anon_[^\W_]+)"
    r"_(?P<number>\d{1,18})_(?P<file>.+)",
    re.DOTALL,
)
"""`doejane_LATE_101_88013_softmax-1.py`: the student, their number, that of the upload, its file, and
how often it was handed in again; `team_2_10143_88013_softmax.py` of a group; `anon_x7Qp2_88013_softmax.py` if
names are hidden (canvas-lms, lib/content_zipper.rb)."""

MOODLE = re.compile(r"(?P<student>.+_\d+)_assignsubmission_file(?P<number>)(?:_(?P<file>.*))?", re.DOTALL)
"""`Jane Doe_12345_assignsubmission_file_softmax.py`; a folder's name ends before the file."""

BLACKBOARD = re.compile(r"(?P<student>.+)_attempt_(?P<number>\d{4}(?:-\d\d){5})_(?P<file>.+)", re.DOTALL)
"""`Bigrams_jdoe_attempt_2026-11-01-10-00-00_softmax.py`: the assignment and the student, and when."""

SAKAI = re.compile(r"(?P<student>.+\(.+?\))_Submission attachment\(s\)(?P<number>)_(?P<file>.+)", re.DOTALL)
"""`Doe, Jane(jdoe)_Submission attachment(s)_softmax.py`, if one downloads without folders."""

DAY = r"(?:[^\W\d]+\.? \d{1,2}|\d{1,2}\.? (?:de )?[^\W\d]+\.?),? (?:de )?\d{4}"
BRIGHTSPACE = re.compile(
    rf"(?P<student>\d+-\d+ ?- .+?) ?- (?P<number>{DAY},? \d{{1,2}}[ .h]?\d\d(?: [AP]M)?)"
    r"(?: ?- (?P<file>.+))?",
    re.DOTALL,
)
"""`123-456 - Jane Doe - Nov 1, 2026 1000 AM - softmax.py`, or `1 November 2026 2200`, as the site writes a
date; a folder's name ends before the file."""

GOOGLE = re.compile(r"(?P<student>.+?) - (?P<file>.+)", re.DOTALL)
"""`Jane Doe - Copy of softmax.py`, as Google Classroom calls a student's copy: only a module tells that."""

MONTHS = (
    *("jan ene jän", "feb fév fev", "mar mär mrt maa", "apr abr avr", "may mai mei", "jun juin"),
    *("jul juil", "aug ago aoû", "sep set", "oct okt out", "nov", "dec dez dic déc"),
)
"""How months begin in the languages of many sites."""

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
        return _copy_for_a_student(name, module_files)
    file, again = found["file"] or "", 0
    if (repeated := AGAIN.fullmatch(file)) is not None:
        first = repeated["stem"] + repeated["suffix"]
        if first.endswith(".py") or whole_suffix(first):
            file, again = first, int(repeated["times"])
    is_work = meant_as(file, module_files) is not None or whole_suffix(file) is not None
    return FlatFile(name, _student(found), file, is_work, (_order(found["number"]), again))


def _copy_for_a_student(name: str, module_files: Collection[str]) -> FlatFile | None:
    found = GOOGLE.fullmatch(name)
    # A packed file is a submission by itself, whatever it is called.
    if found is None or whole_suffix(name) is not None:
        return None
    meant = meant_as(file := found["file"], module_files)
    is_work = meant is not None and (file == meant or is_version(file, meant))
    return FlatFile(name, found["student"], file, is_work, (0, 0))


def called_after_a_student(name: str, module_files: Collection[str]) -> FlatFile | None:
    """The file that somebody called after a student and a module, as no system does.

    Args:
        name: of the file.
        module_files: the names of the files of the assignment's modules.
    """
    student = called_after(name, module_files)
    return FlatFile(name, student, name, True, (0, 0)) if student is not None else None


def is_of_a_system(name: str) -> bool:
    """Whether only a learning platform calls a student's folder or file so: people write no such names."""
    return any(pattern.fullmatch(name) for pattern in (BLACKBOARD, MOODLE, SAKAI, BRIGHTSPACE))


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
    matches = (pattern.fullmatch(name) for pattern in (BLACKBOARD, MOODLE, SAKAI, BRIGHTSPACE, CANVAS))
    return next((found for found in matches if found is not None), None)


def _student(found: re.Match[str]) -> str:
    return found["student"].replace("_LATE_", "_").removeprefix("LATE_")


def _order(number: str) -> int:
    """A number that is greater for a later upload; the system writes a number, a time, or nothing."""
    words = re.findall(r"[^\W\d]+", number)
    digits = re.findall(r"\d+", number)
    if not words:
        return int("".join(digits) or 0)
    day, year, *times = digits
    hour, minute = divmod(int("".join(times)), 100)
    if words[-1] in ("AM", "PM"):
        hour = hour % 12 + (12 if words[-1] == "PM" else 0)
    return int(f"{year}{max(map(_month, words)):02}{int(day):02}{hour:02}{minute:02}")


def _month(word: str) -> int:
    """The number of a month, from 1; 0 if a word is none that is known."""
    start = word.casefold()
    fitting = (number for number, begins in enumerate(MONTHS, 1) if start.startswith(tuple(begins.split())))
    return next(fitting, 0)
