"""Runs the tests of one exercise on a student's files, a known mistake's, or the references."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from ..course import Assignment
from ..results import TestResult
from ..sandbox.processes import Zygote
from ..sandbox.student import IsolatedStudent
from ..sandbox.task import Files, Task, laid_over
from ..testing.behaviour import Behaviour, TestBehaviour, behaviour
from ..testing.comparisons import Measured
from ..testing.recipes import Makers
from ..testing.subject import Call, Subject, load_makers
from .plan import Plan, PlannedTest


@dataclass(frozen=True)
class TestRun:
    """The outcome of one test.

    Attributes:
        result: its result.
        calls: the calls that it made, in order.
        measured: its comparisons of numbers.
        raised: its exception in one line for its author, with its place in the tests.
    """

    __test__ = False

    result: TestResult
    calls: tuple[Call, ...] = ()
    measured: tuple[Measured, ...] = ()
    raised: str | None = None

    def behaviour(self) -> TestBehaviour:
        passed = self.result.score == self.result.test.points
        return behaviour(self.calls, passed, self.result.message)


@dataclass(frozen=True)
class ExerciseRun:
    """The outcome of an exercise's tests.

    Attributes:
        tests: each test's outcome.
        imported: the modules that the code under test tried to import.
        files: the files in the folder.
        replaced: the earlier exercises that stand-ins replaced.
    """

    tests: tuple[TestRun, ...]
    imported: frozenset[str]
    files: Files
    replaced: tuple[str, ...] = ()

    @property
    def results(self) -> tuple[TestResult, ...]:
        return tuple(test.result for test in self.tests)

    def behaviour(self) -> Behaviour:
        return {test.result.test.name: test.behaviour() for test in self.tests}


RunTests = Callable[[Sequence[PlannedTest], Subject], Generator[TestRun]]


class ExerciseRunner:
    """Runs the tests of an assignment's exercises, each in a process of its own.

    Args:
        assignment: the assignment.
        plan: its tests.
        run: runs tests in order on a subject.
        zygote: forks the processes for the code under test.
    """

    def __init__(self, assignment: Assignment, plan: Plan, run: RunTests, zygote: Zygote) -> None:
        self.assignment = assignment
        self.plan = plan
        self._run = run
        self._zygote = zygote
        self.stand_ins = {
            path.stem: path.read_bytes()
            for path in assignment.stand_ins.glob("*.py")
            if path.stem in assignment.modules
        }

    def on(self, plan: Plan) -> ExerciseRunner:
        """A runner for another plan of the same assignment."""
        return ExerciseRunner(self.assignment, plan, self._run, self._zygote)

    def run(
        self,
        module: str,
        files: Files,
        replaced: Sequence[str] = (),
        leaving_out: Collection[str] = (),
    ) -> ExerciseRun:
        """Run the tests of an exercise.

        Args:
            module: the exercise.
            files: the files in the folder, besides the assignment's data.
            replaced: the earlier exercises that stand-ins replace.
            leaving_out: the names of tests to leave out.

        Raises:
            GraderFault: the grader failed.
        """
        planned = [test for test in self.plan.exercises[module] if test.test.name not in leaving_out]
        with self._student(module, files, replaced) as student:
            tests = tuple(self._run(planned, student))
        return ExerciseRun(tests, student.imported, files, tuple(replaced))

    @contextmanager
    def one_by_one(self, module: str, files: Files) -> Iterator[Iterator[TestRun]]:
        """Run the tests of an exercise one by one, for a caller that may not need them all.

        Args:
            module: the exercise.
            files: the files in the folder, besides the assignment's data.
        """
        with (
            self._student(module, files, ()) as student,
            closing(self._run(self.plan.exercises[module], student)) as tests,
        ):
            yield tests

    def makers(self) -> Makers:
        """The functions behind the recipes of the assignment."""
        return load_makers(self.assignment.recipes)

    def run_on(self, module: str, subject: Subject) -> tuple[TestRun, ...]:
        """Run all tests of an exercise on another subject."""
        return tuple(self.one_by_one_on(module, subject))

    def one_by_one_on(self, module: str, subject: Subject) -> Generator[TestRun]:
        """The same, one by one."""
        return self._run(self.plan.exercises[module], subject)

    def isolated(self, module: str, files: Files) -> IsolatedStudent:
        """The functions of an exercise in these files, in a process of their own."""
        return self._student(module, files, ())

    def _student(self, module: str, files: Files, replaced: Sequence[str]) -> IsolatedStudent:
        stand_ins = {f"{earlier}.py": self.stand_ins[earlier] for earlier in replaced}
        task = Task(module, laid_over(files, stand_ins), frozenset(stand_ins), self.assignment.limits)
        return IsolatedStudent(self._zygote, task)
