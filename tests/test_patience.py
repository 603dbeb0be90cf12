"""A process is waited for by its own processor time, and hardly by the wall clock."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from autograder.sandbox import patience
from autograder.sandbox.patience import WAITING_FACTOR, Patience

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the clocks of Linux")

COMPUTES = "import time\nwhile time.process_time() < {seconds}: pass\nprint()\ninput()"
BUSY_PROCESSES = 8


@contextmanager
def running(source: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-S", "-E", "-c", source]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def one_processor_shared_with_busy_processes() -> Iterator[None]:
    """This process and all that it starts meanwhile have a small share of one processor."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    busy = [subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"]) for _ in range(BUSY_PROCESSES)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()
        os.sched_setaffinity(0, before)


def waited_until_it_spoke(process: subprocess.Popen[bytes], patient: Patience) -> float:
    """The seconds until a process wrote a line; raises TimeoutError where it takes too long."""
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    began = time.monotonic()
    while not process.stdout.read():
        time.sleep(patient())
    return time.monotonic() - began


def test_code_that_computes_ends_by_its_processor_time() -> None:
    with running("while True: pass") as process:
        patient, began = Patience(process.pid, 0.3), time.monotonic()
        with pytest.raises(TimeoutError):
            waited_until_it_spoke(process, patient)
        process.kill()
        _pid, _status, used = os.wait4(process.pid, 0)
        process.returncode = 0
        assert used.ru_utime + used.ru_stime >= 0.3
        assert patient.used_up_by(used.ru_utime + used.ru_stime)
        assert time.monotonic() - began < 60


def test_code_that_sleeps_ends_by_the_wall_clock_several_times_as_late() -> None:
    with running("import time\ntime.sleep(1000)") as process:
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            waited_until_it_spoke(process, Patience(process.pid, 0.3))
        assert WAITING_FACTOR * 0.3 <= time.monotonic() - began < 60


def test_a_busy_machine_takes_nothing_away() -> None:
    """What computes for 0.2 of 0.3 seconds is waited for, though the wall clock's limit is long over."""
    with (
        one_processor_shared_with_busy_processes(),
        running(COMPUTES.format(seconds=0.2)) as process,
    ):
        assert waited_until_it_spoke(process, Patience(process.pid, 0.3)) > 0


def test_what_took_too_much_is_found_out_afterwards() -> None:
    with running(COMPUTES.format(seconds=0.3)) as process:
        patient = Patience(process.pid, 0.1)
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(TimeoutError):
            patient.check()


def test_where_no_processor_times_are_told_the_wall_clock_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "processor_seconds", lambda _pid: None)
    with running("while True: pass") as process:
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            waited_until_it_spoke(process, Patience(process.pid, 0.1))
        assert WAITING_FACTOR * 0.1 <= time.monotonic() - began < 60
