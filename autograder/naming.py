"""Which exercise a file of tests belongs to; students' folders have a copy of this."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def exercise_of(test_file: Path, exercises: Iterable[str]) -> str | None:
    """The exercise that a file tests, or None: `test_nll.py` tests `nll`, and so does `test_nll_on_names.py`.

    Args:
        test_file: the file.
        exercises: the names of all exercises; of several that fit, the longest does.
    """
    rest = test_file.stem.removeprefix("test_") if test_file.name.startswith("test_") else ""
    return max((name for name in exercises if f"{rest}_".startswith(f"{name}_")), key=len, default=None)
