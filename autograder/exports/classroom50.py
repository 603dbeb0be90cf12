"""Scores as overrides in the `scores.json` of a classroom of Classroom 50."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..reports.rows import Row
from ..text import as_read, printable
from . import Exported

SCORES_SCHEMA = "classroom50/scores/v1"
RESULT_SCHEMA = "classroom50/result/v1"
BY_HAND = "submit/manual-"
"""How the name of a submission begins that stands for an override."""
KEPT = ("classroom", "assignment_type", "datetime")
"""Fields that an override takes over: when the work was handed in decides whether it was late."""


def classroom50_scores(rows: Sequence[Row], scores: Path, assignment: str) -> Exported:
    """The scores that count, as overrides in front of what Classroom 50 has collected.

    An entry stays as it is if it has no submission here, or several, if the score is no whole number, or if
    the grader failed.

    Args:
        rows: of all submissions, called like the students' repositories or their owners.
        scores: the classroom's `scores.json`.
        assignment: its name there.

    Raises:
        UsageError: the file cannot be used, or has no such assignment.
    """
    described = _read(scores)
    bucket = _bucket(described, assignment, scores)
    notes: list[str] = []
    used: set[str] = set()
    for entry in bucket["entries"]:
        newest = _collected(entry)[0]
        names = {as_read(entry["owner"]), as_read(f"{newest['classroom']}-{assignment}-{entry['owner']}")}
        own = [row for row in rows if as_read(row.submission) in names]
        used |= {row.name for row in own}
        if (reason := _reason_against(own)) is not None:
            notes.append(f"left as it is, {reason}: {entry['owner']}")
        else:
            _override(entry, own[0])
    notes += [f"not in {scores}: {row.submission}" for row in rows if row.name not in used]
    text = json.dumps(described, indent=2, ensure_ascii=False) + "\n"
    return Exported(text, tuple(notes))


def _read(path: Path) -> dict[str, Any]:
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    except (ValueError, RecursionError):
        described = None
    if not isinstance(described, dict) or described.get("schema") != SCORES_SCHEMA:
        raise UsageError(f"{path} is no scores.json of Classroom 50")
    return described


def _bucket(described: Mapping[str, Any], assignment: str, path: Path) -> dict[str, Any]:
    """What was collected of an assignment, checked as far as it is used."""
    try:
        there = sorted(described["assignments"])
        if assignment not in there:
            raise UsageError(f"{path} has no assignment {printable(assignment)}, only: {', '.join(there)}")
        bucket: dict[str, Any] = described["assignments"][assignment]
        for entry in bucket["entries"]:
            newest = _collected(entry)[0]
            if not all(isinstance(text, str) for text in (entry["owner"], *map(newest.get, KEPT))):
                raise TypeError
    except (KeyError, TypeError, IndexError, AttributeError):
        raise UsageError(f"{path} is no scores.json of Classroom 50: {assignment} has another form") from None
    return bucket


def _collected(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The submissions of an entry, newest first, without an earlier override."""
    return [given for given in entry["submissions"] if not str(given["submission"]).startswith(BY_HAND)]


def _reason_against(own: Sequence[Row]) -> str | None:
    if not own:
        return "no submission found"
    if len(own) > 1:
        return f"several submissions ({' and '.join(row.submission for row in own)})"
    final = own[0].final
    if final is None:
        return own[0].why_no_score
    if not (final.is_integer() and own[0].result.most.is_integer()):
        return f"{final:g} of {own[0].result.most:g} are no whole points"
    return None


def _override(entry: dict[str, Any], row: Row) -> None:
    newest = _collected(entry)[0]
    name = BY_HAND + newest["datetime"].replace(":", "-")
    assert row.final is not None
    record = {
        "schema": RESULT_SCHEMA,
        **{field: newest[field] for field in KEPT},
        "owner": entry["owner"],
        **dict.fromkeys(("submission", "commit", "release", "review"), name),
        "score": int(row.final),
        "max-score": int(row.result.most),
        "tests": [],
    }
    entry["submissions"] = [record, *_collected(entry)]
    entry["override"] = True
