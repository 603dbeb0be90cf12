"""Escape: no more power, no other view of the files, no way around the filter of system calls, and no
change of a file that others rely on, so that later exercises are graded as if this one had not been."""

from __future__ import annotations

import ctypes
import os
import platform
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from .harness import CAP_SYS_RESOURCE, EVERY_LAYER, Attack, Cells, powerless, reached

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of system calls of x86-64")

X32_GETPID = 0x40000000 + 39
POWER = ("seccomp", "capabilities", "user", "landlock")


def call(number: int, *arguments: object, success: str = "== 0") -> str:
    """The source of an attack that is one raw system call."""
    listed = "".join(f", {argument}" for argument in arguments)
    return f"""
        import ctypes
        def attack(stage): return ctypes.CDLL(None).syscall({number}{listed}) {success}
    """


def no_x32() -> str:
    return "" if ctypes.CDLL(None).syscall(X32_GETPID) > 0 else "this kernel has no x32 calls"


def no_i386() -> str:
    # A kernel without them would end the process that tries.
    return "" if Path("/proc/sys/abi/vsyscall32").exists() else "this kernel has no i386 calls"


def sysctl(name: str, most: int) -> str:
    """Why it cannot be had even without layers, by a setting of the kernel."""
    path = Path("/proc/sys/kernel") / name
    if not path.exists():
        return "this kernel has none"
    return "" if int(path.read_text()) <= most else f"kernel.{name} forbids it"


ATTACKS = (
    Attack(
        "mount",
        # Inside its own namespace of mounts, which stays on for the control, too.
        """
        import ctypes, os
        def attack(stage):
            os.mkdir("over")
            return ctypes.CDLL(None).mount(b"none", b"over", b"tmpfs", 0, b"size=4096") == 0
        """,
        POWER,
    ),
    Attack("user_namespace", call(272, 0x10000000), ("seccomp",)),
    Attack("namespace_of_mounts", call(272, 0x00020000), POWER),
    Attack(
        "namespace_of_another",
        """
        import ctypes, os
        def attack(stage):
            with open(f"/proc/{stage['grader']}/ns/net") as other:
                return ctypes.CDLL(None).setns(other.fileno(), 0) == 0
        """,
        EVERY_LAYER,
        powerless(),
    ),
    Attack(
        "another_user",
        """
        import os
        def attack(stage):
            os.setuid(12345)
            return os.getuid() == 12345
        """,
        EVERY_LAYER,
        powerless(),
    ),
    Attack(
        "another_root",
        """
        import os
        def attack(stage):
            os.chroot(os.getcwd())
            return True
        """,
        POWER,
    ),
    Attack("keyring", call(248, "b'user'", "b'name'", "b'text'", 4, -2, success="> 0"), ("seccomp",)),
    Attack(
        "kernel_program",
        # An array map of one element, as a program would talk through.
        """
        import ctypes
        BPF_MAP_CREATE, BPF_MAP_TYPE_ARRAY = 0, 2
        def attack(stage):
            wanted = (ctypes.c_uint32 * 32)(BPF_MAP_TYPE_ARRAY, 4, 4, 1)
            return ctypes.CDLL(None).syscall(321, BPF_MAP_CREATE, ctypes.byref(wanted), 72) >= 0
        """,
        EVERY_LAYER,
        powerless(),
    ),
    Attack(
        "performance_counters",
        # A software clock of its own process without the kernel's part.
        """
        import ctypes
        SOFTWARE, EXCLUDE_KERNEL_AND_HYPERVISOR = 1, 0x60
        def attack(stage):
            wanted = (ctypes.c_uint32 * 32)(SOFTWARE, 112)
            wanted[10] = EXCLUDE_KERNEL_AND_HYPERVISOR
            return ctypes.CDLL(None).syscall(298, ctypes.byref(wanted), 0, -1, -1, 0) >= 0
        """,
        ("seccomp",),
        sysctl("perf_event_paranoid", 2),
    ),
    Attack("page_faults_in_user_space", call(323, 1, success=">= 0"), ("seccomp",)),
    Attack("personality", call(135, 0x0040000, success=">= 0"), ("seccomp",)),
    Attack(
        "input_output_ring",
        # It would open files and sockets without a system call that a filter sees.
        """
        import ctypes
        def attack(stage):
            return ctypes.CDLL(None).syscall(425, 4, ctypes.create_string_buffer(120)) >= 0
        """,
        ("seccomp",),
        sysctl("io_uring_disabled", 0),
    ),
    Attack("file_without_a_name", call(319, "b'program'", 0, success=">= 0"), ("seccomp",)),
    Attack(
        "outlive_the_grader",
        """
        import ctypes
        PR_SET_PDEATHSIG = 1
        def attack(stage): return ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0) == 0
        """,
        ("seccomp",),
    ),
    Attack(
        "more_than_allowed",
        """
        import resource
        def attack(stage):
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            return True
        """,
        EVERY_LAYER,
        powerless(CAP_SYS_RESOURCE),
    ),
    Attack(
        "i386_entry",
        # mov eax, 136 (personality); mov ebx, -1 (only ask); int 0x80; the caller's rbx is kept.
        """
        import ctypes, mmap
        CODE = bytes.fromhex("53 b888000000 bbffffffff cd80 5b c3")
        def attack(stage):
            page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
            page.write(CODE)
            return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))() >= 0
        """,
        ("seccomp",),
        no_i386(),
    ),
    Attack("x32_entry", call(X32_GETPID, success="> 0"), ("seccomp",), no_x32()),
    Attack(
        "upper_half_of_an_argument",
        # A filter sees 64 bits of what the kernel cuts to 32: F_SETOWN with more above it.
        """
        import ctypes, os
        def attack(stage):
            reading, _writing = os.pipe()
            libc = ctypes.CDLL(None)
            high = ctypes.c_uint64(1 << 32 | 8)
            return libc.syscall(72, ctypes.c_uint64(reading), high, ctypes.c_uint64(os.getpid())) == 0
        """,
        ("seccomp",),
    ),
)


@dataclass(frozen=True)
class Change:
    """What is done to a file that others rely on, and how one sees that it was.

    Attributes:
        name: of the test.
        source: of the attack.
        off: the layers without which it succeeds.
        done: whether it was, of the folder that it was done to.
    """

    name: str
    source: str
    off: tuple[str, ...]
    done: Callable[[Path], bool]


WRITING = ("landlock", "user")
CHANGES = (
    Change(
        "mode",
        "import os\ndef attack(stage): os.chmod(stage['folder'] + '/bob.json', 0o777)",
        ("seccomp", "user"),
        lambda folder: (folder / "bob.json").stat().st_mode & 0o777 == 0o777,
    ),
    Change(
        "time",
        "import os\ndef attack(stage): os.utime(stage['folder'] + '/bob.json', (1, 1))",
        ("seccomp", "user"),
        lambda folder: (folder / "bob.json").stat().st_mtime == 1,
    ),
    Change(
        "attribute",
        "import os\ndef attack(stage): os.setxattr(stage['folder'] + '/bob.json', 'user.score', b'100')",
        ("seccomp", "user"),
        lambda folder: "user.score" in os.listxattr(folder / "bob.json"),
    ),
    Change(
        "written",
        "def attack(stage): open(stage['folder'] + '/bob.json', 'w').write('{\"score\": 100}')",
        WRITING,
        lambda folder: (folder / "bob.json").read_text() == '{"score": 100}',
    ),
    Change(
        "cut_off",
        "import os\ndef attack(stage): os.truncate(stage['folder'] + '/bob.json', 1)",
        WRITING,
        lambda folder: (folder / "bob.json").stat().st_size == 1,
    ),
    Change(
        "removed",
        "import os\ndef attack(stage): os.remove(stage['folder'] + '/bob.json')",
        WRITING,
        lambda folder: not (folder / "bob.json").exists(),
    ),
    Change(
        "renamed",
        """
        import os
        def attack(stage): os.replace(stage["folder"] + "/bob.json", stage["folder"] + "/eve.json")
        """,
        WRITING,
        lambda folder: (folder / "eve.json").exists(),
    ),
)

PACKAGES = Path(sysconfig.get_path("purelib"))
POISONS = {
    "module": PACKAGES / f"attack_{os.getpid()}.py",
    "startup_file": PACKAGES / f"attack_{os.getpid()}.pth",
    "compiled_module": PACKAGES / "torch" / "__pycache__" / f"attack_{os.getpid()}.pyc",
}
POISON = """
    def attack(stage):
        open(stage["poison"], "xb").write(b"# attack")
        return True
"""


@pytest.fixture(scope="module")
def cells() -> Iterator[Cells]:
    with Cells() as started:
        yield started


@pytest.mark.parametrize("escape", ATTACKS, ids=attrgetter("name"))
def test_there_is_no_escape(escape: Attack, cells: Cells) -> None:
    assert not reached(cells.run(escape.source, {"grader": os.getpid()}))
    assert cells.others_are_graded()
    assert cells.left_behind() == []


@pytest.mark.parametrize("escape", ATTACKS, ids=attrgetter("name"))
def test_without_its_layers_there_is(escape: Attack, cells: Cells) -> None:
    if escape.impossible:
        pytest.skip(escape.impossible)
    outcome = cells.run(escape.source, {"grader": os.getpid()}, off=escape.off)
    assert reached(outcome), outcome
    assert cells.left_behind() == []


@pytest.fixture
def results(cells: Cells) -> Iterator[Path]:
    """A folder of results with that of another student, on a real disk: attributes need one."""
    with tempfile.TemporaryDirectory(prefix="results-", dir=cells.folder.parent) as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "bob.json").write_text('{"score": 50}')
        (folder / "bob.json").chmod(0o666)
        yield folder


def looks(folder: Path) -> dict[str, Any]:
    return {
        path.name: (path.read_bytes(), path.stat()[:1], path.stat().st_mtime) for path in folder.iterdir()
    }


@pytest.mark.parametrize("change", CHANGES, ids=attrgetter("name"))
def test_files_of_others_stay_as_they_are(change: Change, cells: Cells, results: Path) -> None:
    before = looks(results)
    assert cells.run(change.source, {"folder": str(results)}).failure is not None
    assert looks(results) == before
    assert not change.done(results)
    assert cells.others_are_graded()


@pytest.mark.parametrize("change", CHANGES, ids=attrgetter("name"))
def test_without_their_layers_they_are_changed(change: Change, cells: Cells, results: Path) -> None:
    outcome = cells.run(change.source, {"folder": str(results)}, off=change.off)
    assert change.done(results), outcome


@pytest.mark.parametrize("poison", POISONS)
def test_later_exercises_find_the_same_packages(poison: str, cells: Cells) -> None:
    assert not reached(cells.run(POISON, {"poison": str(POISONS[poison])}))
    assert not POISONS[poison].exists()
    assert cells.others_are_graded()


@pytest.mark.parametrize("poison", POISONS)
def test_without_its_layers_a_package_is_poisoned(poison: str, cells: Cells) -> None:
    if not os.access(POISONS[poison].parent, os.W_OK):
        pytest.skip("this user may not write where packages are")
    try:
        assert reached(cells.run(POISON, {"poison": str(POISONS[poison])}, off=WRITING))
        assert POISONS[poison].exists()
    finally:
        POISONS[poison].unlink(missing_ok=True)
