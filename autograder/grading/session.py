"""One pytest session that grades submission after submission."""

from __future__ import annotations

import os
import pdb
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import pytest
import torch

from ..course import DESCRIPTION, Assignment
from ..errors import GraderFault, UsageError
from ..results import SubmissionResult, SubmissionStatus, not_graded
from ..sandbox.processes import Zygote
from ..submissions import Submission
from ..testing import fixtures
from ..testing.random_states import seeds_noticed
from ..testing.subject import forget_modules_of
from .diagnosis import Diagnosis
from .manual import unmarked
from .marking import KnownResult, Marking
from .plan import Plan, make_plan
from .plugin import GradingPlugin
from .rehearsal import Rehearsal
from .running import ExerciseRunner
from .scripts import Memory

T = TypeVar("T")

PLUGINS_LEFT_OUT = (
    "cacheprovider",
    "debugging",
    "terminal",
    "faulthandler",
    "logging",
    "threadexception",
    "unraisableexception",
)


ARGUMENTS = [
    # Relative to the assignment's folder: pytest would interpret `[` and `$` in its path.
    "tests",
    "--rootdir=.",
    "--confcutdir=.",
    "-c",
    os.devnull,
    "-W",
    "always",
    "--assert=plain",
    "--capture=no",
    "--disable-plugin-autoload",
    *(argument for name in PLUGINS_LEFT_OUT for argument in ("-p", f"no:{name}")),
]
"""Make pytest ignore every configuration but the assignment's own."""

NO_SETTINGS = ("PYTEST_CURRENT_TEST", "PYTEST_VERSION")
"""Variables of pytest that are no settings: it writes them itself."""


class GradingSession:
    """Tests collected once, a zygote, and what tests share, for any number of submissions.

    pytest runs in a thread of its own, because its session lives only while its loop runs; the loop takes
    jobs from a queue.

    Args:
        assignment: the assignment.
        zygote: forks the processes for student code; the session closes it.
        memory: remembers verdicts; the results are the same without.

    Raises:
        UsageError: on entering: the assignment's tests cannot be used.
    """

    def __init__(self, assignment: Assignment, zygote: Zygote, memory: Memory | None = None) -> None:
        self.assignment = assignment
        self._plugin = GradingPlugin(assignment, self._loop)
        self._zygote = zygote
        self._jobs: queue.SimpleQueue[Callable[[], Any] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run_pytest, name="tests", daemon=True)
        self._collected: Callable[[], None] = lambda: None
        self._memory = memory or Memory()
        self._marking: Marking | None = None
        self._rehearsal: Rehearsal | None = None

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

    def rehearse(self) -> None:
        """Run all tests on the references: from then on, a test that raises by itself is a fault.

        Raises:
            UsageError: a test does not do what it must; the message names it.
            GraderFault: the grader failed.
        """
        assert self._rehearsal is not None, "the session has not been entered"
        hold = self._rehearsal.hold
        self.do(lambda _marking: hold())
        self._plugin.proven = True

    def grade(
        self, submission: Submission, known: Mapping[str, KnownResult] | None = None
    ) -> SubmissionResult:
        """Grade one submission; a failure of the grader becomes a result with status FAULT.

        Args:
            submission: the submission.
            known: earlier results by exercise, reused where they hold.
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
                unmarked(self.assignment),
            )

    def do(self, job: Callable[[Marking], T]) -> T:
        """Do another job with the tests, in pytest's thread.

        Args:
            job: gets the marking.

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
            _refuse_without_assertions()
            torch.set_num_threads(1)
            with (
                _without_debugger(),
                seeds_noticed(self._plugin.seeded),
                _collecting_in(self.assignment.folder) as self._collected,
            ):
                pytest.main(ARGUMENTS, plugins=[self._plugin, fixtures])
            raise GraderFault("pytest ended before it ran a test")
        except BaseException as error:
            # For whoever waits for an answer; after the session has closed, nobody does.
            self._answers.put(_Answer(error=error))
        finally:
            # Another assignment's tests may have the same names.
            forget_modules_of(self.assignment.tests)

    def _loop(self) -> None:
        self._collected()
        self._answers.put(_answered(self._prepare))
        while (job := self._jobs.get()) is not None:
            self._answers.put(_answered(job))

    def _prepare(self) -> None:
        runner = ExerciseRunner(
            self.assignment, self._checked_plan(), self._plugin.run, self._zygote, self._memory
        )
        self._rehearsal = Rehearsal(runner)
        self._marking = Marking(runner, Diagnosis(runner, self._rehearsal))

    def _checked_plan(self) -> Plan:
        _refuse_missing(self.assignment.preload)
        if errors := self._plugin.collection_errors:
            raise errors[0]
        return make_plan(self.assignment, self._plugin.items)


@dataclass(frozen=True)
class _Answer:
    value: Any = None
    error: BaseException | None = None


def _answered(job: Callable[[], Any]) -> _Answer:
    try:
        return _Answer(job())
    except BaseException as error:
        return _Answer(error=error)


def _refuse_without_assertions() -> None:
    if sys.flags.optimize:
        raise UsageError(
            "Python runs with -O or PYTHONOPTIMIZE, which leaves the assertions of tests out; run it without"
        )


def _refuse_missing(packages: Sequence[str]) -> None:
    for package in packages:
        if find_spec(package.partition(".")[0]) is None:
            raise UsageError(
                f"{DESCRIPTION}: preload names {package}, and there is no such package here: install it, or "
                "take its name out"
            )


@contextmanager
def _without_debugger() -> Iterator[None]:
    """Makes a test that calls the debugger fail: there is nobody to answer it."""

    def refuse(*_arguments: Any, **_keywords: Any) -> None:
        raise UsageError("the debugger stops in plain pytest alone: take `breakpoint()` out")

    hook, set_trace = sys.breakpointhook, pdb.set_trace
    sys.breakpointhook = pdb.set_trace = refuse
    try:
        yield
    finally:
        sys.breakpointhook, pdb.set_trace = hook, set_trace


@contextmanager
def _collecting_in(folder: Path) -> Iterator[Callable[[], None]]:
    """Works in a folder and hides pytest's settings in the environment; the yielded function ends both."""
    here = os.open(".", getattr(os, "O_PATH", os.O_RDONLY))
    names = [name for name in os.environ if name.startswith("PYTEST_") and name not in NO_SETTINGS]
    settings = {name: os.environ.pop(name) for name in names}

    def leave() -> None:
        os.fchdir(here)
        os.environ.update(settings)

    try:
        os.chdir(folder)
        yield leave
    finally:
        # Again: pytest returns to where it began.
        leave()
        os.close(here)
