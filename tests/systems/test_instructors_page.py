"""docs/instructors.md, carried out literally: an assignment from nothing."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from ..harness import ROOT, autograder_anew

PAGE = ROOT / "docs" / "instructors.md"
FILE = re.compile(r"^`(?P<path>[^`\n]+)`:\n\n```\w+\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n(?P<shown>.*?)^```$", re.MULTILINE | re.DOTALL)
MORE = re.compile(
    r"^At the end of `(?P<path>[^`]+)`.*?```python\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL
)
TESTS = Path("solutions/temperatures/tests/test_celsius.py")
FIRST_POINTS, SECOND_POINTS = (40, 20, 20, 20), (20, 20, 10, 10)


def test_every_file_and_command_of_the_page(tmp_path: Path) -> None:
    for step in _steps(PAGE.read_text(encoding="utf-8")):
        if step.re is COMMAND:
            _run(step["command"], step["shown"], tmp_path)
            continue
        target = tmp_path / step["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        if step.re is FILE:
            target.write_text(step["content"], encoding="utf-8")
        else:
            added = target.read_text(encoding="utf-8") + "\n\n" + step["content"]
            with_import = added.replace("is_tensor, points", "is_tensor, leaves_alone, points")
            target.write_text(_with_points(with_import, FIRST_POINTS), encoding="utf-8")
        if target.name == "test_warmest.py":
            tests = tmp_path / TESTS
            tests.write_text(_with_points(tests.read_text(encoding="utf-8"), SECOND_POINTS))


def _steps(page: str) -> Iterator[re.Match[str]]:
    """The files, additions and commands of the page, from top to bottom."""
    found = [match for pattern in (FILE, MORE, COMMAND) for match in pattern.finditer(page)]
    return iter(sorted(found, key=lambda match: match.start()))


def _with_points(tests: str, points: tuple[int, ...]) -> str:
    """The tests with the points that the page's prose gives them."""
    given = iter(points)
    return re.sub(r"@points\(\d+", lambda _match: f"@points({next(given)}", tests)


def _run(command: str, shown: str, folder: Path) -> None:
    """Run a command; each line that the page shows of its output must be there, in this order."""
    ran = autograder_anew(*shlex.split(command)[1:], cwd=folder)
    assert ran.status == int("To mend it" in shown), ran
    output = iter(" ".join(line.split()) for line in ran.out.splitlines())
    for line in shown.splitlines():
        if line == "…":
            continue
        begin = " ".join(line.removesuffix("…").split())
        assert any(one.startswith(begin) for one in output), (line, ran.out)
