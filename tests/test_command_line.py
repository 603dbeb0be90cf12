"""The command line: quick help, and one clear line for what cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import __version__

from .harness import RIGHT, ROOT, autograder, autograder_anew, result_of, write_files
from .warm import python


@pytest.mark.parametrize(
    "arguments", [["--help"], ["grade", "--help"], ["release", "--help"], ["check", "--help"]]
)
def test_help_does_not_wait_for_torch(arguments: list[str]) -> None:
    program = (
        "import sys; from autograder.cli import app\n"
        f"try: app({arguments!r})\n"
        "finally: print('torch' in sys.modules, 'pytest' in sys.modules, 'nbgrader' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "Usage: " in ran.stdout
    assert ran.stdout.splitlines()[-1] == "False False False"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "Missing command. (see: python -m autograder --help)"),
        (["grad"], "Did you mean 'grade'?"),
        (["grade"], "Missing argument 'ASSIGNMENT'. (see: python -m autograder grade --help)"),
        (["grade", "solutions", "bigram_net", "--out", "y"], "the assignment comes first"),
        (["grade", "bigram_net", "", "--out", "y"], "nothing behind “bigram_net”"),
        (["grade", "bigram_net", "solutions", "--out", ""], "nothing behind “--out”"),
        (["grade", "bigram_net", "solutions", "--out="], "nothing behind “--out=”"),
        (["grade", "bigram_net", "solutions", "--out=~/y"], "put a blank in place of ="),
        (["export", "docs", "--format", "cvs"], ": 'cvs' is not one of"),
        (["grade", "no_such", "x", "--out", "y"], "there is no assignment 'no_such'"),
        (["grade", "bigram_net", "no_such", "--out", "y"], "no such file"),
        (["grade", "bigram_net", "solutions", "--out", "y", "--workers", "0"], "'--workers'"),
        (["grade", "bigram_net", "solutions/bigram_net", "--out", "README.md"], "cannot write"),
        (["grade", "bigram_net", "solutions/bigram_net", "--out", "solutions/bigram_net/out"], "among what"),
        (["grade", "bigram_net", "solutions", "--out", "solutions/../solutions"], "among what"),
        (["release", "no_such", "--out", "y"], "there is no assignment 'no_such'"),
    ],
)
def test_what_cannot_be_used_gets_one_line_and_status_2(arguments: list[str], reason: str) -> None:
    ran = autograder(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("autograder: ")
    assert len(ran.err.splitlines()) == 1
    assert reason.lower() in ran.err.lower()


@pytest.mark.parametrize("command", ["grade", "verify", "release", "export", "explain", "doctor"])
def test_a_system_without_fork_is_told_where_the_command_runs(command: str) -> None:
    arguments = [command, "bigram_net", "x", "y", "--out", "z"]
    program = (
        f"import os, sys; del os.fork\nsys.argv[1:] = {arguments!r}\nfrom autograder.cli import main; main()"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"autograder: `autograder {command}` needs Linux: on Windows, ")


def test_the_version_is_said() -> None:
    assert autograder("--version").out == f"autograder {__version__}\n"


def test_an_empty_class_is_refused(tmp_path: Path) -> None:
    ran = autograder("grade", "bigram_net", tmp_path, "--out", tmp_path / "results")
    assert ran.status == 2
    assert "no submission" in ran.err.splitlines()[-1]


def test_an_encoding_without_the_letters_of_a_name_ends_nothing(temperatures: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "class" / "jmüller", RIGHT)
    command = [sys.executable, "-m", "autograder", "grade", temperatures, tmp_path / "class"]
    ran = subprocess.run(
        [*command, "--out", tmp_path / "results", "--workers", "1"],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"jm\\xfcller" in ran.stdout


@pytest.mark.parametrize("columns", [30, 140])
def test_a_narrow_terminal_has_names_and_points(temperatures: Path, tmp_path: Path, columns: int) -> None:
    write_files(tmp_path / os.fsdecode(b"class of J\xfcrgen") / "ada", RIGHT)
    command = [
        "grade",
        str(temperatures),
        str(tmp_path / os.fsdecode(b"class of J\xfcrgen")),
        "--out",
        "results",
    ]
    environment = {**os.environ, "COLUMNS": str(columns)}
    ran = python("-m", "autograder", *command, "--workers", "1", cwd=tmp_path, env=environment)
    assert (ran.status, ran.err) == (0, "")
    (line,) = [line.split() for line in ran.out.splitlines() if "ada" in line]
    assert line == ["ada", "100", *(["50", "50"] if columns > 30 else [])]
    explained = autograder("explain", "results", "ada", "known_points", cwd=tmp_path)
    assert explained.out.startswith("ada, celsius, known_points: "), "the folder is found again by its bytes"


def test_files_in_the_current_folder_hide_no_package(tmp_path: Path) -> None:
    write_files(tmp_path, {"random.py": "", "typer.py": "", "rich.py": ""})
    assert autograder_anew("--help", cwd=tmp_path).status == 0


def into(target: int, *arguments: str | Path) -> tuple[int, str]:
    """The status and the complaints of a command whose output goes to a descriptor, which this closes."""
    command = [sys.executable, "-m", "autograder", *arguments]
    ran = subprocess.run(command, cwd=ROOT, stdout=target, stderr=subprocess.PIPE, text=True)
    os.close(target)
    return ran.returncode, ran.stderr


def pipe_that_nobody_reads() -> int:
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A results folder of one submission."""
    return write_files(tmp_path, {"ada.json": result_of("ada")})


@pytest.mark.parametrize("command", ["--help", "export"])
def test_output_that_cannot_be_written_is_no_traceback(results: Path, command: str) -> None:
    arguments = [command, *([results, "--format", "csv"] if command == "export" else [])]
    assert into(pipe_that_nobody_reads(), *arguments) == (1, "")
    status, err = into(os.open("/dev/full", os.O_WRONLY), *arguments)
    assert (status, err) == (2, "autograder: cannot go on: No space left on device\n")


def test_closed_streams_are_none_of_the_readers(results: Path) -> None:
    export = (sys.executable, "-m", "autograder", "export", results, "--format", "csv")
    closed = subprocess.run(["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *export], cwd=ROOT)
    assert closed.returncode == 0
