"""Marks of one submission, exercise by exercise, with follow-through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..results import ExerciseResult, Limit, Status, SubmissionResult, SubmissionStatus, TestResult
from ..sandbox.task import Files
from ..submissions import Submission
from .diagnosis import Diagnosis
from .running import ExerciseRun, ExerciseRunner


@dataclass(frozen=True)
class KnownResult:
    """An exercise's result of an earlier time, when its tests and the submission were the same.

    What stand-ins took the place of depends on the submission and on `wrong` alone.

    Attributes:
        wrong: the earlier exercises that lost marks then.
    """

    result: ExerciseResult
    wrong: tuple[str, ...]

    def holds(self, wrong: Sequence[str]) -> bool:
        """Whether it is what marking would give where these earlier exercises lose marks."""
        alone = not self.result.lost_marks and not self.result.replaced
        return alone or self.wrong == tuple(wrong)


def known_results(results: Sequence[ExerciseResult], unchanged: Collection[str]) -> dict[str, KnownResult]:
    """What is known of a submission's exercises.

    Args:
        results: of all exercises at an earlier time, in order.
        unchanged: the exercises whose tests have not changed since.
    """
    known: dict[str, KnownResult] = {}
    wrong: tuple[str, ...] = ()
    for result in results:
        if result.exercise in unchanged:
            known[result.exercise] = KnownResult(result, wrong)
        if result.lost_marks:
            wrong = (*wrong, result.exercise)
    return known


class Marking:
    """Marks submissions of one assignment.

    Args:
        runner: runs the tests.
        diagnosis: recognises mistakes by what they do.
    """

    def __init__(self, runner: ExerciseRunner, diagnosis: Diagnosis) -> None:
        self.runner = runner
        self.diagnosis = diagnosis

    def mark(self, submission: Submission, known: Mapping[str, KnownResult]) -> SubmissionResult:
        """Mark a submission.

        Args:
            known: results by exercise that are taken over where they hold.

        Raises:
            GraderFault: the grader failed, not the student.
        """
        files = _files_for_grading(submission)
        results: list[ExerciseResult] = []
        wrong: list[str] = []
        for module in self.runner.plan.exercises:
            earlier = known.get(module)
            if earlier is not None and earlier.holds(wrong):
                result = earlier.result
            else:
                result = self.mark_exercise(module, files, wrong)
            results.append(result)
            if result.lost_marks:
                wrong.append(module)
        name = self.runner.assignment.name
        return SubmissionResult(name, submission.name, SubmissionStatus.GRADED, None, tuple(results))

    def mark_exercise(self, module: str, files: Files, wrong: Sequence[str]) -> ExerciseResult:
        """Mark one exercise.

        Args:
            module: the exercise's.
            files: the submission's.
            wrong: the earlier exercises that lost marks.
        """
        run = self.runner.run(module, files)
        own = best = run.results
        imported = run.imported
        replaced: list[str] = []
        # A broken import hides those after it: only once it is replaced do the others show.
        while _lose_marks(best) and (more := self._replaceable(module, run, wrong, replaced)):
            replaced = [earlier for earlier in self._before(module) if earlier in (*replaced, *more)]
            run = self.runner.run(module, files, replaced)
            imported |= run.imported
            # On a tie the later run: what it says is about this exercise and not about an earlier one.
            best = tuple(max(pair, key=_score) for pair in zip(run.results, best, strict=True))
        recognised = self.diagnosis.recognise(module, run) if _lose_marks(best) else ()
        if _points(best) == _points(own):
            return ExerciseResult(module, own, recognised)
        return ExerciseResult(module, best, recognised, tuple(one for one in replaced if one in imported))

    def _replaceable(
        self, module: str, run: ExerciseRun, wrong: Sequence[str], replaced: Sequence[str]
    ) -> list[str]:
        """The earlier exercises that may be what cost marks in a run."""
        earlier = self._before(module)
        cut_short = any(map(_cut_short, run.results))
        # A module that imported nothing, not even itself, did not get so far as to tell.
        imported = frozenset(earlier) if cut_short and not run.imported else run.imported
        candidates = self.runner.stand_ins.keys() & imported - set(replaced)
        suspected = [one for one in wrong if one in candidates]
        # One that is right may still be too slow or too large for what a later exercise does with it.
        return suspected if suspected or not cut_short else [one for one in earlier if one in candidates]

    def _before(self, module: str) -> list[str]:
        return list(takewhile(lambda one: one != module, self.runner.plan.exercises))


def _files_for_grading(submission: Submission) -> Files:
    """What lies in the folder that student code runs in: tests and notebooks are not needed there."""
    return {
        path: content
        for path, content in submission.files.items()
        if not path.startswith("tests/") and not path.endswith(".ipynb")
    }


def _score(result: TestResult) -> float:
    return result.score or 0.0


def _points(results: Sequence[TestResult]) -> float:
    return sum(map(_score, results))


def _lose_marks(results: Sequence[TestResult]) -> bool:
    return any(_score(result) < result.test.points for result in results)


def _cut_short(result: TestResult) -> bool:
    """Whether a test met a limit or lost its process, which says nothing about what it would have found."""
    met = result.limit is not None and result.limit is not Limit.OUTPUT
    return met or result.status in (Status.TIMEOUT, Status.CRASHED)
