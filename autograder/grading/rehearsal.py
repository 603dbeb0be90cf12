"""The tests on the references, before anybody is graded: the author must mend what fails there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from typing import Any, NoReturn

from ..errors import GraderFault, UsageError
from ..results import Status
from ..sandbox.outcomes import StudentFailure
from ..testing.behaviour import Behaviour
from ..testing.objects import tensors_in
from ..testing.observing import Observation, Request
from ..testing.subject import Called, LocalModules, Subject
from .plan import PlannedTest
from .running import ExerciseRunner, TestRun
from .scripts import Answering, Asking, ExerciseScript, TestScript

FAILS = "the reference does not pass it"
FAILS_AT_TIMES = "the reference passes it once and not the next time"
ASKS_OTHERWISE = (
    "it asks for something else each time; let it draw from the fixture `rng`, or from a fixed seed"
)
IN_PLAIN_PYTEST = (
    "In plain pytest it does, where the function is in the test's own process: in grading, it has neither "
    "the test's files nor what the test patches, its warnings do not arrive, what it gives back is a copy, "
    "and what it raises is of a derived type (docs/writing-tests.md, “In another process”). "
)
CHANGES = (
    "A call changes its argument, and the test's own value stays as it is: look at "
    "`student.observe(…).arguments`. "
)
NO_GRADIENT = (
    "No gradient reaches a tensor of the test's own, since a call gets a copy: let the tensor be "
    "`placed(student, …)`, or look at `student.observe(…, gradient_wrt=0).gradient`. "
)
PASSES_ALONE = "it passes although nobody answers; let it call `student` and compare what comes back"


class Rehearsal:
    """What the references do in the tests of an assignment.

    Args:
        runner: runs the tests.
    """

    def __init__(self, runner: ExerciseRunner) -> None:
        self._runner = runner
        self._references = runner.assignment.references()
        self._each_alone = runner.on(runner.plan.each_alone())
        self._right: dict[str, Behaviour] = {}

    def right(self, module: str) -> Behaviour:
        """What the reference of an exercise does in its tests.

        Raises:
            GraderFault: the grader failed.
        """
        if module not in self._right:
            self._right[module] = self._runner.behaviour(module, self._references)
        return self._right[module]

    def hold(self) -> None:
        """Run each test three times: on the references, on their recorded answers, and without answers.

        Raises:
            UsageError: a test fails on the reference, asks or says something else the second time, or
                passes without an answer. The message names its place and the reason.
            GraderFault: the grader failed.
        """
        for module in self._runner.plan.exercises:
            runs, scripts = self._on_the_references(module)
            for planned, run, script in zip(self._runner.plan.exercises[module], runs, scripts, strict=True):
                if (unsteady := self._unsteadiness(planned, run, script)) is not None:
                    self._refuse(module, *unsteady)
            self._without_answers(module)
            if all(script.is_ordinary for script in scripts):
                calls = {
                    run.result.test.name: script.calls for run, script in zip(runs, scripts, strict=True)
                }
                self._runner.memory.scripts[module] = ExerciseScript.of(calls)
            self._right[module] = {run.result.test.name: run.behaviour() for run in runs}

    def unsteady(self, modules: Collection[str]) -> Iterator[tuple[str, str, str]]:
        """The tests of exercises that pass on the references, but not because of the answers alone.

        Args:
            modules: the exercises.

        Yields:
            The exercise, the name of the test, and what is wrong.

        Raises:
            GraderFault: the grader failed.
        """
        for module in modules:
            runs, scripts = self._recorded(module)
            for planned, run, script in zip(self._runner.plan.exercises[module], runs, scripts, strict=True):
                if run.result.status is not Status.PASSED:
                    continue
                if (unsteady := self._unsteadiness(planned, run, script)) is not None:
                    yield module, planned.test.name, unsteady[1]

    def _on_the_references(self, module: str) -> tuple[list[TestRun], list[TestScript]]:
        runs, scripts = self._recorded(module)
        for run in runs:
            if run.result.status is not Status.PASSED:
                self._refuse(module, run, FAILS, self._why_only_here(module, run))
        return runs, scripts

    def _why_only_here(self, module: str, run: TestRun) -> str:
        """What to say of a test that fails on the reference because the function is in another process."""
        assignment = self._runner.assignment
        reference = LocalModules(assignment.folder, module, self._runner.makers())
        try:
            again = self._runner.run_one(self._planned(module, run), reference)
        except GraderFault:
            # pytest cannot run an interrupted test twice. The failure itself is told all the same.
            return ""
        if again.result.status is Status.PASSED:
            return IN_PLAIN_PYTEST
        seen = [call.observation for call in run.calls if call.observation is not None]
        if any(each.changed for each in seen):
            return CHANGES
        passed = (tensor for each in seen for tensor in tensors_in(each.arguments))
        return NO_GRADIENT if any(tensor.requires_grad for tensor in passed) else ""

    def _recorded(self, module: str) -> tuple[list[TestRun], list[TestScript]]:
        """The outcome of each test on the references, and what it asked."""
        runs, scripts = [], []
        with self._runner.isolated(module, self._references) as student:
            asking = Asking(student)
            with closing(self._runner.one_by_one_on(module, asking)) as tests:
                for run in tests:
                    runs.append(run)
                    scripts.append(asking.taken())
        return runs, scripts

    def _unsteadiness(
        self, planned: PlannedTest, run: TestRun, script: TestScript
    ) -> tuple[TestRun, str] | None:
        """A second run of a test on the same answers, and what it does otherwise, if anything."""
        answering = Answering(script)
        again = self._runner.run_one(planned, answering)
        if answering.strayed or (again.result == run.result and answering.left):
            return again, ASKS_OTHERWISE
        return (again, FAILS_AT_TIMES) if again.result != run.result else None

    def _without_answers(self, module: str) -> None:
        with closing(self._each_alone.one_by_one_on(module, _Nobody())) as tests:
            for run in tests:
                if run.result.status is Status.PASSED:
                    self._refuse(module, run, PASSES_ALONE)

    def _planned(self, module: str, run: TestRun) -> PlannedTest:
        return next(each for each in self._runner.plan.exercises[module] if each.test == run.result.test)

    def _refuse(self, module: str, run: TestRun, reason: str, hint: str = "") -> NoReturn:
        planned = self._planned(module, run)
        why = run.raised or planned.where
        raise UsageError(
            f"{self._runner.assignment.name}, test {planned.test.name} of {module}: {reason}: {why}. "
            f"{hint}Nobody is graded before that is mended"
        )


class _Nobody(Subject):
    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        raise StudentFailure(Status.MISSING, f"nobody has a function {function}")
