"""Runs the tests of one exercise on a student's files, a known mistake's, or the references."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from ..course import Assignment
from ..results import Status, TestResult
from ..sandbox.processes import Zygote
from ..sandbox.script import Answer
from ..sandbox.student import IsolatedStudent
from ..sandbox.task import Files, Task, laid_over
from ..testing.behaviour import Behaviour, TestBehaviour, behaviour
from ..testing.comparisons import Measured
from ..testing.recipes import Makers
from ..testing.subject import Call, Subject, load_makers
from .plan import Plan, PlannedTest
from .scripts import Answering, Memory, TestScript, digest_of
from .verdicts import not_reached


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
        answers: those to the whole script, if every call has one. `tests` lacks the calls of tests whose
            verdict was remembered.
    """

    tests: tuple[TestRun, ...]
    imported: frozenset[str]
    files: Files
    replaced: tuple[str, ...] = ()
    answers: tuple[Answer, ...] | None = None

    @property
    def results(self) -> tuple[TestResult, ...]:
        return tuple(test.result for test in self.tests)

    def behaviour(self) -> Behaviour:
        """What it did in the tests that were reached; for one without `answers`, which has all calls."""
        reached = [test for test in self.tests if test.result.status is not Status.NOT_REACHED]
        return {test.result.test.name: test.behaviour() for test in reached}


RunTests = Callable[[Sequence[PlannedTest], Subject], Generator[TestRun]]


class ExerciseRunner:
    """Runs the tests of an assignment's exercises, each in a process of its own.

    Args:
        assignment: the assignment.
        plan: its tests.
        run: runs tests in order on a subject.
        zygote: forks the processes for the code under test.
        memory: the scripts and the verdicts so far.
    """

    def __init__(
        self, assignment: Assignment, plan: Plan, run: RunTests, zygote: Zygote, memory: Memory
    ) -> None:
        self.assignment = assignment
        self.plan = plan
        self.memory = memory
        self._run = run
        self._zygote = zygote
        self.stand_ins = {
            path.stem: path.read_bytes()
            for path in assignment.stand_ins.glob("*.py")
            if path.stem in assignment.modules
        }

    def on(self, plan: Plan) -> ExerciseRunner:
        """A runner for another plan of the same assignment."""
        return ExerciseRunner(self.assignment, plan, self._run, self._zygote, self.memory)

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
        script = self.memory.scripts.get(module)
        with self.isolated(module, files, replaced) as student:
            if script is not None and script.tests.keys() == {test.test.name for test in planned}:
                answers = student.answers(script.sent)
                judged = answers and self._judged(module, planned, script.answered(answers))
                if judged:
                    return ExerciseRun(judged, student.imported, files, tuple(replaced), answers)
            tests = tuple(self._run(planned, student))
        return ExerciseRun(tests, student.imported, files, tuple(replaced))

    def _judged(
        self, module: str, tests: Sequence[PlannedTest], scripts: Mapping[str, TestScript]
    ) -> tuple[TestRun, ...] | None:
        """What becomes of tests on given answers; None if one of them asks for something else."""
        runs: list[TestRun] = []
        results: dict[str, TestResult] = {}
        for planned in tests:
            name = planned.test.name
            digest = digest_of(scripts[name].answers)
            verdict = not_reached(planned, results) or self.memory.verdict(module, name, digest)
            run = TestRun(verdict) if verdict is not None else self._run_on_answers(planned, scripts[name])
            if run is None:
                return None
            if verdict is None:
                self.memory.remember(module, name, digest, run.result)
            runs.append(run)
            results[name] = run.result
        return tuple(runs)

    def behaviour(self, module: str, files: Files) -> Behaviour:
        """What an exercise does in its tests, whatever verdicts are remembered.

        Args:
            module: the exercise.
            files: the files in the folder, besides the assignment's data.

        Raises:
            GraderFault: the grader failed.
        """
        with self.one_by_one(module, files) as runs:
            return {run.result.test.name: run.behaviour() for run in runs}

    def behaviour_by(self, module: str, answers: Sequence[Answer]) -> Behaviour:
        """What an exercise did in its tests; those that ask for something else are left out.

        Args:
            module: the exercise.
            answers: of its script.
        """
        seen: dict[str, TestBehaviour] = {}
        scripts = self.memory.scripts[module].answered(answers)
        for planned in self.plan.exercises[module]:
            run = self._run_on_answers(planned, scripts[planned.test.name])
            if run is not None:
                seen[planned.test.name] = run.behaviour()
        return seen

    def _run_on_answers(self, planned: PlannedTest, script: TestScript) -> TestRun | None:
        """Run a test on the answers of a script; None if it asks for something else."""
        answering = Answering(script)
        run = self.run_one(planned, answering)
        return None if answering.strayed else run

    def run_one(self, planned: PlannedTest, subject: Subject) -> TestRun:
        """Run a test by itself, whatever it builds on."""
        with closing(self._run([replace(planned, after=None)], subject)) as runs:
            return next(runs)

    @contextmanager
    def one_by_one(self, module: str, files: Files) -> Iterator[Iterator[TestRun]]:
        """Run the tests of an exercise one by one, for a caller that may not need them all.

        Args:
            module: the exercise.
            files: the files in the folder, besides the assignment's data.
        """
        with (
            self.isolated(module, files, ()) as student,
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

    def isolated(self, module: str, files: Files, replaced: Sequence[str] = ()) -> IsolatedStudent:
        """The functions of an exercise in these files, in a process of their own.

        Args:
            module: the exercise.
            files: the files in the folder, besides the assignment's data.
            replaced: the earlier exercises that stand-ins replace.
        """
        stand_ins = {f"{earlier}.py": self.stand_ins[earlier] for earlier in replaced}
        limits = self.assignment.limits_of(module)
        task = Task(module, laid_over(files, stand_ins), frozenset(stand_ins), limits)
        return IsolatedStudent(self._zygote, task)
