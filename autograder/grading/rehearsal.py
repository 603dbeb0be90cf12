"""The tests on the references, before anybody is graded: the author must mend what fails there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Any

from ..errors import UsageError
from ..results import Status
from ..sandbox.outcomes import StudentFailure
from ..testing.behaviour import Behaviour
from ..testing.observing import Observation, Request
from ..testing.subject import Called, Subject
from .running import ExerciseRunner, TestRun
from .scripts import Answering, Asking, ExerciseScript, TestScript

FAILS = "the reference does not pass it"
FAILS_AT_TIMES = "the reference passes it once and not the next time"
ASKS_OTHERWISE = (
    "it asks for something else each time; let it draw from the fixture `rng`, or from a fixed seed"
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
            self._right[module] = self._runner.run(module, self._references).behaviour()
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
            self._on_the_same_answers(module, runs, scripts)
            self._without_answers(module)
            if all(script.is_ordinary for script in scripts):
                calls = {
                    run.result.test.name: script.calls for run, script in zip(runs, scripts, strict=True)
                }
                self._runner.memory.scripts[module] = ExerciseScript.of(calls)
            self._right[module] = {run.result.test.name: run.behaviour() for run in runs}

    def _on_the_references(self, module: str) -> tuple[list[TestRun], list[TestScript]]:
        runs, scripts = [], []
        with self._runner.isolated(module, self._references) as student:
            asking = Asking(student)
            with closing(self._runner.one_by_one_on(module, asking)) as tests:
                for run in tests:
                    self._refuse(module, run, FAILS, run.result.status is not Status.PASSED)
                    runs.append(run)
                    scripts.append(asking.taken())
        return runs, scripts

    def _on_the_same_answers(
        self, module: str, runs: Sequence[TestRun], scripts: Sequence[TestScript]
    ) -> None:
        for planned, run, script in zip(self._runner.plan.exercises[module], runs, scripts, strict=True):
            answering = Answering(script)
            again = self._runner.run_one(planned, answering)
            self._refuse(module, again, ASKS_OTHERWISE, answering.strayed)
            self._refuse(module, again, FAILS_AT_TIMES, again.result != run.result)
            self._refuse(module, again, ASKS_OTHERWISE, answering.left)

    def _without_answers(self, module: str) -> None:
        with closing(self._each_alone.one_by_one_on(module, _Nobody())) as tests:
            for run in tests:
                self._refuse(module, run, PASSES_ALONE, run.result.status is Status.PASSED)

    def _refuse(self, module: str, run: TestRun, reason: str, is_so: bool) -> None:
        if is_so:
            tests = self._runner.plan.exercises[module]
            planned = next(each for each in tests if each.test == run.result.test)
            why = run.raised or planned.where
            raise UsageError(
                f"{self._runner.assignment.name}, test {planned.test.name} of {module}: {reason}: {why}. "
                "Nobody is graded before that is mended"
            )


class _Nobody(Subject):
    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        raise StudentFailure(Status.MISSING, f"nobody has a function {function}")
