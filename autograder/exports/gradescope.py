"""One submission for Gradescope: its `results.json`.

Gradescope hides the total from students as soon as one test is hidden from them. So the file contains no
hidden test: each exercise has one line that adds up its hidden tests, and the total is written explicitly.
The file does not say what a hidden test is about, or what it found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import UsageError
from ..reports.rows import ExerciseMark, Row
from ..results import ExerciseResult, SubmissionResult, SubmissionStatus, TestResult
from ..scores import total_score
from ..text import listed, printable
from .results import message_for_students

TEXT = "text"
HIDDEN = "hidden"


def gradescope_json(row: Row, visibility: str = "visible") -> str:
    """The content of `results.json`.

    Args:
        row: of the submission, with the marks that count.
        visibility: when students see total and tests: `visible`, `after_due_date` or `after_published`.

    Raises:
        UsageError: there is no score, because the grader failed.
    """
    result = row.result
    if row.final is None:
        remedy = "give --marks to grade" if row.to_mark else "grade again"
        raise UsageError(f"{row.submission} has no score to export, {row.why_no_score}: {remedy}")
    # If the grader failed, there may be marks by hand, but no test has a score.
    marks = row.exercises if result.status is not SubmissionStatus.FAULT else ()
    described = {
        "score": row.final,
        "output": "\n".join([*_errors(result), *_remarks([mark.result for mark in marks]), *_by_hand(row)]),
        "output_format": TEXT,
        "test_output_format": TEXT,
        "test_name_format": TEXT,
        "visibility": visibility,
        "stdout_visibility": HIDDEN,
        "tests": [test for number, mark in enumerate(marks, 1) for test in _tests(number, mark, visibility)],
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _tests(number: int, mark: ExerciseMark, visibility: str) -> Iterator[dict[str, Any]]:
    exercise = mark.result
    if exercise.is_manual:
        yield _by_a_person(number, mark, visibility)
        return
    public = [test for test in exercise.tests if test.test.public]
    hidden = [test for test in exercise.tests if not test.test.public]
    for place, test in enumerate(public, 1):
        name = f"{exercise.exercise}: {test.test.title}"
        yield _line(f"{number}.{place}", name, message_for_students(test, exercise), visibility, [test])
    if hidden:
        passed = sum(test.passed for test in hidden)
        name = f"{exercise.exercise}: {len(hidden)} hidden {'test' if len(hidden) == 1 else 'tests'}"
        yield _line(
            f"{number}.{len(public) + 1}", name, f"{passed} of {len(hidden)} passed.", visibility, hidden
        )


def _by_a_person(number: int, mark: ExerciseMark, visibility: str) -> dict[str, Any]:
    (asked,) = mark.result.tests
    reason = printable(mark.by_hand.reason) if mark.by_hand is not None else ""
    line = _line(f"{number}.1", f"{mark.exercise}: {asked.test.title}", reason, visibility, [asked])
    return {**line, "score": mark.final, "status": "passed" if mark.has_full_marks else "failed"}


def _line(
    number: str, name: str, output: str, visibility: str, tests: Sequence[TestResult]
) -> dict[str, Any]:
    return {
        "number": number,
        "name": printable(name),
        "name_format": TEXT,
        "score": total_score(test.score for test in tests),
        "max_score": total_score(test.test.points for test in tests),
        "status": "passed" if all(test.passed for test in tests) else "failed",
        "output": output,
        "output_format": TEXT,
        "visibility": visibility,
    }


def _errors(result: SubmissionResult) -> Iterator[str]:
    if result.status is SubmissionStatus.UNREADABLE:
        yield printable(result.error or "")


def _remarks(exercises: Sequence[ExerciseResult]) -> Iterator[str]:
    """Remarks that belong to no single test."""
    for exercise in exercises:
        # A mistake that only hidden tests show would give away what they are about.
        if any(test.test.public and not test.passed for test in exercise.tests):
            for misconception in exercise.misconceptions:
                yield f"{exercise.exercise}: {printable(misconception.hint)}"
        if exercise.replaced:
            ours = listed(exercise.replaced)
            yield f"{exercise.exercise}: graded with our {ours} in place of yours."


def _by_hand(row: Row) -> Iterator[str]:
    for mark in row.exercises:
        if mark.by_hand is not None and mark.replaces_automatic:
            yield (
                f"{mark.exercise}: {mark.by_hand.score:g} of {mark.max_score:g} points, set by hand: "
                f"{printable(mark.by_hand.reason)}"
            )
