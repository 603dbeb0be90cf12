"""Single files of a bulk download, put together by student: Canvas and Moodle number each upload."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from .model import Source
from .names import in_unicode, is_notebook

CANVAS = re.compile(
    r"(?P<student>[^_]+_(?:LATE_)?\d+)_(?P<number>\d+)_(?P<file>.+?)(?:-(?P<again>\d+))?(?P<suffix>\.py|\.ipynb)"
)
"""`doejane_LATE_101_88013_softmax-1.py`: the student, their number, that of the upload, its file, and
how often it was handed in again (canvas-lms, lib/content_zipper.rb)."""

MOODLE = re.compile(
    r"(?P<student>.+_\d+)_assignsubmission_file_(?P<number>)(?P<file>.+?)(?P<again>)(?P<suffix>\.py|\.ipynb)"
)
"""`Jane Doe_12345_assignsubmission_file_softmax.py`."""


@dataclass(frozen=True)
class FlatFile:
    """One upload.

    Attributes:
        name: of the file as it lies there.
        student: what the files of one student have in common.
        file: the name that it had when it was handed in.
        newest: of several of the same name, the one with the greatest is the newest.
    """

    name: str
    student: str
    file: str
    newest: tuple[int, int]


def flat_file(name: str, module_files: Collection[str]) -> FlatFile | None:
    """The upload that a file is by its name; None if it is no module of the assignment and no notebook."""
    for pattern in (CANVAS, MOODLE):
        found = pattern.fullmatch(name)
        if found is None:
            continue
        file = found["file"] + found["suffix"]
        if file in module_files or is_notebook(file):
            newest = int(found["number"] or 0), int(found["again"] or 0)
            return FlatFile(name, found["student"].replace("_LATE_", "_"), file, newest)
    return None


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
    for upload in sorted(newest.values(), key=lambda upload: upload.file):
        by_student.setdefault(upload.student, []).append(upload)
    sources = [
        Source(in_unicode(student), folder, tuple((upload.name, upload.file) for upload in files))
        for student, files in sorted(by_student.items())
    ]
    return sources, sorted(older)
