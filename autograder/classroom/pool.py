"""Processes of this machine that hold the tests of an assignment and do one job after another."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from types import ModuleType
from typing import Any, TypeVar

from ..errors import GraderFault, UsageError
from ..sandbox.environment import bare_environment
from ..sandbox.processes import zygote_environment
from ..sandbox.spare import Spare
from ..text import printable

STARTS_MOST = 3
"""How often processes may be killed before any is ready: something outside may have killed them."""

IMPORTED_ONCE = "autograder.classroom.imported_once"
"""What the process imports that forks the others."""

NAME_OF_SOCKET = len("/pymp-12345678/listener-12345678")
SOCKET_MOST = 107
"""The most bytes of a socket's path (Linux's `sun_path`); multiprocessing makes it among temporary files."""

NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"

T = TypeVar("T")

_failure: UsageError | GraderFault | None = None


class Pool:
    """Processes that start on first need.

    Within `with`, an exception ends them, whatever they are doing; without one, they finish their jobs.

    Args:
        number: how many.
        start: what each does first. If it raises, each job raises the same.
        given: the arguments of `start`, after a spare process that may become a zygote.
        imports: packages that each imports first, so that it and its zygote share one import.
        threads: whether torch may have more than one thread in them. If not, all their zygotes are forks of
            one process, which imports torch once.

    Raises:
        UsageError: the system has no semaphores to share.
    """

    lost: tuple[type[Exception], ...] = (BrokenExecutor,)
    """What a job raises if its process has ended."""

    def __init__(
        self,
        number: int,
        start: Callable[..., object],
        given: tuple[Any, ...],
        *,
        imports: Sequence[str] = (),
        threads: bool = False,
    ) -> None:
        self._number = number
        self._start = start
        self._given = given
        self._imports = imports
        # Never forked from this process: it has threads, and a fork beside threads may hang.
        forkable = _can_fork()
        self._context: BaseContext = multiprocessing.get_context("forkserver" if forkable else "spawn")
        self._context.set_forkserver_preload([IMPORTED_ONCE])
        self._with_spares = forkable and not threads
        self._failed_starts = 0
        self._renew()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind is None:
            self.close()
            return
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.kill()

    def submit(self, job: Callable[..., T], *arguments: Any) -> Future[T]:
        """Give a job to whichever process is idle.

        Args:
            job: what it calls.
            arguments: of the call.

        Raises:
            GraderFault: no process can be started.
        """
        if len(self._processes) == self._number:
            return self._executor.submit(_do, job, *arguments)
        before = multiprocessing.active_children()
        # Inherited by the processes that this starts: Ctrl-C and the end of a terminal are for the class.
        environment = zygote_environment() if self._with_spares else bare_environment()
        try:
            with _signals_held_back(), in_environment(environment), _without_main():
                future = self._executor.submit(_do, job, *arguments)
        except (EOFError, OSError) as error:
            # The fork server ends, and says nothing, if what it imports once ends it.
            raise GraderFault(
                f"the processes that should grade cannot start ({_told(error)}): is memory short, or is the "
                "installation of PyTorch damaged?"
            ) from error
        finally:
            # A signal that was held back ends this here: the processes must end, too.
            self._processes += [child for child in multiprocessing.active_children() if child not in before]
        return future

    def replace(self) -> None:
        """Replace processes that have ended.

        Raises:
            GraderFault: they end before they are ready.
        """
        self._executor.shutdown(cancel_futures=True)
        if self._ready.is_set():
            self._failed_starts = 0
        else:
            self._failed_starts += 1
            self._refuse_failed_starts()
        self._renew()

    def close(self) -> None:
        self._executor.shutdown()

    def _renew(self) -> None:
        self._ready = self._shared_event()
        self._processes: list[BaseProcess] = []
        given = (self._ready, self._start, self._given, self._imports if self._with_spares else None)
        self._executor = ProcessPoolExecutor(self._number, self._context, _begin, given)

    def _shared_event(self) -> Event:
        try:
            # It starts the process that removes semaphores, which must outlive a terminal, too.
            with _signals_held_back():
                return self._context.Event()
        except OSError as error:
            raise UsageError(
                f"grading processes cannot share a semaphore ({error.strerror}): can you write to /dev/shm?"
            ) from None

    def _refuse_failed_starts(self) -> None:
        # If one ends, the pool ends the others by SIGTERM.
        statuses = {process.exitcode for process in self._processes} - {None, -signal.SIGTERM}
        by_themselves = sorted(status for status in statuses if status is not None and status >= 0)
        if by_themselves:
            raise GraderFault(
                f"a process that should grade ends while it starts, with status {by_themselves[0]}: "
                "does a file of the tests, or what it imports, end the program?"
            )
        if self._failed_starts >= STARTS_MOST:
            signals = ", ".join(signal.Signals(-status).name for status in statuses if status is not None)
            raise GraderFault(
                f"processes that should grade were ended {self._failed_starts} times while they started "
                f"({signals or 'SIGTERM'}): is memory short?"
            )


def _can_fork() -> bool:
    """Whether a fork server can start the processes.

    On macOS, torch's libraries start threads as soon as they are loaded. Options of this interpreter, such
    as `-W error` or PYTHONDEVMODE, would reach student code through the forks.
    """
    socket = len(os.fsencode(tempfile.gettempdir())) + NAME_OF_SOCKET
    options = sys.warnoptions or sys._xoptions or sys.flags.dev_mode
    return sys.platform == "linux" and socket <= SOCKET_MOST and not options


def _begin(
    ready: Event, start: Callable[..., object], given: tuple[Any, ...], shared: Sequence[str] | None
) -> None:
    """Get a grading process ready.

    Args:
        shared: what it imports before it forks its zygote; None if the zygote starts by itself.
    """
    global _failure
    spare = None
    if shared is not None:
        for package in shared:
            # The zygote imports it once more, and says why that fails.
            with suppress(Exception, SystemExit):
                importlib.import_module(package)
        # There are no threads yet, and this process has read nothing that students must not see.
        spare = Spare.fork()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    try:
        start(spare, *given)
    except (UsageError, GraderFault) as error:
        _failure = error
    except BaseException as error:
        # A pool would print the traceback and start another process, which would fail the same way.
        _failure = GraderFault(f"a process that should grade cannot start: {_told(error)}")
    ready.set()


def _do(job: Callable[..., T], *arguments: Any) -> T:
    if _failure is not None:
        raise _failure
    return job(*arguments)


def _told(error: BaseException) -> str:
    return printable(" ".join(f"{type(error).__name__}: {error}".split()))


def _end_with_the_parent() -> None:
    """End this process when its parent ends, even if that is killed: it would wait for ever."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _signals_held_back() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def in_environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Gives processes started meanwhile an environment that changes no mark."""
    own = dict(os.environ)
    os.environ.clear()
    # Modules in the grader's current folder change none either.
    os.environ.update({**wanted, "PYTHONSAFEPATH": "1"})
    if (own_choice := own.get(NO_BYTECODE)) is not None:
        os.environ[NO_BYTECODE] = own_choice
    else:
        os.environ.pop(NO_BYTECODE, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(own)


@contextmanager
def _without_main() -> Iterator[None]:
    """Keeps processes from importing the program that starts them: they do not need it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
