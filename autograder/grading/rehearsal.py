"""The tests on the references, before anybody is graded: the author must mend what fails there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from ..errors import UsageError
from ..results import Status
from ..sandbox.encoding import Encoded, decode_observation, encode, encode_observation
from ..sandbox.outcomes import StudentFailure
from ..sandbox.wire import REQUEST_MOST
from ..testing.behaviour import Behaviour
from ..testing.observing import Observation, Request
from ..testing.subject import Subject
from .running import ExerciseRunner, TestRun

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
            self._right[module] = {run.result.test.name: run.behaviour() for run in runs}

    def _on_the_references(self, module: str) -> tuple[list[TestRun], list[_Script]]:
        runs, scripts = [], []
        with self._runner.isolated(module, self._references) as student:
            written = _Written(student)
            with closing(self._runner.one_by_one_on(module, written)) as tests:
                for run in tests:
                    self._refuse(module, run, FAILS, run.result.status is not Status.PASSED)
                    runs.append(run)
                    scripts.append(written.taken())
        return runs, scripts

    def _on_the_same_answers(self, module: str, runs: Sequence[TestRun], scripts: Sequence[_Script]) -> None:
        played = _Played()
        with closing(self._runner.one_by_one_on(module, played)) as tests:
            for run, script in zip(runs, scripts, strict=True):
                played.begin(script)
                again = next(tests)
                self._refuse(module, again, ASKS_OTHERWISE, played.strayed)
                self._refuse(module, again, FAILS_AT_TIMES, again.result != run.result)
                self._refuse(module, again, ASKS_OTHERWISE, played.left)

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


@dataclass(frozen=True)
class _Exchange:
    """A call that a test made, with its encoded arguments, and the answer."""

    function: str
    arguments: str
    tensors: bytes
    request: Request
    answer: Encoded | StudentFailure


_Script = list[_Exchange]


class _Written(Subject):
    """Wraps a subject and writes down its exchanges."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._script: _Script = []

    def taken(self) -> _Script:
        """The exchanges since the last call."""
        script, self._script = self._script, []
        return script

    def _begin_test(self) -> None:
        self._subject._begin_test()

    def _observe(self, function: str, arguments: tuple[Any, ...], request: Request) -> Observation:
        asked = (function, *_as_sent(arguments), request)
        try:
            observation = self._subject._observe(function, arguments, request)
        except StudentFailure as failure:
            self._script.append(_Exchange(*asked, failure))
            raise
        self._script.append(_Exchange(*asked, encode_observation(observation, REQUEST_MOST)))
        return observation


class _Played(Subject):
    """Replays answers as long as the questions stay the same.

    Attributes:
        strayed: whether a question differed.
    """

    def __init__(self) -> None:
        self._script: _Script = []
        self.strayed = False

    def begin(self, script: _Script) -> None:
        self._script, self.strayed = list(script), False

    @property
    def left(self) -> bool:
        """Whether questions of before are missing."""
        return bool(self._script)

    def _observe(self, function: str, arguments: tuple[Any, ...], request: Request) -> Observation:
        known = self._script.pop(0) if self._script else None
        asked = (function, *_as_sent(arguments), request)
        if known is None or (known.function, known.arguments, known.tensors, known.request) != asked:
            self.strayed = True
            raise StudentFailure(Status.NOT_REACHED, f"{function} is not called as before")
        if isinstance(known.answer, StudentFailure):
            raise known.answer
        return decode_observation(known.answer, arguments)


class _Nobody(Subject):
    def _observe(self, function: str, arguments: tuple[Any, ...], request: Request) -> Observation:
        raise StudentFailure(Status.MISSING, f"nobody has a function {function}")


def _as_sent(arguments: tuple[Any, ...]) -> tuple[str, bytes]:
    encoded = encode(arguments, REQUEST_MOST)
    return json.dumps(encoded.json), encoded.tensors
