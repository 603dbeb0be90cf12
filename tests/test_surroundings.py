"""Whoever grades, wherever, with whatever in the environment: the same marks, or one line says why not."""

from __future__ import annotations

import csv
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.classroom.pool import IMPORTED_ONCE, STARTS_MOST, Pool, in_environment
from autograder.errors import GraderFault, UsageError
from autograder.sandbox.environment import bare_environment

from .harness import RIGHT, ROOT, TEMPERATURES, WRONG, Files, write_files, written

TELLS_ITS_PATH: Files = {
    **WRONG,
    "celsius.py": "import os\ndef to_celsius(f):\n    open(os.getcwd() + '/none')\n",
}
WARNS: Files = {
    **RIGHT,
    "warmest.py": """
        import warnings
        from celsius import to_celsius

        def warmest(fahrenheit):
            warnings.warn("too warm", DeprecationWarning)
            return to_celsius(fahrenheit).max()
    """,
}
GRADE = (sys.executable, "-m", "autograder", "grade")


def ran(*command: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
        list(map(str, command)),
        **{"cwd": ROOT, "capture_output": True, "text": True, "timeout": 300, **options},
    )
    return done


@pytest.fixture(scope="module")
def graded(temperatures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a class and its results, graded where nothing is in the way."""
    folder = tmp_path_factory.mktemp("graded")
    for name, files in {"ada": RIGHT, "bo": TELLS_ITS_PATH, "cy": WARNS}.items():
        write_files(folder / "class" / name, files)
    arguments = (temperatures, folder / "class", "--out", folder / "results", "--workers", "1")
    assert ran(*GRADE, *arguments).returncode == 0
    return folder


@pytest.mark.parametrize(
    ("temporary", "more"),
    [("[odd] $HOME", {}), ("long " * 40, {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1"})],
    ids=["forked", "spawned"],
)
def test_nothing_from_outside_changes_a_byte(
    graded: Path, tmp_path_factory: pytest.TempPathFactory, temporary: str, more: dict[str, str]
) -> None:
    tmp_path = tmp_path_factory.mktemp("out")
    odd = tmp_path / "an [odd] $HOME::name"
    assignment = write_files(odd / "temperatures", TEMPERATURES)
    (odd / "conftest.py").write_text("raise ValueError('of somebody else')\n")
    for above in (odd, assignment):
        (above / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    folder = tmp_path / temporary
    folder.mkdir()
    outside = {
        "PYTEST_ADDOPTS": "-x --no-such-option",
        "PYTEST_PLUGINS": "no_such_plugin",
        "PYTEST_DEBUG": "1",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(assignment),
        "OMP_NUM_THREADS": "7",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "TMPDIR": str(folder),
        "XDG_CACHE_HOME": "/proc",
        "HOME": "/proc",
    }
    arguments = (assignment, graded / "class", "--out", odd / "results", "--workers", "1")
    done = ran(*GRADE, *arguments, env={**os.environ, **outside, **more})
    assert (done.returncode, done.stderr) == (0, "")
    assert written(odd / "results") == written(graded / "results")
    assert not list(folder.glob("exercise-*"))


def test_what_ends_unseen_is_seen_all_the_same(graded: Path, temperatures: Path, tmp_path: Path) -> None:
    """Whatever starts the grader may ignore SIGCHLD, and then nobody can wait for a process."""
    ignoring = (
        "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN);"
        "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    arguments = (temperatures, graded / "class", "--out", tmp_path, "--workers", "1")
    done = ran(sys.executable, "-c", ignoring, *GRADE[1:], *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert written(tmp_path) == written(graded / "results")


def test_nohup_outlives_the_terminal() -> None:
    program = (
        "import os, signal; from autograder import cli\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "cli.app = lambda **_options: os.kill(os.getpid(), signal.SIGHUP)\n"
        "cli.main()"
    )
    assert ran(sys.executable, "-c", program).returncode == 0


def test_somebody_without_a_name_and_a_home(graded: Path, temperatures: Path, tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")
    }
    arguments = (temperatures, graded / "class", "--out", tmp_path, "--workers", "1")
    nameless = (sys.executable, "tests/as_user.py", "--nameless")
    done = ran(*nameless, *GRADE, *arguments, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert written(tmp_path) == written(graded / "results")


def test_a_submission_that_one_may_not_read(temperatures: Path, tmp_path: Path) -> None:
    """The others are graded, and the run ends in order."""
    for name in ("ada", "bo", "cy"):
        write_files(tmp_path / "class" / name, RIGHT)
    closed = [tmp_path / "class" / "bo", tmp_path / "class" / "cy" / "celsius.py"]
    for path in closed:
        path.chmod(0)
    arguments = (temperatures, tmp_path / "class", "--out", tmp_path / "results", "--workers", "1")
    done = ran(sys.executable, "tests/as_user.py", *GRADE, *arguments)
    closed[0].chmod(0o755)
    assert (done.returncode, done.stderr) == (1, "")
    scores = csv.DictReader((tmp_path / "results" / "scores.csv").read_text().splitlines())
    assert [line["status"] for line in scores] == ["graded", "fault", "fault"]


def test_the_environment_is_the_same_for_those_that_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("HOME", "/proc/no home")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    bare = bare_environment()
    own = tmp_path / f"autograder-{os.getuid()}"
    assert bare["MPLCONFIGDIR"] == str(own / "autograder" / "matplotlib")
    assert own.stat().st_mode & 0o777 == 0o700
    for name, value in bare.items():
        monkeypatch.setenv(name, value)
    assert bare_environment() == bare
    shutil.rmtree(own)
    own.symlink_to(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc")
    assert Path(bare_environment()["XDG_CACHE_HOME"]) not in (own, tmp_path), "nobody's link is followed"


def test_assertions_are_not_left_out(temperatures: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from autograder.classroom.jobs import points_of\n"
        "from autograder.course import load_assignment\n"
        "points_of(load_assignment(Path(sys.argv[1])))"
    )
    done = ran(sys.executable, "-O", "-c", program, temperatures)
    assert "UsageError: Python runs with -O or PYTHONOPTIMIZE, which leaves the assertions" in done.stderr


def test_a_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    gone = ("sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh", sys.executable, "-m", "autograder", "doctor")
    (tmp_path / "gone").mkdir()
    done = ran(*gone, cwd=tmp_path / "gone")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def nothing(*_given: object) -> None: ...


def refuses(*_given: object) -> None:
    raise UsageError("no test")


def stumbles(*_given: object) -> None:
    raise RuntimeError("two\nlines")


def leaves(*_given: object) -> None:
    os._exit(3)


def is_killed(*_given: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def surroundings() -> tuple[int, str]:
    return sys.flags.hash_randomization, os.environ["TZ"]


@pytest.mark.parametrize(
    ("start", "kind", "message"),
    [
        (refuses, UsageError, "^no test$"),
        (stumbles, GraderFault, "^a process that should grade cannot start: RuntimeError: two lines$"),
    ],
)
def test_why_processes_cannot_start_is_told_with_each_outcome(
    start: Callable[..., None], kind: type[Exception], message: str
) -> None:
    pool = Pool(1, start, ())
    for future in (pool.submit(nothing), pool.submit(nothing)):
        with pytest.raises(kind, match=message):
            future.result()
    pool.close()


@pytest.mark.parametrize(
    ("start", "times", "message"),
    [
        (leaves, 1, "ends while it starts, with status 3"),
        (is_killed, STARTS_MOST, r"were ended 3 times while they started \(SIGKILL\)"),
    ],
)
def test_processes_that_end_while_they_start_are_not_replaced_for_ever(
    start: Callable[..., None], times: int, message: str
) -> None:
    pool = Pool(2, start, ())
    for number in range(times):
        with pytest.raises(Pool.lost):
            pool.submit(nothing).result()
        if number < times - 1:
            pool.replace()
    with pytest.raises(GraderFault, match=message):
        pool.replace()


def test_a_signal_while_processes_start_leaves_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def hung_up(wanted: Mapping[str, str]) -> Iterator[None]:
        with in_environment(wanted):
            yield
        os.kill(os.getpid(), signal.SIGHUP)

    monkeypatch.setattr("autograder.classroom.pool.in_environment", hung_up)
    before = signal.signal(signal.SIGHUP, lambda _number, _frame: sys.exit("hung up"))
    others = multiprocessing.active_children()
    try:
        with pytest.raises(SystemExit, match="hung up"), Pool(1, nothing, ()) as pool:
            pool.submit(time.sleep, 60)
    finally:
        signal.signal(signal.SIGHUP, before)
    for started in (child for child in multiprocessing.active_children() if child not in others):
        started.join(timeout=20)
        assert started.exitcode == -signal.SIGKILL


def test_a_system_without_semaphores_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_given: object, **_more: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", nowhere)
    with pytest.raises(UsageError, match=r"No such file or directory\): can you write to /dev/shm"):
        Pool(1, nothing, ())


def test_what_ends_the_process_that_imports_torch_is_told() -> None:
    program = (
        "from autograder.classroom import pool; from autograder.errors import GraderFault\n"
        "pool.IMPORTED_ONCE = 'unittest.__main__'\n"  # It ends the program that imports it.
        "try: pool.Pool(1, print, ()).submit(print)\n"
        "except GraderFault as error: print(error)"
    )
    assert ran(sys.executable, "-c", program).stdout.startswith(
        "the processes that should grade cannot start (EOFError"
    )


def test_libraries_say_nothing_when_the_process_that_imports_torch_ends() -> None:
    program = f"import atexit; atexit.register(print, 'leaked'); import {IMPORTED_ONCE}"
    done = ran(sys.executable, "-c", program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_processes_that_end_later_are_replaced() -> None:
    pool = Pool(1, nothing, ())
    for _time in range(STARTS_MOST):
        with pytest.raises(Pool.lost):
            pool.submit(leaves).result()
        pool.replace()
    assert pool.submit(surroundings).result() == (0, "UTC")
    pool.close()
