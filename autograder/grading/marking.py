"""Marks of one submission, exercise by exercise, with follow-through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..results import ExerciseResult, Limit, Status, SubmissionResult, SubmissionStatus, TestResult
from ..sandbox.task import Files
from ..submissions import Submission
from .diagnosis import Diagnosis
from .manual import unmarked
from .running import ExerciseRun, ExerciseRunner


@dataclass(frozen=True)
class KnownResult:
    """An exercise's earlier result, for the same tests and the same submission.

    Which modules stand-ins replaced depends only on the submission and on `wrong`.

    Attributes:
        result: the result.
        wrong: the earlier exercises that lost marks then.
    """

    result: ExerciseResult
    wrong: tuple[str, ...]

    def holds(self, wrong: Sequence[str]) -> bool:
        """Whether marking would give it again if these earlier exercises lose marks."""
        alone = not self.result.lost_marks and not self.result.replaced
        return alone or self.wrong == tuple(wrong)


def known_results(results: Sequence[ExerciseResult], unchanged: Collection[str]) -> dict[str, KnownResult]:
    """The earlier results that may be reused.

    Args:
        results: of all exercises of a submission at an earlier time, in order.
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
        diagnosis: recognises misconceptions.
    """

    def __init__(self, runner: ExerciseRunner, diagnosis: Diagnosis) -> None:
        self.runner = runner
        self.diagnosis = diagnosis

    def mark(self, submission: Submission, known: Mapping[str, KnownResult]) -> SubmissionResult:
        """Mark a submission.

        Args:
            submission: the submission.
            known: earlier results by exercise, reused where they hold.

        Raises:
            GraderFault: the grader failed, not the student.
        """
        files = files_for_grading(submission)
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
        assignment = self.runner.assignment
        marked = (*results, *unmarked(assignment))
        return SubmissionResult(assignment.name, submission.name, SubmissionStatus.GRADED, None, marked)

    def mark_exercise(self, module: str, files: Files, wrong: Sequence[str]) -> ExerciseResult:
        """Mark one exercise.

        Args:
            module: the exercise.
            files: the submission's.
            wrong: the earlier exercises that lost marks.
        """
        run = self.runner.run(module, files)
        own = best = run.results
        imported = run.imported
        replaced: list[str] = []
        # A broken import hides those after it; they show once it is replaced.
        while _lose_marks(best) and (more := self._replaceable(module, run, wrong, replaced)):
            replaced = [earlier for earlier in self._before(module) if earlier in (*replaced, *more)]
            run = self.runner.run(module, files, replaced)
            imported |= run.imported
            # On a tie the later run wins: its messages are about this exercise, not about an earlier one.
            best = tuple(max(pair, key=_score) for pair in zip(run.results, best, strict=True))
        recognised = self.diagnosis.recognise(module, run) if _lose_marks(best) else ()
        if _points(best) == _points(own):
            return ExerciseResult(module, own, recognised)
        return ExerciseResult(module, best, recognised, tuple(each for each in replaced if each in imported))

    def _replaceable(
        self, module: str, run: ExerciseRun, wrong: Sequence[str], replaced: Sequence[str]
    ) -> list[str]:
        """The earlier exercises that may have cost marks in a run."""
        earlier = self._before(module)
        cut_short = any(map(_cut_short, run.results))
        # A module that imported nothing, not even itself, stopped too early to tell.
        imported = frozenset(earlier) if cut_short and not run.imported else run.imported
        candidates = self.runner.stand_ins.keys() & imported - set(replaced)
        suspected = [each for each in wrong if each in candidates]
        # A right exercise may still be too slow or too large for a later one that uses it.
        return suspected if suspected or not cut_short else [each for each in earlier if each in candidates]

    def _before(self, module: str) -> list[str]:
        return list(takewhile(lambda exercise: exercise != module, self.runner.plan.exercises))


def files_for_grading(submission: Submission) -> Files:
    """The files for the folder in which student code runs; it needs no tests or notebooks.

    Args:
        submission: what was handed in.
    """
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
    """Whether a test met a limit or lost its process: what it would have found is unknown."""
    met = result.limit is not None and result.limit is not Limit.OUTPUT
    return met or result.status in (Status.TIMEOUT, Status.CRASHED)
