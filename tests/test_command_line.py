"""The command line: quick help, and one clear line for what cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .harness import RIGHT, ROOT, autograder, write_files


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
        ([], "Missing command."),
        (["grade"], "Missing argument 'ASSIGNMENT'."),
        (["grade", "no_such", "x", "--out", "y"], "there is no assignment 'no_such'"),
        (["grade", "bigram_net", "no_such", "--out", "y"], "no such file"),
        (["grade", "bigram_net", "solutions", "--out", "y", "--workers", "0"], "'--workers'"),
        (["grade", "bigram_net", "solutions/bigram_net", "--out", "README.md"], "cannot write"),
        (["release", "no_such", "--out", "y"], "there is no assignment 'no_such'"),
    ],
)
def test_what_cannot_be_used_gets_one_line_and_status_2(arguments: list[str], reason: str) -> None:
    ran = autograder(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("autograder: ")
    assert len(ran.err.splitlines()) == 1
    assert reason.lower() in ran.err.lower()


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
