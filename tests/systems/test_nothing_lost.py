"""Whatever ends a run, no finished result is lost, and the same command goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from ..harness import (
    OF_THE_RUN,
    RIGHT,
    ROOT,
    WRONG,
    Files,
    as_bytes,
    autograder,
    grade_class,
    results,
    write_files,
    written,
)

Run = subprocess.Popen[str]

T = TypeVar("T")

KILLS = 20
SECONDS_MOST = 60.0
CLASS_SIZE = 14


def slowly(files: Files, seconds: float) -> Files:
    pause = f"import time\ntime.sleep({seconds})\n".encode()
    return {**files, "warmest.py": pause + as_bytes(files["warmest.py"])}


STUDENTS = {
    f"student-{number:02}": slowly(WRONG if number % 3 else RIGHT, 0.1) for number in range(CLASS_SIZE)
}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, temperatures: Path) -> Path:
    """A folder with a class and the results of a run that nobody disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    assert grade_class(temperatures, folder, STUDENTS, "--workers", "2").status == 0
    return folder


@contextmanager
def grading(
    temperatures: Path, submissions: Path, out: Path, *options: str
) -> Iterator[subprocess.Popen[str]]:
    """A run of its own, as in a terminal of its own, even if `nohup` started the tests."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    command = [sys.executable, "-m", "autograder", "grade", temperatures, submissions, "--out", out, *options]
    with subprocess.Popen(
        list(map(str, command)),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        signal.signal(signal.SIGHUP, before)
        try:
            yield process
        finally:
            process.kill()


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):  # it has ended meanwhile
            found += map(int, (thread / "children").read_text().split())
    return found


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have, parents first."""
    return [one for child in children(pid) for one in (child, *descendants(child))]


def grading_process(pid: int) -> int | None:
    """The process below this one that grades a slow submission: its zygote's child has lived for a while."""
    graders = [grader for forks in children(pid) for grader in children(forks) if not ended(grader)]
    for grader in graders:
        if any(age(child) > 2.5 for zygote in children(grader) for child in children(zygote)):
            return grader
    return None


def age(pid: int) -> float:
    """How long a process has been there, in seconds. The references need children, too, but short ones."""
    with suppress(OSError):
        started = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")
    return 0.0


def ended(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def wait_until(found: Callable[[], T], what: str) -> T:
    """What is found, once it is."""
    deadline = time.monotonic() + SECONDS_MOST
    while not (it := found()):
        assert time.monotonic() < deadline, what
        time.sleep(0.02)
    return it


def test_killed_at_any_moment_it_goes_on(undisturbed: Path, temperatures: Path, tmp_path: Path) -> None:
    chance = random.Random(2147483647)
    expected, out = written(undisturbed / "results"), tmp_path / "results"
    kills = 0
    while kills < KILLS:
        with grading(temperatures, undisturbed / "class", out, "--workers", "2") as run:
            while run.poll() is None and kills < KILLS:
                time.sleep(chance.uniform(0.1, 2.5))
                everybody = [run.pid, *descendants(run.pid)]
                victim = chance.choice(everybody)
                if run.poll() is None:
                    with suppress(ProcessLookupError):
                        os.kill(victim, signal.SIGKILL)
                    kills += 1
                if victim == run.pid:
                    wait_until(lambda: all(map(ended, everybody)), "processes outlive their run")  # noqa: B023
            finished = run.wait(SECONDS_MOST) == 0
        for name, content in written(out).items():
            assert finished or name in expected
            of_all = name.endswith((".csv", ".html")) or name == "groups.json"
            assert content == expected[name] or b'"fault"' in content or of_all
        if finished:
            assert written(out) == expected
            for path in out.glob("student-*.json"):
                path.unlink()
    assert autograder("grade", temperatures, undisturbed / "class", "--out", out).status == 0
    assert written(out) == expected
    assert not list(out.glob(".writing-*"))


def test_a_submission_whose_process_ends_each_time_costs_nobody_else(
    temperatures: Path, tmp_path: Path
) -> None:
    students = {"ada": slowly(RIGHT, 4.0), "bo": RIGHT, "cy": RIGHT}
    for name, files in students.items():
        write_files(tmp_path / "class" / name, files)
    with grading(temperatures, tmp_path / "class", tmp_path / "results", "--workers", "1") as run:
        for _death in range(3):
            worker = wait_until(lambda: grading_process(run.pid), "no submission is graded")
            assert worker is not None
            os.kill(worker, signal.SIGKILL)
            wait_until(partial(ended, worker), "it outlives SIGKILL")
        _out, err = run.communicate(timeout=SECONDS_MOST)
    found = results(tmp_path / "results")
    assert (run.returncode, err) == (1, "")
    assert [found[name]["score"] for name in students] == [None, 100.0, 100.0]
    assert found["ada"]["error"] == "The grader failed, not the submission: its process ended 3 times."


def test_ctrl_c_finishes_what_runs(undisturbed: Path, temperatures: Path, tmp_path: Path) -> None:
    out = tmp_path / "results"
    with grading(temperatures, undisturbed / "class", out, "--workers", "1") as run:
        wait_until(lambda: len(list(out.glob("student-*.json"))) >= 2, "nothing is graded")
        everybody = [run.pid, *descendants(run.pid)]
        os.killpg(run.pid, signal.SIGINT)
        said, err = run.communicate(timeout=SECONDS_MOST)
        wait_until(lambda: all(map(ended, everybody)), "processes outlive their run")
    finished, expected = written(out), written(undisturbed / "results")
    single = [name for name in finished if name.endswith(".json") and name not in OF_THE_RUN]
    number = len(single)
    assert run.returncode == 130
    assert 2 <= number < CLASS_SIZE
    assert err.splitlines() == [
        "finishing what runs; Ctrl-C again ends at once",
        f"interrupted: {number} of {CLASS_SIZE} are graded; the same command goes on from there",
    ]
    assert f"{number} graded; results in {out}" in said
    assert all(expected[name] == finished[name] for name in single)
    assert len(finished["scores.csv"].splitlines()) == number + 1


@pytest.mark.parametrize(
    ("signals", "status"),
    [((signal.SIGINT, signal.SIGINT), 130), ((signal.SIGTERM,), 143), ((signal.SIGHUP,), 129)],
)
def test_who_ends_a_run_at_once_leaves_nothing_behind(
    temperatures: Path,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    signals: tuple[signal.Signals, ...],
    status: int,
) -> None:
    for name in ("ada", "bo"):
        write_files(tmp_path / "class" / name, slowly(RIGHT, 30))
    packed = shutil.make_archive(str(tmp_path / "class"), "zip", tmp_path / "class")
    temporary = tmp_path_factory.mktemp("t")
    monkeypatch.setenv("TMPDIR", str(temporary))
    with grading(temperatures, Path(packed), tmp_path / "results", "--workers", "1") as run:
        wait_until(lambda: grading_process(run.pid), "no submission is graded")
        everybody = [run.pid, *descendants(run.pid)]
        for number in signals:
            os.killpg(run.pid, number)
            time.sleep(0.2)
        _said, err = run.communicate(timeout=SECONDS_MOST)
        wait_until(lambda: all(map(ended, everybody)), "processes outlive their run")
    # The first Ctrl-C may be answered by a line.
    assert (run.returncode, err.splitlines()[len(signals) - 1 :]) == (status, [])
    assert [path.name for path in temporary.iterdir()] == []


def test_a_second_grader_on_the_same_folder_is_refused(
    undisturbed: Path, temperatures: Path, tmp_path: Path
) -> None:
    out = tmp_path / "results"
    with grading(temperatures, undisturbed / "class", out, "--workers", "1") as run:
        wait_until(lambda: (out / ".keys" / ".lock").exists(), "nothing is begun")
        second = autograder("grade", temperatures, undisturbed / "class", "--out", out)
        run.communicate(timeout=SECONDS_MOST)
    assert run.returncode == 0
    assert (second.status, second.out) == (2, "")
    assert second.err == f"autograder: another autograder is writing results to {out}\n"
    assert written(out) == written(undisturbed / "results")


FULL_DISK = """
mount -t tmpfs -o size={size}k none {out} &&
{grade} ; echo "status $?" ; ls {out} ;
mount -o remount,size=4m {out} && {grade} ; echo "status $?" ; cp -r {out}/. {copy}
"""


def test_a_full_disk_damages_nothing(undisturbed: Path, temperatures: Path, tmp_path: Path) -> None:
    out, copy = tmp_path / "results", tmp_path / "copy"
    out.mkdir()
    copy.mkdir()
    command = (sys.executable, "-m", "autograder", "grade", temperatures, undisturbed / "class", "--out", out)
    grade = " ".join(f"'{part}'" for part in (*command, "--workers", "1"))
    script = FULL_DISK.format(size=60, out=out, copy=copy, grade=grade)
    ran = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode and "unshare" in ran.stderr:
        pytest.skip("this machine lets nobody mount anything")
    errors = ran.stderr.splitlines()
    assert len(errors) >= 1
    assert errors[0].startswith(f"autograder: cannot write {out}/")
    assert errors[0].endswith(": No space left on device")
    first, *listed = ran.stdout.splitlines()
    assert first == "status 2"
    assert any(name.startswith("student-") for name in listed)
    assert listed[-1] == "status 0"
    assert written(copy) == written(undisturbed / "results")


@pytest.mark.parametrize("name", ["ada", "fay"])
def test_results_of_a_newer_autograder_are_left_alone(name: str, temperatures: Path, tmp_path: Path) -> None:
    out, students = tmp_path / "results", ("ada", "bo", "cy", "dee", "eve", "fay")
    grade_class(temperatures, tmp_path, dict.fromkeys(students, RIGHT))
    newer = (out / f"{name}.json").read_text().replace('"schema": 1', '"schema": 2')
    (out / f"{name}.json").write_text(newer)
    before = written(out)
    ran = grade_class(temperatures, tmp_path, dict.fromkeys(students, WRONG))
    assert (ran.status, ran.out) == (2, "")
    assert f"{name}.json was written by a newer autograder (its schema is 2, this one's 1)" in ran.err
    assert written(out) == before


def test_results_of_another_version_are_graded_again(temperatures: Path, tmp_path: Path) -> None:
    out = tmp_path / "results"
    grade_class(temperatures, tmp_path, {"ada": RIGHT, "bo": WRONG})
    (tmp_path / "class" / "broken.zip").write_bytes(b"PK")
    grade = ("grade", temperatures, tmp_path / "class", "--out", out)
    autograder(*grade)
    assert "another version" not in autograder(*grade).err, "what cannot be read is tried each time"
    expected = written(out)
    (out / ".keys" / "ada").unlink()
    ran = autograder(*grade)
    assert "1 had results of another version of the autograder or of PyTorch and were graded again" in ran.err
    assert written(out) == expected
