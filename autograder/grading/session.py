"""One pytest session that grades submission after submission."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeVar

import pytest
import torch

from ..course import Assignment
from ..errors import GraderFault, UsageError
from ..results import SubmissionResult, SubmissionStatus, not_graded
from ..sandbox.processes import Zygote
from ..submissions import Submission
from ..testing import fixtures
from ..testing.subject import forget_modules_of
from .diagnosis import Diagnosis
from .marking import KnownResult, Marking
from .plan import Plan, make_plan
from .plugin import GradingPlugin
from .running import ExerciseRunner

T = TypeVar("T")

PLUGINS_LEFT_OUT = (
    "cacheprovider",
    "terminal",
    "faulthandler",
    "logging",
    "threadexception",
    "unraisableexception",
)


class GradingSession:
    """Tests collected once, a zygote, and whatever tests share, for as many submissions as come.

    pytest runs in a thread of its own, because its session lives only while its loop runs; that
    loop takes what is to be done from a queue.

    Args:
        zygote: forks the processes that student code runs in; it is closed with the session.

    Raises:
        UsageError: on entering: the assignment's tests cannot be used.
    """

    def __init__(self, assignment: Assignment, zygote: Zygote) -> None:
        self.assignment = assignment
        self._plugin = GradingPlugin(assignment, self._loop)
        self._zygote = zygote
        self._jobs: queue.SimpleQueue[Callable[[], Any] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run_pytest, name="tests", daemon=True)
        self._marking: Marking | None = None

    def __enter__(self) -> GradingSession:
        self._thread.start()
        try:
            self._answer()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join()
        self._zygote.close()

    @property
    def plan(self) -> Plan:
        """The collected tests, checked."""
        return self._entered.runner.plan

    def grade(
        self, submission: Submission, known: Mapping[str, KnownResult] | None = None
    ) -> SubmissionResult:
        """Grade one submission; a failure of the grader becomes a result with that status.

        Args:
            known: results by exercise that are taken over where they hold.
        """
        try:
            return self.do(lambda marking: marking.mark(submission, known or {}))
        except Exception as error:
            reason = str(error) if isinstance(error, GraderFault) else f"{type(error).__name__}: {error}"
            return not_graded(
                self.assignment.name,
                submission.name,
                SubmissionStatus.FAULT,
                f"The grader failed, not the submission: {reason}",
                self.plan.described(),
            )

    def do(self, job: Callable[[Marking], T]) -> T:
        """Do something else with the tests, where pytest runs.

        Raises:
            Exception: whatever the job raises.
        """
        marking = self._entered
        self._jobs.put(lambda: job(marking))
        value: T = self._answer()
        return value

    @property
    def _entered(self) -> Marking:
        assert self._marking is not None, "the session has not been entered"
        return self._marking

    def _answer(self) -> Any:
        answer = self._answers.get()
        if answer.error is not None:
            raise answer.error
        return answer.value

    def _run_pytest(self) -> None:
        try:
            torch.set_num_threads(1)
            pytest.main(_arguments(self.assignment), plugins=[self._plugin, fixtures])
            raise GraderFault("pytest ended before it ran a test")
        except BaseException as error:
            # Read by whoever waits for an answer; nobody does once the session is closed.
            self._answers.put(_Answer(error=error))
        finally:
            # Another assignment's tests may be called the same.
            forget_modules_of(self.assignment.tests)

    def _loop(self) -> None:
        self._answers.put(_answered(self._prepare))
        while (job := self._jobs.get()) is not None:
            self._answers.put(_answered(job))

    def _prepare(self) -> None:
        runner = ExerciseRunner(self.assignment, self._checked_plan(), self._plugin.run, self._zygote)
        self._marking = Marking(runner, Diagnosis(runner))

    def _checked_plan(self) -> Plan:
        if errors := self._plugin.collection_errors:
            raise UsageError(f"the tests of {self.assignment.name} cannot be collected:\n{errors[0]}")
        return make_plan(self.assignment, self._plugin.items)


@dataclass(frozen=True)
class _Answer:
    value: Any = None
    error: BaseException | None = None


def _answered(job: Callable[[], Any]) -> _Answer:
    try:
        return _Answer(job())
    except Exception as error:
        return _Answer(error=error)


def _arguments(assignment: Assignment) -> list[str]:
    """Arguments that make pytest ignore every configuration but the assignment's own."""
    left_out = [argument for name in PLUGINS_LEFT_OUT for argument in ("-p", f"no:{name}")]
    folder = str(assignment.folder)
    return [
        str(assignment.tests),
        f"--rootdir={folder}",
        f"--confcutdir={folder}",
        "-c",
        "/dev/null",
        "--assert=plain",
        "--capture=no",
        "--disable-plugin-autoload",
        *left_out,
    ]
