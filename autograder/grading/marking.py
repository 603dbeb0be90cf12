"""Marks of one submission, exercise by exercise, with follow-through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..course import Assignment
from ..sandbox.processes import Zygote
from ..sandbox.student import IsolatedStudent
from ..sandbox.worker import Task
from ..submissions import Submission
from .plan import Plan, PlannedTest
from .records import ExerciseResult, SubmissionResult, SubmissionStatus, TestResult

RunTests = Callable[[Sequence[PlannedTest], IsolatedStudent], tuple[TestResult, ...]]


class Marking:
    """Marks submissions of one assignment with a plan's tests.

    Args:
        run: runs tests for a student.
        zygote: forks the processes that student code runs in.
    """

    def __init__(self, assignment: Assignment, plan: Plan, run: RunTests, zygote: Zygote) -> None:
        self._assignment = assignment
        self._plan = plan
        self._run = run
        self._zygote = zygote
        self._data = {name: path.read_bytes() for name, path in assignment.data.items()}
        self._recipes = assignment.recipes.read_bytes() if assignment.recipes.is_file() else b""
        self._stand_ins = {
            path.stem: path.read_bytes()
            for path in assignment.stand_ins.glob("*.py")
            if path.stem in assignment.modules
        }

    def mark(self, submission: Submission) -> SubmissionResult:
        """Mark a submission.

        Raises:
            GraderFault: the grader failed, not the student.
        """
        files = self._files(submission)
        results: list[ExerciseResult] = []
        wrong: list[str] = []
        for module, tests in self._plan.exercises.items():
            result = self._mark_exercise(module, tests, files, wrong)
            results.append(result)
            if result.lost_marks:
                wrong.append(module)
        return SubmissionResult(
            self._assignment.name, submission.name, SubmissionStatus.GRADED, None, tuple(results)
        )

    def _mark_exercise(
        self,
        module: str,
        tests: Sequence[PlannedTest],
        files: Mapping[str, bytes],
        wrong: Sequence[str],
    ) -> ExerciseResult:
        own, imported = self._tested(tests, self._task(module, files, replaced=()))
        best = own
        replaced: list[str] = []
        # A broken import hides those after it: only once it is replaced do the others show.
        while _loses_marks(best) and (more := self._replaceable(wrong, imported, replaced)):
            replaced = [earlier for earlier in wrong if earlier in (*replaced, *more)]
            followed, imported = self._tested(tests, self._task(module, files, replaced))
            # On a tie the later run: what it says is about this exercise and not about an earlier one.
            best = tuple(max(pair, key=_score) for pair in zip(followed, best, strict=True))
        if _points(best) == _points(own):
            return ExerciseResult(module, own)
        return ExerciseResult(module, best, replaced=tuple(replaced))

    def _task(self, module: str, files: Mapping[str, bytes], replaced: Sequence[str]) -> Task:
        stand_ins = {f"{earlier}.py": self._stand_ins[earlier] for earlier in replaced}
        limits = self._assignment.limits
        return Task(module, _laid_over(files, stand_ins), frozenset(stand_ins), self._recipes, limits)

    def _replaceable(
        self, wrong: Sequence[str], imported: frozenset[str], replaced: Sequence[str]
    ) -> list[str]:
        candidates = self._stand_ins.keys() & imported - set(replaced)
        return [earlier for earlier in wrong if earlier in candidates]

    def _tested(
        self, tests: Sequence[PlannedTest], task: Task
    ) -> tuple[tuple[TestResult, ...], frozenset[str]]:
        with IsolatedStudent(self._zygote, task) as student:
            results = self._run(tests, student)
        return results, student.imported

    def _files(self, submission: Submission) -> dict[str, bytes]:
        """What lies in the folder that student code runs in: tests and notebooks are not needed there."""
        own = {
            path: content
            for path, content in submission.files.items()
            if not path.startswith("tests/") and not path.endswith(".ipynb")
        }
        return _laid_over(own, self._data)


def _laid_over(own: Mapping[str, bytes], given: Mapping[str, bytes]) -> dict[str, bytes]:
    """The student's files with ours in their place, also where a folder of theirs has the name."""
    kept = {path: content for path, content in own.items() if path.split("/")[0] not in given}
    return {**kept, **given}


def _score(result: TestResult) -> float:
    return result.score or 0.0


def _points(results: Sequence[TestResult]) -> float:
    return sum(map(_score, results))


def _loses_marks(results: Sequence[TestResult]) -> bool:
    return any(_score(result) < result.test.points for result in results)
