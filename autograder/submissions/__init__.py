"""Turns the paths that an instructor gives into checked submissions in memory.

Somebody else wrote what is in a submission: this package unpacks none to disk, but only the files of a bulk
download; it follows no link, opens only ordinary files, and bounds all that it reads.
"""

from __future__ import annotations

from .bulk_archives import unpacked
from .finding import Found, find
from .flat_files import student_of
from .model import Source, Submission, Unreadable
from .names import in_unicode
from .notebooks import cells_called
from .reading import read

__all__ = [
    "Found",
    "Source",
    "Submission",
    "Unreadable",
    "cells_called",
    "find",
    "in_unicode",
    "read",
    "student_of",
    "unpacked",
]
