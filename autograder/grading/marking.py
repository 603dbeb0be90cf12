"""Marks of one submission, exercise by exercise, with follow-through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..course import Assignment
from ..sandbox.limits import Limits
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
        own, imported = self._tested(tests, Task(module, files, frozenset(), self._recipes, self._limits))
        result = ExerciseResult(module, own)
        replaced = [earlier for earlier in wrong if earlier in imported and earlier in self._stand_ins]
        if not result.lost_marks or not replaced:
            return result
        stand_ins = {f"{earlier}.py": self._stand_ins[earlier] for earlier in replaced}
        task = Task(module, {**files, **stand_ins}, frozenset(stand_ins), self._recipes, self._limits)
        followed, _imported = self._tested(tests, task)
        better = tuple(max(pair, key=_score) for pair in zip(own, followed, strict=True))
        return result if better == own else replace(result, tests=better, replaced=tuple(replaced))

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
        return own | self._data

    @property
    def _limits(self) -> Limits:
        return self._assignment.limits


def _score(result: TestResult) -> float:
    return result.score or 0.0
