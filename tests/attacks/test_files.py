"""Answer theft: nothing outside its own folder can be read, and nothing secret was ever in its process."""

from __future__ import annotations

import glob
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from autograder.sandbox.student import IsolatedStudent
from autograder.sandbox.task import Task

from .harness import EVERY_LAYER, LIMITS, SECRET, Attack, Cells, attack, reached

DISK = next(iter(sorted(glob.glob("/dev/vd*") + glob.glob("/dev/sd*") + glob.glob("/dev/nvme*n*"))), "")


def disk_opens() -> bool:
    """Whether this user may read it: containers forbid it even to root, whatever the file's mode says."""
    try:
        os.close(os.open(DISK, os.O_RDONLY))
    except OSError:
        return False
    return True


NO_DISK = "" if disk_opens() else "there is no disk that this user may read"

# A process's environment, folder and descriptors are all reached through /proc by its number.
OF_A_PROCESS = EVERY_LAYER

ATTACKS = (
    Attack("open", "def attack(stage): return open(stage['secret']).read()", ("landlock",)),
    Attack(
        "mmap",
        """
        import mmap, os
        def attack(stage):
            descriptor = os.open(stage["secret"], os.O_RDONLY)
            return mmap.mmap(descriptor, 0, prot=mmap.PROT_READ)[:].decode()
        """,
        ("landlock",),
    ),
    Attack(
        "database",
        """
        import sqlite3
        def attack(stage):
            own = sqlite3.connect(":memory:")
            own.execute("attach ? as gradebook", (stage["database"],))
            return own.execute("select answer from gradebook.answers").fetchone()[0]
        """,
        ("landlock",),
    ),
    Attack(
        "relative_path",
        """
        import os
        def attack(stage):
            os.chdir(os.path.dirname(os.path.relpath(stage["secret"])))
            return open("answer.txt").read()
        """,
        ("landlock",),
    ),
    Attack(
        "through_own_root",
        "def attack(stage): return open('/proc/self/root' + stage['secret']).read()",
        ("landlock",),
    ),
    Attack(
        "symbolic_link",
        """
        import os
        def attack(stage):
            os.symlink(stage["secret"], "link")
            return open("link").read()
        """,
        ("landlock", "seccomp"),
    ),
    Attack(
        "hard_link",
        """
        import os
        def attack(stage):
            os.link(stage["secret"], "link")
            return open("link").read()
        """,
        ("landlock", "seccomp", "scratch", "user"),
    ),
    Attack(
        "another_program",
        """
        import subprocess
        def attack(stage): return subprocess.check_output(["cat", stage["secret"]], text=True)
        """,
        ("landlock", "seccomp"),
    ),
    Attack(
        "import_of_the_solution",
        """
        import os, sys
        def attack(stage):
            sys.path.insert(0, os.path.dirname(stage["secret"]))
            import secret_solution
            return secret_solution.ANSWER
        """,
        ("landlock",),
    ),
    Attack(
        "environment_of_a_process",
        """
        def attack(stage):
            variables = open(f"/proc/{stage['victim']}/environ").read().split("\\0")
            return dict(one.split("=", 1) for one in variables if one)["ANSWER"]
        """,
        OF_A_PROCESS,
    ),
    Attack(
        "descriptor_of_a_process",
        "def attack(stage): return open(f\"/proc/{stage['victim']}/fd/0\").read()",
        OF_A_PROCESS,
    ),
    Attack(
        "folder_of_a_process",
        "def attack(stage): return open(f\"/proc/{stage['victim']}/cwd/answer.txt\").read()",
        OF_A_PROCESS,
    ),
    Attack(
        "memory_of_a_process",
        """
        def attack(stage):
            statistics = open(f"/proc/{stage['victim']}/stat").read().rpartition(")")[2].split()
            start, end = int(statistics[47]), int(statistics[48])
            memory = open(f"/proc/{stage['victim']}/mem", "rb", buffering=0)
            memory.seek(start)
            return memory.read(end - start).decode().partition("ANSWER=")[2].partition("\\0")[0]
        """,
        OF_A_PROCESS,
    ),
    Attack(
        "disk_itself",
        "def attack(stage): return len(open(stage['disk'], 'rb', buffering=0).read(512)) == 512",
        ("landlock", "user"),
        NO_DISK,
    ),
)


@pytest.fixture(scope="module")
def cells() -> Iterator[Cells]:
    with Cells() as started:
        yield started


@pytest.fixture(scope="module")
def stage(cells: Cells) -> Iterator[dict[str, Any]]:
    """A secret where everybody on this machine may read it, and a process that holds it."""
    with tempfile.TemporaryDirectory(prefix="secret-", dir=cells.folder.parent) as name:
        folder = Path(name)
        folder.chmod(0o755)
        secret, database = folder / "answer.txt", folder / "gradebook.db"
        secret.write_text(SECRET)
        (folder / "secret_solution.py").write_text(f"ANSWER = {SECRET!r}\n")
        with sqlite3.connect(database) as connection:
            connection.execute("create table answers (answer text)")
            connection.execute("insert into answers values (?)", (SECRET,))
        connection.close()
        with (
            secret.open() as held,
            subprocess.Popen(["sleep", "100"], cwd=folder, env={"ANSWER": SECRET}, stdin=held) as victim,
        ):
            try:
                yield {
                    "secret": str(secret),
                    "database": str(database),
                    "victim": victim.pid,
                    "disk": DISK,
                }
            finally:
                victim.kill()


@pytest.mark.parametrize("theft", ATTACKS, ids=attrgetter("name"))
def test_answer_theft_is_stopped(theft: Attack, cells: Cells, stage: dict[str, Any]) -> None:
    outcome = cells.run(theft.source, stage)
    assert not reached(outcome)
    assert outcome.failure is not None
    assert SECRET not in outcome.message
    assert cells.others_are_graded()
    assert cells.left_behind() == []


@pytest.mark.parametrize("theft", ATTACKS, ids=attrgetter("name"))
def test_without_its_layers_answer_theft_succeeds(theft: Attack, cells: Cells, stage: dict[str, Any]) -> None:
    if theft.impossible:
        pytest.skip(theft.impossible)
    outcome = cells.run(theft.source, stage, off=theft.off)
    assert reached(outcome), outcome
    assert cells.left_behind() == []


NEIGHBOUR = """
    import os
    def attack():
        around = os.path.dirname(os.getcwd())
        found = [open(os.path.join(around, name, "work.py")).read() for name in os.listdir(around)
                 if os.path.exists(os.path.join(around, name, "work.py"))]
        return found[0]
"""


@pytest.mark.parametrize("off", [(), ("landlock", "scratch")], ids=["stopped", "control"])
def test_another_students_work(cells: Cells, off: tuple[str, ...]) -> None:
    """A submission that is graded at the same moment lies beside this one."""
    files = {"honest.py": b"def one(): return 1", "work.py": SECRET.encode()}
    started = cells.zygote(*off)
    with IsolatedStudent(started, Task("honest", files, frozenset(), LIMITS)) as neighbour:
        assert neighbour.one() == 1
        assert reached(attack(started, NEIGHBOUR)) == bool(off)
        assert neighbour.one() == 1
    assert cells.left_behind() == []


# What follows is stopped by design: there is nothing to find. The control is the same code in this
# process, which is what a checker that runs student code beside its tests would be.

WALKERS = {
    "objects": """
        import gc
        def attack(name):
            return any(type(one) is dict and dict.get(one, name) is not None for one in gc.get_objects())
    """,
    "frames": """
        import sys
        def attack(name):
            frame = sys._getframe()
            while frame is not None:
                if name in frame.f_locals and frame.f_code.co_name != "attack":
                    return True
                frame = frame.f_back
            return False
    """,
    "modules": """
        import sys
        def attack(name):
            engine = [module for module in sys.modules if module.startswith(("autograder.grading", "tests."))]
            return bool(engine) or any(name in vars(module) for module in sys.modules.values())
    """,
    "descriptors": """
        import os
        def attack(name):
            for descriptor in range(3, 64):
                try:
                    if os.pread(descriptor, 100, 0) == name.encode():
                        return True
                except OSError:
                    continue
            return False
    """,
}

planted_reference = SECRET


PLANTED = "planted_reference"


@pytest.fixture(scope="module")
def beside_a_descriptor() -> Iterator[Cells]:
    """Started while the grader holds a secret's descriptor that programs inherit."""
    with tempfile.TemporaryFile() as held:
        held.write(PLANTED.encode())
        held.flush()
        os.set_inheritable(held.fileno(), True)
        with Cells() as started:
            yield started


@pytest.mark.parametrize("walker", WALKERS)
def test_nothing_secret_is_in_the_process(beside_a_descriptor: Cells, walker: str) -> None:
    assert beside_a_descriptor.run(WALKERS[walker], PLANTED).value is False
    assert in_this_process(WALKERS[walker], PLANTED) is True


def in_this_process(source: str, planted: str) -> Any:
    planted_reference = SECRET
    names: dict[str, Any] = {}
    exec(compile(dedent(source), "hostile.py", "exec"), names)
    found = names["attack"](planted)
    assert planted_reference == SECRET
    return found


BELONGINGS = """
    import ctypes, os, sys
    def attack():
        libc = ctypes.CDLL(None)
        variables, at = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ"), 0
        texts = [*sys.argv, *sys.orig_argv, *sys.path, *os.environ.values()]
        while variables[at]:
            texts.append(variables[at].decode())
            at += 1
        return "\\n".join(texts)
"""


def test_environment_and_arguments_tell_no_path(
    cells: Cells, stage: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the grader was called with stays with the grader."""
    monkeypatch.setenv("SOLUTIONS", stage["secret"])
    monkeypatch.setenv("PYTHONPATH", str(Path(stage["secret"]).parent))
    with Cells() as fresh:
        told = fresh.run(BELONGINGS).value
    for secret in (stage["secret"], str(Path(stage["secret"]).parent), str(Path.cwd() / "solutions")):
        assert secret not in told
    control = [sys.executable, "-c", dedent(BELONGINGS) + "\nprint(attack())"]
    assert stage["secret"] in subprocess.run(control, capture_output=True, text=True, check=True).stdout
