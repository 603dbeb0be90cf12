"""Adds exercises to an `assignment.toml`, and leaves everything else in it as its author wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from ..errors import UsageError

DRAFT = "draft = true  # until the points add up to 100"

_EXERCISES = re.compile(r"^(?P<head>exercises\s*=\s*\[)(?P<inside>[^\]]*)\][^\n]*$", re.MULTILINE)


def with_exercises(file: Path, names: Sequence[str]) -> str:
    """The text of a description with further exercises, as that of a draft.

    Args:
        file: the description, which can be read.
        names: of the exercises.

    Raises:
        UsageError: its list of exercises is written in a way that nothing can be added to.
    """
    text = file.read_text(encoding="utf-8")
    before = tomllib.loads(text)
    wanted = [*before["exercises"], *names]
    changed = _EXERCISES.sub(lambda found: _longer(found, names, "draft" in before), text, count=1)
    if not _says(changed, {**before, "exercises": wanted, "draft": True}):
        raise UsageError(
            f"{file}: nothing was written, because no exercise can be added to what stands there; let it say "
            f"`exercises = {json.dumps(before['exercises'])}` on a line of its own, and "
            "`draft = true` or nothing about a draft"
        )
    return changed


def _longer(found: re.Match[str], names: Sequence[str], says_draft: bool) -> str:
    """The line of the exercises with more of them, and one that says that it is a draft."""
    inside, rest = found["inside"].rstrip(), found[0][found.end("inside") - found.start() :]
    indented = re.search(r"\n[ \t]+(?=\")", inside)
    gap = indented[0] if indented else " "
    end = found["inside"][len(inside) :]
    more = ",".join(gap + json.dumps(name) for name in names)
    listed = (
        f"{found['head']}{inside.removesuffix(',')},{more}{',' if inside.endswith(',') else ''}{end}{rest}"
    )
    return listed if says_draft else f"{listed}\n{DRAFT}"


def _says(text: str, wanted: object) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False
