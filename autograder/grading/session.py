"""One pytest session that grades submission after submission."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from types import TracebackType

import pytest
import torch

from ..course import Assignment
from ..errors import UsageError
from ..sandbox.isolation import Isolation
from ..sandbox.outcomes import GraderFault
from ..sandbox.processes import Zygote
from ..submissions import Submission
from ..testing import fixtures
from .marking import Marking
from .plan import Plan, make_plan
from .plugin import GradingPlugin
from .records import SubmissionResult, SubmissionStatus, not_graded

PLUGINS_LEFT_OUT = ("cacheprovider", "terminal", "faulthandler", "logging", "unraisableexception")


class GradingSession:
    """Tests collected once, a zygote, and whatever tests share, for as many submissions as come.

    pytest runs in a thread of its own, because its session lives only while its loop runs; that
    loop takes submissions from a queue.

    Raises:
        UsageError: on entering: the assignment's tests cannot be used.
    """

    def __init__(self, assignment: Assignment, isolation: Isolation) -> None:
        self.assignment = assignment
        self._plugin = GradingPlugin(assignment, self._loop)
        self._zygote = Zygote(isolation, assignment.preload)
        self._jobs: queue.SimpleQueue[Submission | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[SubmissionResult | BaseException | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run_pytest, name="tests", daemon=True)
        self._plan: Plan | None = None

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
        assert self._plan is not None, "the session has not been entered"
        return self._plan

    def grade(self, submission: Submission) -> SubmissionResult:
        """Grade one submission; a failure of the grader becomes a result with that status."""
        self._jobs.put(submission)
        result = self._answer()
        assert result is not None
        return result

    def _answer(self) -> SubmissionResult | None:
        answer = self._answers.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _run_pytest(self) -> None:
        try:
            torch.set_num_threads(1)
            pytest.main(_arguments(self.assignment), plugins=[self._plugin, fixtures])
            raise GraderFault("pytest ended before it ran a test")
        except BaseException as error:
            # Read by whoever waits for an answer; nobody does once the session is closed.
            self._answers.put(error)

    def _loop(self) -> None:
        try:
            self._plan = self._checked_plan()
        except UsageError as error:
            self._answers.put(error)
            return
        self._answers.put(None)
        marking = Marking(self.assignment, self._plan, self._plugin.run, self._zygote)
        while (submission := self._jobs.get()) is not None:
            self._answers.put(self._guarded(marking.mark, submission))

    def _checked_plan(self) -> Plan:
        if errors := self._plugin.collection_errors:
            raise UsageError(f"the tests of {self.assignment.name} cannot be collected:\n{errors[0]}")
        return make_plan(self.assignment, self._plugin.items)

    def _guarded(
        self, mark: Callable[[Submission], SubmissionResult], submission: Submission
    ) -> SubmissionResult:
        try:
            return mark(submission)
        except Exception as error:
            reason = str(error) if isinstance(error, GraderFault) else f"{type(error).__name__}: {error}"
            return not_graded(
                self.assignment.name,
                submission.name,
                SubmissionStatus.FAULT,
                f"The grader failed, not the submission: {reason}",
                self.plan.described(),
            )


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
