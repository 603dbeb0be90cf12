"""docs/nbgrader.md, carried out literally from the making of the exchange on."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..harness import ROOT
from .course import ASSIGNMENT, ME, Course, make_course

PAGE = ROOT / "docs" / "nbgrader.md"
BLOCK = re.compile(r"^```console\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
EXCHANGE = "/usr/local/share/nbgrader/exchange"


def test_every_command_of_the_page(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    shutil.rmtree(course.exchange)
    student = tmp_path / "student"
    student.mkdir()
    for who, command in _commands():
        _carry_out(course, course.folder if who == "course" else student, command)
    lines = (course.folder / "exercises.csv").read_text().splitlines()
    assert f"{ASSIGNMENT},{ME},,,softmax,0,0,15," in lines
    assert (course.folder / "grades.csv").read_text().count("\n") == 2
    assert list(student.glob("**/feedback/**/lab.html"))


def _commands() -> Iterator[tuple[str, str]]:
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        for line in block["lines"].splitlines():
            who, _, command = line.partition("$ ")
            yield who, command


def _carry_out(course: Course, folder: Path, command: str) -> None:
    if command.startswith("sudo "):
        # Only where it is differs: the test leaves the machine as it was.
        assert command.endswith(f" {EXCHANGE}")
        command = command.removeprefix("sudo ").replace(EXCHANGE, str(course.exchange))
    if command.startswith("cd "):
        place, command = command.removeprefix("cd ").split(" && ")
        folder = folder / place
    ran = course.program(*shlex.split(command), cwd=folder)
    assert ran.status == 0, f"{command}\n{ran.out}\n{ran.err}"
