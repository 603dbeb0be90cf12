"""Other processes: none can be made, signalled, traced or slowed down, and nothing outlives its grading."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from .harness import EVERY_LAYER, Attack, Cells, reached, zygote_pid

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of system calls of x86-64")

SIGNAL_SECONDS = 1.0
RAISED_OOM_SCORE = 777
RAISED_NICENESS = 13
LOWERED_FILES = 33
IPC_RMID = 0

MAKING = (
    Attack(
        "fork",
        """
        import os
        def attack(stage):
            pid = os.fork()
            if pid == 0:
                os._exit(7)
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
        """,
        ("seccomp",),
    ),
    Attack(
        "vfork",
        # By number, and leaving at once: the child runs on the parent's stack.
        """
        import ctypes, os, signal
        CLONE_VFORK = 0x4000
        def attack(stage):
            libc = ctypes.CDLL(None, use_errno=True)
            pid = libc.syscall(56, CLONE_VFORK | signal.SIGCHLD, 0, 0, 0, 0)
            if pid == 0:
                os._exit(7)
            return pid > 0 and os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
        """,
        ("seccomp",),
    ),
    Attack(
        "spawn",
        """
        import os
        def attack(stage):
            pid = os.posix_spawn("/bin/true", ["true"], {})
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        """,
        ("seccomp", "landlock"),
    ),
    Attack(
        "clone3",
        # Its flags are in memory, where no filter looks.
        """
        import ctypes, os, signal
        def attack(stage):
            libc = ctypes.CDLL(None, use_errno=True)
            wanted = (ctypes.c_uint64 * 8)(0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0)
            pid = libc.syscall(435, ctypes.byref(wanted), ctypes.sizeof(wanted))
            if pid == 0:
                os._exit(7)
            return pid > 0 and os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
        """,
        ("seccomp",),
    ),
)


@dataclass(frozen=True)
class Harm:
    """What is done to another process, and how one sees that it was."""

    name: str
    source: str
    done: Callable[[subprocess.Popen[bytes]], bool]


def is_dead(victim: subprocess.Popen[bytes]) -> bool:
    try:
        return victim.wait(SIGNAL_SECONDS) == -signal.SIGUSR1
    except subprocess.TimeoutExpired:
        return False


def told_so(victim: subprocess.Popen[bytes]) -> bool:
    """The attack's own word is enough."""
    return True


HARMS = (
    Harm(
        "kill",
        """
        import os, signal
        def attack(stage):
            os.kill(stage["victim"], signal.SIGUSR1)
            return True
        """,
        is_dead,
    ),
    Harm(
        "tgkill",
        """
        import ctypes, signal
        def attack(stage):
            return ctypes.CDLL(None).syscall(234, stage["victim"], stage["victim"], signal.SIGUSR1) == 0
        """,
        is_dead,
    ),
    Harm(
        "queued_signal",
        """
        import ctypes, os, signal
        SI_QUEUE = -1
        def attack(stage):
            information = (ctypes.c_int * 32)(signal.SIGUSR1, 0, SI_QUEUE, 0, os.getpid(), os.getuid())
            return ctypes.CDLL(None).syscall(129, stage["victim"], signal.SIGUSR1, information) == 0
        """,
        is_dead,
    ),
    Harm(
        "signal_by_descriptor",
        """
        import os, signal
        def attack(stage):
            signal.pidfd_send_signal(os.pidfd_open(stage["victim"]), signal.SIGUSR1)
            return True
        """,
        is_dead,
    ),
    Harm(
        "signal_of_a_pipe",
        # The kernel signals the owner of a descriptor when there is something to read.
        """
        import fcntl, os, signal
        F_SETSIG = 10
        def attack(stage):
            reading, writing = os.pipe()
            fcntl.fcntl(reading, fcntl.F_SETOWN, stage["victim"])
            fcntl.fcntl(reading, F_SETSIG, signal.SIGUSR1)
            fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
            os.write(writing, b"now")
            return True
        """,
        is_dead,
    ),
    Harm(
        "trace",
        """
        import ctypes
        PTRACE_SEIZE, PTRACE_DETACH = 0x4206, 17
        def attack(stage):
            return ctypes.CDLL(None).syscall(101, PTRACE_SEIZE, stage["victim"], 0, 0) == 0
        """,
        told_so,
    ),
    Harm(
        "read_memory",
        """
        import ctypes
        def attack(stage):
            first = open(f"/proc/{stage['victim']}/maps").readline()
            here, there = ctypes.create_string_buffer(4), int(first.split("-")[0], 16)
            to, of = (ctypes.c_uint64 * 2)(ctypes.addressof(here), 4), (ctypes.c_uint64 * 2)(there, 4)
            libc = ctypes.CDLL(None)
            flags = ctypes.c_ulong(0)  # of a plain 0, half is whatever lay on the stack
            return libc.syscall(310, stage["victim"], to, 1, of, 1, flags) == 4 and here.raw == b"\\x7fELF"
        """,
        told_so,
    ),
    Harm(
        "read_memory_blindly",
        # Without a look at /proc: no address of the other process is needed to see whether one may.
        """
        import ctypes
        def attack(stage):
            here = ctypes.create_string_buffer(4)
            to, of = (ctypes.c_uint64 * 2)(ctypes.addressof(here), 4), (ctypes.c_uint64 * 2)(4096, 4)
            libc = ctypes.CDLL(None, use_errno=True)
            libc.syscall(310, stage["victim"], to, 1, of, 1, ctypes.c_ulong(0))
            EFAULT = 14
            return ctypes.get_errno() == EFAULT
        """,
        told_so,
    ),
    Harm(
        "slow_down",
        f"""
        import os
        def attack(stage):
            os.setpriority(os.PRIO_PROCESS, stage["victim"], {RAISED_NICENESS})
            return True
        """,
        lambda victim: os.getpriority(os.PRIO_PROCESS, victim.pid) == RAISED_NICENESS,
    ),
    Harm(
        "limit",
        f"""
        import resource
        def attack(stage):
            resource.prlimit(stage["victim"], resource.RLIMIT_NOFILE, ({LOWERED_FILES}, {LOWERED_FILES}))
            return True
        """,
        lambda victim: resource.prlimit(victim.pid, resource.RLIMIT_NOFILE)[0] == LOWERED_FILES,
    ),
    Harm(
        "offer_to_the_memory_killer",
        f"""
        def attack(stage):
            with open(f"/proc/{{stage['victim']}}/oom_score_adj", "w") as file:
                file.write("{RAISED_OOM_SCORE}")
            return True
        """,
        lambda victim: Path(f"/proc/{victim.pid}/oom_score_adj").read_text() == f"{RAISED_OOM_SCORE}\n",
    ),
)

DAEMON = """
    import os, time
    def attack(stage):
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.setsid()
                os.write(writing, str(os.getpid()).encode())
                time.sleep(30)
            os._exit(0)
        os.wait()
        return int(os.read(reading, 20))
"""

SHARED_MEMORY = """
    import ctypes
    IPC_PRIVATE = 0
    def attack(stage): return ctypes.CDLL(None).syscall(29, IPC_PRIVATE, 4096, 0o666)
"""

MESSAGE_QUEUE = """
    import ctypes, os
    def attack(stage):
        return ctypes.CDLL(None).syscall(240, stage["queue"].encode(), os.O_CREAT | os.O_RDWR, 0o666, 0) >= 0
"""

POSIX_MEMORY = """
    from multiprocessing.shared_memory import SharedMemory
    def attack(stage):
        SharedMemory(stage["memory"], create=True, size=4096)
        return True
"""


@pytest.fixture(scope="module")
def cells() -> Iterator[Cells]:
    with Cells() as started:
        yield started


@contextmanager
def victim_process() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "100"], stdin=subprocess.DEVNULL) as victim:
        try:
            yield victim
        finally:
            victim.kill()


@pytest.mark.parametrize("making", MAKING, ids=attrgetter("name"))
def test_no_process_is_made(making: Attack, cells: Cells) -> None:
    assert not reached(cells.run(making.source, {}))
    assert cells.others_are_graded()
    assert cells.left_behind() == []


@pytest.mark.parametrize("making", MAKING, ids=attrgetter("name"))
def test_without_their_layers_they_are_made(making: Attack, cells: Cells) -> None:
    outcome = cells.run(making.source, {}, off=making.off)
    assert reached(outcome), outcome
    assert cells.left_behind() == []


@pytest.mark.parametrize("harm", HARMS, ids=attrgetter("name"))
def test_no_process_is_harmed(harm: Harm, cells: Cells) -> None:
    with victim_process() as victim:
        outcome = cells.run(harm.source, {"victim": victim.pid})
        assert not (reached(outcome) and harm.done(victim))
        assert victim.poll() is None
    # The grader and the zygote are no better to reach.
    for pid in (os.getpid(), zygote_pid(cells.zygote())):
        assert not reached(cells.run(harm.source, {"victim": pid}))
    assert cells.others_are_graded()
    assert cells.left_behind() == []


@pytest.mark.parametrize("harm", HARMS, ids=attrgetter("name"))
def test_without_their_layers_they_are_harmed(harm: Harm, cells: Cells) -> None:
    with victim_process() as victim:
        outcome = cells.run(harm.source, {"victim": victim.pid}, off=EVERY_LAYER)
        assert reached(outcome), outcome
        assert harm.done(victim)
    assert cells.left_behind() == []


def test_no_daemon_outlives_its_grading(cells: Cells) -> None:
    assert cells.run(DAEMON, {}).failure is not None
    assert cells.others_are_graded()
    assert cells.left_behind() == []


def test_a_daemon_that_is_made_dies_with_its_namespace(cells: Cells) -> None:
    """Where only seccomp is missing, the second layer is enough."""
    if "pid_namespace" in cells.machine_lacks():
        pytest.skip("this user may not make process namespaces")
    assert isinstance(cells.run(DAEMON, {}, off=("seccomp",)).value, int)
    assert cells.left_behind() == []


def test_without_both_layers_a_daemon_outlives_its_grading(cells: Cells) -> None:
    outcome = cells.run(DAEMON, {}, off=("seccomp", "pid_namespace"))
    assert isinstance(outcome.value, int), outcome
    try:
        time.sleep(0.2)
        assert cells.left_behind() == [str(outcome.value)]
    finally:
        os.kill(outcome.value, signal.SIGKILL)
    wait_until_gone(outcome.value)
    assert cells.left_behind() == []


def wait_until_gone(pid: int) -> None:
    """An orphan's end is awaited by whoever adopted it, a little later."""
    for _ in range(50):
        with suppress(OSError):
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.02)
                continue
        return


def test_no_shared_memory_is_left(cells: Cells) -> None:
    before = segments()
    assert cells.run(SHARED_MEMORY, {}).value == -1
    assert segments() == before
    # The second layer alone: memory of the child's own namespace ends with it.
    assert cells.run(SHARED_MEMORY, {}, off=("seccomp",)).value >= 0
    assert segments() == before
    left = cells.run(SHARED_MEMORY, {}, off=("seccomp", "ipc_namespace")).value
    assert segments() - before == {left}
    libc = ctypes.CDLL(None)
    assert libc.shmctl(left, IPC_RMID, None) == 0


def segments() -> set[int]:
    """System V shared memory of this machine, by number."""
    return {int(line.split()[1]) for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]}


def test_no_message_queue_is_made(cells: Cells) -> None:
    stage = {"queue": f"attacks-{os.getpid()}"}
    if not Path("/proc/sys/fs/mqueue").exists():
        pytest.skip("this kernel has no message queues")
    assert not reached(cells.run(MESSAGE_QUEUE, stage))
    # With its first layers off but a namespace of its own, the queue ends with its child.
    assert reached(cells.run(MESSAGE_QUEUE, stage, off=("seccomp", "landlock")))
    assert not queue_is_left(stage["queue"])
    assert reached(cells.run(MESSAGE_QUEUE, stage, off=("seccomp", "landlock", "ipc_namespace")))
    assert queue_is_left(stage["queue"])


def queue_is_left(name: str) -> bool:
    """Whether there was such a queue on this machine; there is none afterwards."""
    return bool(ctypes.CDLL(None).syscall(241, name.encode()) == 0)


def test_no_posix_shared_memory_is_left(cells: Cells) -> None:
    stage: dict[str, Any] = {"memory": f"attacks-{os.getpid()}"}
    file = Path("/dev/shm") / stage["memory"]
    assert not reached(cells.run(POSIX_MEMORY, stage))
    assert not file.exists()
    # Its tracker would be a process of its own: what is made before that fails is left.
    cells.run(POSIX_MEMORY, stage, off=("landlock", "user", "seccomp"))
    assert file.exists()
    file.unlink()
    for pid in cells.left_behind():
        os.kill(int(pid), signal.SIGKILL)
