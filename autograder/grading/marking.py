"""Marks of one submission, exercise by exercise, with follow-through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..results import ExerciseResult, SubmissionResult, SubmissionStatus, TestResult
from ..sandbox.task import Files
from ..submissions import Submission
from .diagnosis import Diagnosis
from .running import ExerciseRunner


@dataclass(frozen=True)
class KnownResult:
    """An exercise's result of an earlier time, when its tests and the submission were the same.

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
        replaced: list[str] = []
        # A broken import hides those after it: only once it is replaced do the others show.
        while _lose_marks(best) and (more := self._replaceable(wrong, run.imported, replaced)):
            replaced = [earlier for earlier in wrong if earlier in (*replaced, *more)]
            run = self.runner.run(module, files, replaced)
            # On a tie the later run: what it says is about this exercise and not about an earlier one.
            best = tuple(max(pair, key=_score) for pair in zip(run.results, best, strict=True))
        recognised = self.diagnosis.recognise(module, run) if _lose_marks(best) else ()
        if _points(best) == _points(own):
            return ExerciseResult(module, own, recognised)
        return ExerciseResult(module, best, recognised, tuple(replaced))

    def _replaceable(
        self, wrong: Sequence[str], imported: frozenset[str], replaced: Sequence[str]
    ) -> list[str]:
        candidates = self.runner.stand_ins.keys() & imported - set(replaced)
        return [earlier for earlier in wrong if earlier in candidates]


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
