"""Runs public tests in another process, which may loop, crash or end as student code likes."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..accidents import ended, too_slow
from ..errors import GraderFault, UsageError
from .folder import ReleasedFolder
from .outcomes import ExerciseOutcome, TestOutcome, Verdict
from .process import ProcessEnded, WorkerProcess

START_SECONDS = 120.0
"""Until the first test begins: a cold disk takes long to read torch from."""

LOOK_SECONDS = 0.05

MEMORY_RAN_OUT = "The system ended Python: was there enough memory?"


class Interrupted(Exception):
    """A run has been ended, because its results are no longer of interest."""


class Runner:
    """Runs public tests of a folder.

    Args:
        again: whether more runs will follow, so that a process is kept ready for the next one.
    """

    def __init__(self, folder: ReleasedFolder, *, again: bool) -> None:
        self._folder = folder
        self._again = again
        self._ready: WorkerProcess | None = WorkerProcess()
        self._in_use: WorkerProcess | None = None

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_exception: object) -> None:
        for process in filter(None, {self._ready, self._in_use}):
            process.close()

    def run(
        self, exercises: Sequence[str], interrupted: Callable[[], bool] = lambda: False
    ) -> Iterator[ExerciseOutcome]:
        """Run the public tests of exercises, given in the order of the course.

        Raises:
            Interrupted: `interrupted` says that nobody wants to know any more.
            UsageError: the tests of the folder cannot be used.
            GraderFault: no process for them can be had.
        """
        left = list(exercises)
        while left:
            if not self._has_tests(left[0]):
                yield ExerciseOutcome(left.pop(0), ())
                continue
            for outcome in self._run_until_it_dies(tuple(filter(self._has_tests, left)), interrupted):
                while left[0] != outcome.exercise:
                    yield ExerciseOutcome(left.pop(0), ())
                left.pop(0)
                yield outcome

    def _has_tests(self, exercise: str) -> bool:
        return bool(self._folder.tests_of(exercise))

    def _run_until_it_dies(
        self, exercises: Sequence[str], interrupted: Callable[[], bool]
    ) -> Iterator[ExerciseOutcome]:
        """Run exercises in one process; where one of them ends it, that one is the last to come."""
        process = self._taken()
        files = [file for exercise in exercises for file in self._folder.tests_of(exercise)]
        process.send(
            {
                "do": "run",
                "folder": str(self._folder.path),
                "files": files,
                "exercises": self._folder.exercises,
            }
        )
        run = _Run()
        seconds = START_SECONDS
        while True:
            try:
                told = self._next(process, seconds, interrupted)
            except TimeoutError:
                self._end_run(process)
                yield from run.died(Verdict.TOO_SLOW, too_slow(seconds))
                return
            except ProcessEnded as closed:
                self._give_up(process)
                told = {"what": "exited", "status": closed.status}
            if told["what"] == "exited":
                if self._again and process.forks:
                    process.send({"do": "import", "modules": run.slow_imports})
                if not run.finished:
                    yield from run.died(Verdict.CRASH, _crash(told["status"]))
                return
            if (outcome := run.note(told)) is not None:
                yield outcome
            if run.outcome is not None:
                seconds = self._folder.test_seconds

    def _taken(self) -> WorkerProcess:
        process = self._in_use = self._ready or WorkerProcess()
        if process.forks:
            self._ready = process
        else:
            self._ready = WorkerProcess() if self._again else None
        return process

    def _end_run(self, process: WorkerProcess) -> None:
        if not process.end_run():
            self._give_up(process)

    def _give_up(self, process: WorkerProcess) -> None:
        if self._ready is process:
            self._ready = None

    def _next(
        self, process: WorkerProcess, seconds: float, interrupted: Callable[[], bool]
    ) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while True:
            if interrupted():
                self._end_run(process)
                raise Interrupted
            try:
                return process.receive(LOOK_SECONDS)
            except TimeoutError:
                if time.monotonic() > deadline:
                    raise


@dataclass
class _Run:
    """What a run has told so far.

    Attributes:
        outcome: of the exercise that is under way, as far as it is known.
    """

    sentences: dict[str, list[str]] = field(default_factory=dict)
    built_on: dict[str, list[str]] = field(default_factory=dict)
    outcome: ExerciseOutcome | None = None
    finished: bool = False
    slow_imports: Sequence[str] = ()

    def note(self, told: dict[str, Any]) -> ExerciseOutcome | None:
        """Note a message; returns the outcome of an exercise if the message ends it.

        Raises:
            UsageError: the tests cannot be used.
        """
        match told["what"]:
            case "broken":
                raise UsageError(
                    f"{told['node']} cannot be used: copy the folder tests/ again from what you were given "
                    f"({_last_line(told['text'])})"
                )
            case "collected":
                self.sentences, self.built_on = told["sentences"], told["built_on"]
            case "began":
                self._begin(told["exercise"])
            case "ended":
                return self._with_test(told)
            case "finished":
                self.finished, self.slow_imports = True, told["slow_imports"]
        return None

    def died(self, verdict: Verdict, message: str) -> Iterator[ExerciseOutcome]:
        """The outcome of the exercise that ended the run.

        Raises:
            GraderFault: it had none under way.
        """
        if self.outcome is None:
            raise GraderFault("the tests cannot be started: does `python -m pytest` work here?")
        left = self.sentences[self.outcome.exercise][len(self.outcome.tests) :]
        if not left:
            return  # It came to its end: the next one runs in another process.
        first, *others = left
        tests = [TestOutcome(first, verdict, message), *(TestOutcome(one, Verdict.NOT_RUN) for one in others)]
        yield replace(self.outcome, tests=(*self.outcome.tests, *tests), hints=(), plainer_hints={})

    def _begin(self, exercise: str) -> None:
        if self.outcome is None or self.outcome.exercise != exercise:
            self.outcome = ExerciseOutcome(exercise, (), built_on=frozenset(self.built_on[exercise]))

    def _with_test(self, told: dict[str, Any]) -> ExerciseOutcome | None:
        assert self.outcome is not None
        sentences, tests = self.sentences[self.outcome.exercise], self.outcome.tests
        test = TestOutcome(
            sentences[len(tests)], Verdict(told["verdict"]), told["message"], told["where"], told["printed"]
        )
        self.outcome = replace(
            self.outcome,
            tests=(*tests, test),
            hints=tuple(told["hints"]),
            plainer_hints=told["plainer_hints"],
        )
        return self.outcome if len(tests) + 1 == len(sentences) else None


def _crash(status: int) -> str:
    return MEMORY_RAN_OUT if status == -getattr(signal, "SIGKILL", 9) else ended(status)


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")
