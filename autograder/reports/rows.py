"""One line for each submission, from its result file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OTHER_FILES = frozenset({"run.json"})
LIMIT_WORDS = {"wall": "ran out of time", "memory": "ran out of memory"}
STATUS_WORDS = {"missing": "still to do", "crashed": "ended its process"}


@dataclass(frozen=True)
class ExerciseMark:
    """The marks of one exercise; `score` is None where the grader failed."""

    exercise: str
    score: float | None
    max_score: float
    status: str


@dataclass(frozen=True)
class Row:
    """What a table shows of one submission.

    Attributes:
        file: the name of its result file.
        remark: the first thing that cost marks, in one sentence; empty where nothing did.
    """

    submission: str
    file: str
    status: str
    score: float | None
    max_score: float
    exercises: tuple[ExerciseMark, ...]
    remark: str


def row_of(result: Mapping[str, Any], file: str) -> Row:
    """The row of a result."""
    return Row(
        submission=printable(result["submission"]),
        file=file,
        status=result["status"],
        score=result["score"],
        max_score=result["max_score"],
        exercises=tuple(
            ExerciseMark(one["exercise"], one["score"], one["max_score"], one["status"])
            for one in result["exercises"]
        ),
        remark=_remark(result),
    )


def rows_in(folder: Path, assignment: str) -> list[Row]:
    """The rows of all results of an assignment in a folder, by name."""
    rows = []
    for path in folder.glob("*.json"):
        if path.name in OTHER_FILES:
            continue
        try:
            result = json.loads(path.read_text(encoding="utf-8"))
            if result["assignment"] == assignment:
                rows.append(row_of(result, path.name))
        except (OSError, ValueError, KeyError, TypeError):
            continue  # not a result of ours: somebody else's file in the folder
    return sorted(rows, key=lambda row: (row.submission, row.file))


def printable(name: str) -> str:
    """A name without line breaks, terminal escapes and other characters that do not print."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def shown_score(score: float | None) -> str:
    """A score as people write it; blank where there is none."""
    return "" if score is None else f"{score:g}"


def _remark(result: Mapping[str, Any]) -> str:
    if result["error"] is not None:
        return printable(result["error"])
    wrong = [one for one in result["exercises"] if one["score"] < one["max_score"]]
    if not wrong:
        return ""
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return f"{wrong[0]['exercise']}: {_cause(wrong[0])}{more}"


def _cause(exercise: Mapping[str, Any]) -> str:
    misconceptions: Iterable[Mapping[str, str]] = exercise["misconceptions"]
    for misconception in misconceptions:
        return misconception["name"].replace("_", " ")
    worst = max(
        (test for test in exercise["tests"] if test["status"] != "passed"),
        key=lambda test: test["status"] == exercise["status"],
    )
    limit, status = exercise["limit"], exercise["status"]
    return LIMIT_WORDS.get(limit) or STATUS_WORDS.get(status) or str(worst["message"])
