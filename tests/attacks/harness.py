"""Runs hostile code in a student's process, with all layers or without some of them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

from autograder.sandbox.isolation import LAYERS, Isolation, machine_isolation
from autograder.sandbox.limits import Limits
from autograder.sandbox.outcomes import StudentFailure
from autograder.sandbox.processes import Zygote
from autograder.sandbox.student import IsolatedStudent
from autograder.sandbox.task import Task

LIMITS = Limits(
    call_seconds=3.0, exercise_seconds=10.0, memory_mib=256, result_mib=4, scratch_mib=8, scratch_files=64
)


@cache
def machine() -> Isolation:
    """The layers of this machine, tried once."""
    return machine_isolation()


def without(*layers: str) -> Isolation:
    """All layers of this machine but these."""
    return Isolation({**machine().off, **dict.fromkeys(layers, "switched off by a test")})


@contextmanager
def zygote(*layers_off: str) -> Iterator[Zygote]:
    """A zygote whose children lack these layers."""
    with Zygote(without(*layers_off)) as started:
        yield started


@dataclass(frozen=True)
class Outcome:
    """What one call came to: a value, or how it failed."""

    value: Any = None
    failure: StudentFailure | None = None

    @property
    def message(self) -> str:
        return self.failure.message if self.failure is not None else ""


def attack(
    started: Zygote,
    source: str,
    *arguments: Any,
    files: Mapping[str, bytes] | None = None,
    limits: Limits = LIMITS,
) -> Outcome:
    """Call `attack(*arguments)` of a module with this source, in a process of its own."""
    module = {"hostile.py": dedent(source).encode(), **(files or {})}
    task = Task("hostile", module, frozenset(), limits)
    with IsolatedStudent(started, task) as student:
        try:
            return Outcome(student.attack(*arguments))
        except StudentFailure as failure:
            return Outcome(failure=failure)


def processes() -> set[int]:
    """All processes of this machine, by number."""
    return {int(name) for name in os.listdir("/proc") if name.isdigit()}


EVERY_LAYER = tuple(layer for layer in LAYERS if layer != "limits")
"""What is switched off where several layers each stop an attack; the limits stay, for this machine's sake."""

SECRET = "the answer is 7 times 6"
CAP_SYS_ADMIN = 21
CAP_SYS_RESOURCE = 24


@dataclass(frozen=True)
class Attack:
    """One attack, and what lets it reach its goal.

    Attributes:
        name: of the test.
        source: of a module whose `attack(stage)` returns True, or the secret, where it reaches its goal.
        off: the layers without which it does.
        impossible: why it cannot reach its goal on this machine even then; empty where it can.
    """

    name: str
    source: str
    off: tuple[str, ...] = EVERY_LAYER
    impossible: str = ""


def powerless(capability: int = CAP_SYS_ADMIN) -> str:
    """Why this process may not do what needs a power of root's; empty where it may."""
    status = Path("/proc/self/status").read_text()
    (held,) = (line.split()[1] for line in status.splitlines() if line.startswith("CapEff:"))
    return "" if int(held, 16) >> capability & 1 else "needs the powers of root"


def reached(outcome: Outcome) -> bool:
    return outcome.value is True or outcome.value == SECRET


class Cells:
    """Zygotes by the layers that they lack, each started once, with a temporary folder of their own."""

    def __init__(self) -> None:
        self._before = processes()
        self._started: dict[tuple[str, ...], Zygote] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Cells:
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="cells-")))
        # An ordinary user must find the way to its scratch folder, too.
        self.folder.chmod(0o755)
        self._stack.callback(setattr, tempfile, "tempdir", tempfile.tempdir)
        tempfile.tempdir = str(self.folder)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stack.close()

    def zygote(self, *off: str) -> Zygote:
        if off not in self._started:
            self._started[off] = self._stack.enter_context(zygote(*off))
        return self._started[off]

    def run(
        self, source: str, *arguments: Any, off: tuple[str, ...] = (), limits: Limits = LIMITS
    ) -> Outcome:
        return attack(self.zygote(*off), source, *arguments, limits=limits)

    @staticmethod
    def machine_lacks() -> set[str]:
        """Layers that this machine does not give to begin with."""
        return set(machine().off)

    def others_are_graded(self) -> bool:
        """Whether a right submission beside the attack gets its answer through."""
        return self.run("def attack(x): return x + 1", 41).value == 42

    def left_behind(self) -> list[str]:
        """Files of children that have ended, and their processes that have not."""
        own = {zygote_pid(started) for started in self._started.values()}
        files = [path.name for path in self.folder.iterdir()]
        return files + [
            str(pid) for pid in sorted(processes() - self._before - own) if self._is_ours(pid, own)
        ]

    def _is_ours(self, pid: int, own: set[int]) -> bool:
        try:
            parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False  # it has ended meanwhile
        if parent in own:
            return True
        try:
            return f"HOME={self.folder}".encode() in Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            # Only root may read it where a process cannot be dumped; an orphan of a zygote is taken for ours.
            return parent == 1 and b"autograder.sandbox.zygote" in command


def zygote_pid(started: Zygote) -> int:
    assert started.pid is not None
    return started.pid
