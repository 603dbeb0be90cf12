"""`autograder explain`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from ..classroom.jobs import Grader
from ..classroom.keys import Basis
from ..classroom.spellings import file_called, spellings_of
from ..classroom.store import RUN, Earlier, Store, result_names
from ..course import Assignment, load_assignment
from ..errors import UsageError
from ..results import ExerciseResult, SubmissionStatus
from ..sandbox.isolation import machine_isolation, refuse_exposed, refuse_unguarded
from ..submissions import Source, Submission, Unreadable, find, read, unpacked
from ..text import printable

NAMES_SHOWN = 10


def explain_command(results: Path, submission: str, test: str, *, strict: bool) -> int:
    """Show a test's calls, what came back, and what the reference gives for the same calls.

    Args:
        results: the results folder.
        submission: its name, or that of its result file.
        test: its name, or `exercise.test` where several exercises have a test of that name.
        strict: whether to refuse to run student code if isolation has gaps.
    """
    file, earlier = _earlier(results, submission)
    if earlier.result.status is not SubmissionStatus.GRADED:
        raise UsageError(
            f"no test of {printable(submission)} has run: {printable(earlier.result.error or '')}"
        )
    exercise, name = _test(earlier, test)
    assignment, handed_in = _graded_from(results, file, earlier)
    isolation = machine_isolation()
    if strict:
        refuse_unguarded(isolation)
        refuse_exposed(assignment.folder)
    grader = Grader(assignment, isolation)
    try:
        # Imported while the zygote starts: both import torch.
        from ..grading.explaining import explained
        from ..grading.marking import files_for_grading
        from ..reports.explanation import explanation_text

        files = files_for_grading(handed_in)
        explanation = grader.session.do(lambda marking: explained(marking.runner, files, exercise, name))
        sys.stdout.write(explanation_text(handed_in.name, exercise.exercise, explanation))
    finally:
        grader.close()
    return 0


def _earlier(results: Path, submission: str) -> tuple[str, Earlier]:
    """The name of a submission's result file, and the result."""
    known = Store(results).read()
    if not known:
        raise UsageError(f"there are no results in {results}: give the folder of `autograder grade --out`")
    spellings = spellings_of({file: earlier.result.submission for file, earlier in known.items()})
    try:
        file = file_called(submission.removesuffix(".json"), spellings)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if file is None:
        raise UsageError(f"there is no result of “{printable(submission)}” in {results}")
    return file, known[file]


def _test(earlier: Earlier, wanted: str) -> tuple[ExerciseResult, str]:
    tests = []
    for exercise in earlier.result.exercises:
        if not exercise.is_manual:
            tests += [(exercise, test) for test in exercise.tests]
        elif wanted.partition(".")[0] == exercise.exercise:
            raise UsageError(f"{exercise.exercise} is marked by hand: there is no test to explain")
    found = [
        (exercise, test.test.name)
        for exercise, test in tests
        if wanted in (test.test.name, f"{exercise.exercise}.{test.test.name}")
    ]
    if len(found) == 1:
        return found[0]
    called = [f"{exercise.exercise}.{name}" for exercise, name in found]
    if called:
        raise UsageError(f"several exercises have a test {printable(wanted)}: write {' or '.join(called)}")
    lost = [f"{exercise.exercise}.{test.test.name}" for exercise, test in tests if not test.passed]
    shown = ", ".join([*lost[:NAMES_SHOWN], *(["…"] if len(lost) > NAMES_SHOWN else [])])
    raise UsageError(
        f"there is no test {printable(wanted)}; {f'not passed: {shown}' if lost else 'all passed'}"
    )


def _graded_from(results: Path, file: str, earlier: Earlier) -> tuple[Assignment, Submission]:
    """The assignment and the submission that the last run graded, if they are still what they were."""
    try:
        about = json.loads((results / RUN).read_text(encoding="utf-8"))
        folder, given = Path(about["folder"]), [Path(path) for path in about["given"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(f"{results / RUN} does not say what was graded: grade again") from None
    assignment = load_assignment(folder)
    with unpacked(given, assignment.modules) as places:
        sources = find(places, assignment.modules, assignment.name).sources
        for source, name in result_names(sources).items():
            if name == file:
                return assignment, _unchanged(earlier, assignment, source)
    where = ", ".join(map(str, given))
    raise UsageError(f"{printable(file)} is no longer in what was graded last, {printable(where)}")


def _unchanged(earlier: Earlier, assignment: Assignment, source: Source) -> Submission:
    """The submission, if it and the assignment are those that the result is of."""
    try:
        submission = read(source, assignment.modules)
    except (Unreadable, OSError) as error:
        raise UsageError(
            f"{printable(source.name)} cannot be read any more: {printable(str(error))}"
        ) from None
    if earlier.note is None or earlier.note.submission != submission.digest():
        raise UsageError(f"{printable(source.name)} has changed since it was graded: grade it again")
    # With another autograder, the explanation says itself whether the test still comes out the same.
    basis = replace(Basis.of(assignment), engine=earlier.note.basis.engine)
    if why := basis.changes_since(earlier.note.basis, assignment.modules):
        raise UsageError(f"since it was graded, {' and '.join(why)}: grade it again")
    return submission
