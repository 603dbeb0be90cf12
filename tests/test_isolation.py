"""Isolation on machines that give more or less of it: as an ordinary user, and in containers."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import GraderFault
from autograder.sandbox.isolation import Cell, prove_files
from autograder.sandbox.isolation.enter import STACK_MOST
from autograder.sandbox.limits import Limits
from autograder.sandbox.processes import Zygote
from autograder.sandbox.task import Surroundings, Task

from .attacks.harness import LIMITS, attack, machine
from .harness import RIGHT, ROOT, TEMPERATURES, Files, Ran, autograder, write_files

NOSY: Files = {
    **RIGHT,
    "celsius.py": """
        import os, socket

        def tried(what):
            try:
                what()
            except OSError:
                return 0
            return 1

        def to_celsius(fahrenheit):
            reached = tried(lambda: open(SECRET).read())
            reached += tried(lambda: socket.socket())
            reached += tried(lambda: os.kill(os.getppid(), 0))
            reached += tried(lambda: os.fork() or os._exit(0))
            assert reached == 0, f"reached {reached} of what must not be reached"
            return (fahrenheit - 32) * (5 / 9)
    """,
}


@pytest.fixture
def classroom(tmp_path: Path) -> Path:
    secret = tmp_path / "secret.txt"
    secret.write_text("the answers")
    source = NOSY["celsius.py"]
    assert isinstance(source, str)
    write_files(tmp_path / "class" / "right", RIGHT)
    write_files(
        tmp_path / "class" / "nosy", {**NOSY, "celsius.py": source.replace("SECRET", repr(str(secret)))}
    )
    return tmp_path


def grade_as(options: list[str], assignment: Path, folder: Path, *more: str) -> Ran:
    command = [sys.executable, "tests/as_user.py", *options, sys.executable, "-m", "autograder", "grade"]
    arguments = [assignment, folder / "class", "--out", folder / "results", "--workers", "1", *more]
    ran = subprocess.run(
        [*command, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def run_json(folder: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((folder / "results" / "run.json").read_text())
    return described


@pytest.mark.parametrize(
    "options",
    [[], ["--no-namespaces"], ["--root", "--no-namespaces"]],
    ids=["user", "container", "powerless"],
)
def test_strict_isolation_without_root(options: list[str], temperatures: Path, classroom: Path) -> None:
    ran = grade_as(options, temperatures, classroom)
    assert (ran.status, ran.err) == (0, "")
    layers = run_json(classroom)["isolation"]
    assert {"landlock", "seccomp", "limits", "capabilities"} <= set(layers["on"])
    assert ("scratch" in layers["on"]) == (options == [])
    for student in ("right", "nosy"):
        result = json.loads((classroom / "results" / f"{student}.json").read_text())
        assert result["score"] == 100.0, result["exercises"][0]["tests"]


@pytest.mark.parametrize(
    ("options", "guarded", "remedy"),
    [
        (["--no-landlock"], "files", "landlock (Landlock syscalls not available"),
        (["--no-seccomp", "--no-namespaces"], "network", "libseccomp2"),
    ],
)
def test_what_is_not_guarded_is_refused_unless_asked_for(
    options: list[str], guarded: str, remedy: str, temperatures: Path, classroom: Path
) -> None:
    refused = grade_as(options, temperatures, classroom)
    assert (refused.status, refused.out) == (2, "")
    assert len(refused.err.splitlines()) == 1
    assert f"does not keep student code from {guarded}" in refused.err
    assert remedy in refused.err
    assert not (classroom / "results").exists()
    asked_for = grade_as(options, temperatures, classroom, "--isolation", "best-effort")
    assert asked_for.status == 0
    assert run_json(classroom)["isolation"]["off"]
    assert json.loads((classroom / "results" / "right.json").read_text())["score"] == 100.0
    nosy = json.loads((classroom / "results" / "nosy.json").read_text())
    assert "of what must not be reached" in nosy["exercises"][0]["tests"][0]["message"], "the attempt is real"


def test_an_assignment_among_pythons_own_files_is_refused(classroom: Path) -> None:
    import sysconfig

    exposed = write_files(Path(sysconfig.get_path("purelib")) / "an_exposed_assignment", TEMPERATURES)
    try:
        ran = autograder("grade", exposed, classroom / "class", "--out", classroom / "results")
    finally:
        for path in sorted(exposed.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        exposed.rmdir()
    assert ran.status == 2
    assert "student code may read what is below" in ran.err


def test_doctor_shows_every_layer_and_a_time(tmp_path: Path) -> None:
    ran = autograder("doctor")
    assert ran.status == 0
    for layer in ("limits", "landlock", "seccomp", "scratch", "pid_namespace"):
        assert layer in ran.out
    assert "seconds a submission" in ran.out


PYTHON_FOR_EVERYBODY = """
hold="$1"; closed="$2"; shift 2
if [ -n "$closed" ]; then
    mkdir "$hold"
    mount --bind "$closed" "$hold" && mount -t tmpfs -o mode=755 none "$closed" || exit 99
    for folder in "$hold"/* "$hold"/.[!.]*; do
        if [ -d "$folder" ]; then
            mkdir "$closed/${folder##*/}" && mount --bind "$folder" "$closed/${folder##*/}" || exit 99
        fi
    done
fi
exec "$@"
"""
"""Where root's Python lies in a folder that only root may enter, it can be entered by all meanwhile."""


def closed_folder() -> str:
    ways = [(path, *path.parents) for path in (Path(sys.base_prefix), Path(sys.prefix).resolve(), ROOT)]
    closed = {folder for way in ways for folder in way if not folder.stat().st_mode & 0o001}
    return str(min(closed, key=lambda folder: len(folder.parts))) if closed else ""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_no_umask_takes_a_mark(temperatures: Path, classroom: Path) -> None:
    private = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        PYTHON_FOR_EVERYBODY,
        "sh",
        classroom / "hold",
        closed_folder(),
    ]
    grade = [sys.executable, "-m", "autograder", "grade", temperatures, classroom / "class"]
    command = [*private, *grade, "--out", classroom / "results", "--workers", "1"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, umask=0o077)
    if ran.returncode == 99 or "unshare" in ran.stderr:
        pytest.skip("this machine lets nobody mount anything")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "user" in run_json(classroom)["isolation"]["on"]
    for student in ("right", "nosy"):
        assert json.loads((classroom / "results" / f"{student}.json").read_text())["score"] == 100.0


def where_less_is_given(limit: str, *arguments: str | Path, cwd: Path = ROOT) -> Ran:
    command = ["bash", "-c", f'ulimit {limit}; exec "$@"', "bash", sys.executable, "-m", "autograder"]
    ran = subprocess.run([*command, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize("limit", ["-t 10", "-f 1000", "-n 40", "-s 256", "-v 1000000"])
def test_where_student_code_would_get_less_nobody_is_graded(
    limit: str, temperatures: Path, classroom: Path
) -> None:
    """A shell's own limits are inherited: right work that needs more would lose its marks."""
    arguments = (temperatures, classroom / "class", "--out", classroom / "results", "--workers", "1")
    ran = where_less_is_given(limit, "grade", *arguments)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1), ran.err
    assert f"`ulimit -H{limit[1]}` gives less than student code may take" in ran.err
    assert not (classroom / "results").exists()


def test_the_doctor_says_that_nobody_can_be_graded_here(tmp_path: Path) -> None:
    write_files(tmp_path / "solutions" / "temperatures", TEMPERATURES)
    ran = where_less_is_given("-n 40", "doctor", cwd=tmp_path)
    assert (ran.status, len(ran.err.splitlines())) == (1, 1)
    assert "seconds a submission" not in ran.out
    assert "`ulimit -Hn` gives less than student code may take" in ran.err


def test_the_stack_is_the_same_whatever_the_shell_gives() -> None:
    source = """
        import resource

        def attack():
            return resource.getrlimit(resource.RLIMIT_STACK)
    """
    own = resource.getrlimit(resource.RLIMIT_STACK)
    resource.setrlimit(resource.RLIMIT_STACK, (own[1], own[1]))
    try:
        with Zygote(machine()) as zygote:
            assert attack(zygote, source).value == (STACK_MOST, STACK_MOST)
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, own)


def test_a_file_of_ours_that_cannot_be_read_is_no_students_fault(tmp_path: Path) -> None:
    cell = Cell(tmp_path, {"a.py": b"pass\n"}, Limits())
    with pytest.raises(OSError, match="No such file"):
        prove_files(cell)
    (tmp_path / "a.py").write_bytes(b"pas")
    with pytest.raises(OSError, match=r"a\.py is not what was written"):
        prove_files(cell)
    (tmp_path / "a.py").write_bytes(b"pass\n")
    prove_files(cell)


@pytest.mark.parametrize(
    ("file", "surroundings", "reason"),
    [
        (
            "x" * 300,
            Surroundings(),
            r"a process cannot be made ready: OSError: \[Errno 36\] File name too long",
        ),
        ("x", Surroundings(recipes=b"1 / 0"), "a process cannot be made ready: ZeroDivisionError"),
        ("x", Surroundings(("no_such",)), "the zygote does not start: ModuleNotFoundError: No module named"),
    ],
)
def test_what_keeps_a_process_from_its_work_is_told_as_the_graders(
    file: str, surroundings: Surroundings, reason: str
) -> None:
    task = Task("x", {f"{file}.py": b""}, frozenset(), LIMITS)
    with Zygote(machine(), surroundings) as zygote, pytest.raises(GraderFault, match=reason):
        zygote.fork(task)


def test_a_child_inherits_nothing_that_its_garbage_collector_would_copy() -> None:
    """Torch's compiler, imported late for the sake of optimisers, once cost every child 80 milliseconds."""
    source = """
        import gc, sys
        WORD = "optim"

        def attack():
            return "torch._dynamo" in sys.modules, len(gc.get_objects())
    """
    with Zygote(machine()) as zygote:
        late, tracked = attack(zygote, source).value
    assert late
    assert tracked < 2_000
