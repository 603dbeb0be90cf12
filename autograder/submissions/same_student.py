"""Tells which submissions are perhaps the work of one student: nobody else can say which of them counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ..text import as_read, listed, shortened
from .flat_files import student_of
from .model import Source
from .names import called_after, in_one_line, in_unicode

SHOWN = 4
_COPY = re.compile(r"(?: ?\(\d+\)| \d+|(?: -)? copy(?: ?\(?\d+\)?)?)$")
"""How browsers and systems call a second file of a name."""


def of_one_student(sources: Sequence[Source], modules: Collection[str]) -> Iterator[str]:
    """A line for each student who perhaps has several submissions.

    Args:
        sources: all submissions.
        modules: the names of the assignment's modules, without `.py`: whoever packs each by itself may call
            the archive after it.
    """
    files = [f"{module}.py" for module in modules]
    names = [in_unicode(source.name) for source in sources]
    students = [as_read(student_of(called_after(f"{name}.py", files) or name)) for name in names]
    known = set(students)
    places: dict[str, list[str]] = {}
    for source, student in zip(sources, students, strict=True):
        original = _COPY.sub("", student)
        shown = in_one_line("/".join(source.path.parts[-2:]) if not source.files else source.name)
        places.setdefault(original if original in known else student, []).append(shown)
    for alike in places.values():
        if len(alike) > 1:
            yield f"is it the work of one student? {listed(shortened(alike, SHOWN))}; each is graded"
