"""Resources: memory, time, disk, threads and output are bounded, and each bound has a name."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from autograder.errors import GraderFault
from autograder.results import Limit, Status
from autograder.sandbox.isolation.enter import THREADS_MOST
from autograder.sandbox.limits import Limits
from autograder.sandbox.patience import WAITING_FACTOR
from autograder.sandbox.student import IsolatedStudent
from autograder.sandbox.task import Task
from autograder.testing.observing import MOST_PRINTED

from ..harness import TEMPERATURES, Files, grade_class, results
from .harness import LIMITS, Cells, zygote_pid

SMALL = Limits(
    call_seconds=1.0, exercise_seconds=10.0, memory_mib=64, result_mib=4, scratch_mib=4, scratch_files=32
)
PATIENT = replace(SMALL, call_seconds=10.0)
HASTY = replace(SMALL, call_seconds=0.3)
SLEEP = WAITING_FACTOR * HASTY.call_seconds + 0.5


@dataclass(frozen=True)
class Greed:
    """What takes too much, and what it comes to.

    Attributes:
        name: of the test.
        source: of a module whose `attack()` returns True where it got all it wanted.
        status: of the test that called it.
        limit: the limit that it met.
        off: the layers without which it gets all.
        limits: of the attack.
        generous: of the control.
    """

    name: str
    source: str
    status: Status
    limit: Limit | None
    off: tuple[str, ...] = ()
    limits: Limits = SMALL
    generous: Limits = PATIENT


GREED = (
    Greed(
        "memory_at_once",
        "def attack(): return len(bytearray(150_000_000)) > 0",
        Status.CRASHED,
        Limit.MEMORY,
        ("limits",),
    ),
    Greed(
        "memory_by_drops",
        """
        def attack():
            hoard = [bytearray(1_000_000) for _ in range(150)]
            return len(hoard) == 150
        """,
        Status.CRASHED,
        Limit.MEMORY,
        ("limits",),
    ),
    Greed(
        "memory_of_tensors_with_the_error_caught",
        """
        import torch
        def attack():
            try:
                return len(torch.zeros(40_000_000)) > 0
            except RuntimeError:
                hoard = []
                try:
                    while True: hoard.append(bytearray(1_000_000))
                except MemoryError:
                    hoard.clear()
                return True
        """,
        Status.CRASHED,
        Limit.MEMORY,
        ("limits",),
    ),
    # Loops that would be endless come to an end here after a while, so that the control sees it.
    Greed(
        "busy_loop",
        """
        import time
        def attack():
            while time.process_time() < 1.5: pass
            return True
        """,
        Status.TIMEOUT,
        Limit.WALL,
    ),
    Greed(
        "sleep",
        f"""
        import time
        def attack():
            time.sleep({SLEEP})
            return True
        """,
        Status.TIMEOUT,
        Limit.WALL,
        limits=HASTY,
    ),
    Greed(
        "deaf_to_signals",
        f"""
        import signal, time
        def attack():
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU, signal.SIGHUP, signal.SIGALRM):
                signal.signal(number, signal.SIG_IGN)
            time.sleep({SLEEP})
            return True
        """,
        Status.TIMEOUT,
        Limit.WALL,
        limits=HASTY,
    ),
    Greed(
        "processor_time_over_the_exercise",
        # Deaf to the warning, which a namespace's first process does not hear anyway.
        """
        import signal, time
        def attack():
            signal.signal(signal.SIGXCPU, signal.SIG_IGN)
            while time.process_time() < 3.2: pass
            return True
        """,
        Status.TIMEOUT,
        Limit.WALL,
        ("limits",),
        replace(SMALL, call_seconds=20.0, exercise_seconds=1.0),
        replace(SMALL, call_seconds=20.0, exercise_seconds=1.0),
    ),
    Greed(
        "one_large_file",
        """
        def attack():
            with open("large", "wb") as file:
                for _ in range(10): file.write(bytes(1_000_000))
            return True
        """,
        Status.ERROR,
        Limit.SCRATCH,
        ("scratch", "landlock", "limits"),
    ),
    Greed(
        "large_files",
        # Each of them within the limit of a file.
        """
        def attack():
            for number in range(10):
                with open(str(number), "wb") as file: file.write(bytes(1_000_000))
            return True
        """,
        Status.ERROR,
        Limit.SCRATCH,
        ("scratch", "landlock"),
    ),
    Greed(
        "many_small_files",
        """
        def attack():
            for number in range(200): open(str(number), "w").close()
            return True
        """,
        Status.ERROR,
        Limit.SCRATCH,
        ("scratch", "landlock"),
    ),
    Greed(
        "many_folders",
        """
        import os
        def attack():
            for number in range(200): os.makedirs(f"a/{number}")
            return True
        """,
        Status.ERROR,
        Limit.SCRATCH,
        ("scratch", "landlock"),
    ),
    Greed(
        "many_open_files",
        """
        import os
        def attack():
            opened = [os.open("/dev/null", os.O_RDONLY) for _ in range(200)]
            return len(opened) == 200
        """,
        Status.ERROR,
        None,
        ("limits",),
    ),
    Greed(
        "large_result",
        """
        import torch
        def attack(): return bool(torch.zeros(2_000_000).sum() == 0) and [True, torch.zeros(2_000_000)]
        """,
        Status.FAILED,
        Limit.RESULT,
        generous=replace(PATIENT, result_mib=16),
    ),
    Greed(
        "small_tensor_that_looks_large",
        """
        import torch
        def attack(): return [True, torch.zeros(1).expand(2_000_000)]
        """,
        Status.FAILED,
        Limit.RESULT,
        generous=replace(PATIENT, result_mib=16),
    ),
    Greed(
        "one_tensor_many_times",
        """
        import torch
        def attack(): return [True, *[torch.zeros(200_000)] * 10]
        """,
        Status.FAILED,
        Limit.RESULT,
        generous=replace(PATIENT, result_mib=16),
    ),
)

CRASHES = {
    "null_pointer": "import ctypes\ndef attack(): return ctypes.string_at(0)",
    "abort": "import os\ndef attack(): os.abort()",
    "exit": "import os\ndef attack(): os._exit(0)",
}
if sys.version_info < (3, 12):  # from then on, Python raises instead
    CRASHES["recursion_in_c"] = """
        import sys
        def attack():
            sys.setrecursionlimit(10**7)
            nested = []
            for _ in range(200_000): nested = [nested]
            return repr(nested) == nested
    """

# A thread without a stack of its own takes no address space: only their number can be limited.
# The bytes: count in r9, made in r10; clone(VM|FS|FILES|SIGHAND|THREAD|SYSVSEM) until it fails or
# the count is reached; each thread pauses for ever.
THREADS = """
    import ctypes, mmap
    CODE = bytes.fromhex(
        "4989f9 4d31d2 4d39ca 7322 bf000f0500 31d2 b838000000 0f05 85c0 7407 780e 49ffc2 ebe2"
        "b822000000 0f05 ebf7 4c89d0 c3"
    )
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(CODE)
    def attack(count):
        start = ctypes.addressof(ctypes.c_char.from_buffer(page))
        return ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_long, ctypes.c_long)(start)(count, start + 4096)
"""
THREADS_WANTED = 4 * THREADS_MOST

FLOOD = """
    import os
    def attack():
        for _ in range(20):
            print("x" * 1_000_000)
            for descriptor in (1, 2): os.write(descriptor, bytes(1_000_000))
        return True
"""


@pytest.fixture(scope="module")
def cells() -> Iterator[Cells]:
    with Cells() as started:
        yield started


@pytest.mark.parametrize("greed", GREED, ids=attrgetter("name"))
def test_greed_meets_a_limit(greed: Greed, cells: Cells) -> None:
    outcome = cells.run(greed.source, limits=greed.limits)
    assert outcome.failure is not None, outcome
    assert (outcome.failure.status, outcome.failure.limit) == (greed.status, greed.limit), outcome.message
    assert cells.others_are_graded()
    assert cells.left_behind() == []


@pytest.mark.parametrize("greed", GREED, ids=attrgetter("name"))
def test_without_a_limit_greed_gets_all(greed: Greed, cells: Cells) -> None:
    outcome = cells.run(greed.source, off=greed.off, limits=greed.generous)
    got = outcome.value[0] if isinstance(outcome.value, list) else outcome.value
    assert got is True, outcome
    assert cells.left_behind() == []


def test_what_cannot_be_copied_is_measured_first(cells: Cells) -> None:
    """Ten thousand million elements in four bytes: the copy alone would take 40 GB."""
    source = "import torch\ndef attack(): return torch.zeros(1).expand(10**10)"
    outcome = cells.run(source, limits=SMALL)
    assert outcome.failure is not None
    assert outcome.failure.limit == Limit.RESULT


@pytest.mark.parametrize("crash", CRASHES)
def test_a_crash_ends_its_own_process_alone(crash: str, cells: Cells) -> None:
    outcome = cells.run(CRASHES[crash])
    assert outcome.failure is not None
    assert outcome.failure.status == Status.CRASHED
    assert cells.others_are_graded()
    assert cells.left_behind() == []
    # The control: in the process that grades, it would end all grading.
    grading = dedent(CRASHES[crash]) + "\nimport resource\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))"
    grading += "\nattack()\nprint('marks')"
    ran = subprocess.run([sys.executable, "-c", grading], capture_output=True, text=True, check=False)
    assert "marks" not in ran.stdout


def test_a_process_that_is_killed_from_outside_is_not_the_students_fault(cells: Cells) -> None:
    """As the kernel does where the machine runs out of memory, whosever that is."""
    source = b"import time\ndef attack(seconds): time.sleep(seconds)"
    with IsolatedStudent(
        cells.zygote(), Task("hostile", {"hostile.py": source}, frozenset(), PATIENT)
    ) as student:
        student.attack(0)
        (child,) = children_of(zygote_pid(cells.zygote()))
        killing = threading.Timer(0.2, os.kill, (child, signal.SIGKILL))
        killing.start()
        with pytest.raises(GraderFault, match="killed"):
            student.attack(30)
        killing.join()
    assert cells.others_are_graded()
    assert cells.left_behind() == []


def children_of(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="machine code of x86-64")
def test_threads_are_limited(cells: Cells) -> None:
    """As many as the system has would stop every other process."""
    assert cells.run(THREADS, THREADS_WANTED, off=("limits", "seccomp")).value == THREADS_WANTED
    assert cells.run(THREADS, THREADS_WANTED).value <= THREADS_MOST
    assert cells.others_are_graded()
    assert cells.left_behind() == []


def test_a_flood_of_output_is_cut_off(cells: Cells) -> None:
    task = Task("hostile", {"hostile.py": dedent(FLOOD).encode()}, frozenset(), LIMITS)
    with IsolatedStudent(cells.zygote(), task) as student:
        observed = student.observe("attack")
        assert observed.result is True
        assert len(observed.printed) == MOST_PRINTED
    assert cells.left_behind() == []
    # The control: a checker that keeps what is printed keeps all of it.
    with tempfile.TemporaryFile() as kept:
        command = [sys.executable, "-c", dedent(FLOOD) + "\nattack()"]
        subprocess.run(command, stdout=kept, stderr=kept, check=True)
        assert kept.seek(0, 2) > 50_000_000


HONEST: Files = {name: TEMPERATURES[name] for name in ("celsius.py", "warmest.py")}


def as_celsius(source: str) -> str:
    """The attack as a student's first exercise."""
    return dedent(source).replace("def attack():", "def to_celsius(fahrenheit):")


@pytest.fixture(scope="module")
def graded(temperatures: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    chosen = {
        greed.name: greed.source for greed in GREED if greed.name in ("many_small_files", "large_result")
    }
    hostile = {
        name: {**HONEST, "celsius.py": as_celsius(source)} for name, source in (chosen | CRASHES).items()
    }
    folder = tmp_path_factory.mktemp("class")
    ran = grade_class(
        temperatures, folder, {"honest": HONEST, **hostile, "upright": HONEST}, "--workers", "1"
    )
    assert (ran.status, ran.err) == (0, "")
    return results(folder / "results")


def test_a_class_with_attackers_is_graded_to_its_end(graded: dict[str, dict[str, Any]]) -> None:
    for name, result in graded.items():
        assert result["status"] == "graded"
        honest = name in ("honest", "upright")
        assert (result["score"] == 100.0) == honest
        # The second exercise is right, and judged with a stand-in for the first.
        assert result["exercises"][0]["score"] == (50.0 if honest else 0.0)
        assert result["exercises"][1]["score"] == 50.0
