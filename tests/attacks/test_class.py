"""A class of right, wrong and hostile submissions: the right ones are graded as if they were alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest

from ..harness import RIGHT, ROOT, TEMPERATURES, Files, results, write_files
from .forgeries import CHANNEL, FORGERIES, REPLIES
from .harness import processes
from .test_exceptions import EXCEPTIONS
from .test_values import VALUES

RIGHT_ONES: dict[str, Files] = {
    "right-1": RIGHT,
    "right-2": {**RIGHT, "celsius.py": "def to_celsius(f):\n    return (f - 32) / 1.8\n"},
    "right-3": {**RIGHT, "celsius.py": "def to_celsius(f):\n    return f.sub(32).mul(5).div(9)\n"},
    "right-4": {**RIGHT, "notes.txt": "nothing"},
}
WRONG_ONES: dict[str, Files] = {
    "wrong-1": {**RIGHT, "celsius.py": "def to_celsius(f):\n    return f\n"},
    "wrong-2": {**RIGHT, "celsius.py": "def to_celsius(f):\n    return (f + 32) * (5 / 9)\n"},
    "wrong-3": {**RIGHT, "warmest.py": "def warmest(f):\n    return f.min()\n"},
    "wrong-4": {"celsius.py": RIGHT["celsius.py"]},
}
SLOW = ("never comes", "without end", "four gigabytes", "doubles at each level", "hundred megabytes")


def named(name: str) -> str:
    return "".join(character if character.isalnum() else "-" for character in name)[:60]


def hostile_ones() -> dict[str, Files]:
    """The attacks of the other files, each as one submission that has computed nothing."""
    sources: dict[str, str] = {}
    for forgery in FORGERIES:
        sources[f"forgery-{forgery.name}"] = forgery.module
    for reply in REPLIES:
        body = reply.body if reply.body.startswith("\n") else f"\n    {reply.body}"
        body = body.replace("return fahrenheit", "return fahrenheit.double()")
        sources[f"reply-{reply.name}"] = f"{CHANNEL}\ndef to_celsius(fahrenheit):{body}\n"
    for odd in VALUES:
        made = indent(dedent(odd.made).strip(), "    ")
        sources[f"value-{odd.name}"] = (
            f"import torch\ndef to_celsius(fahrenheit):\n{made}\n    return value\n"
        )
    for hostile in EXCEPTIONS:
        raising = "\ndef to_celsius(fahrenheit):\n    return hostile()\n"
        sources[f"exception-{hostile.name}"] = dedent(hostile.source) + raising
    # Each that hangs takes seconds of its own; two are enough here.
    slow = [name for name in sources if name.endswith(SLOW)]
    for name in slow[2:]:
        del sources[name]
    return {named(name): {"celsius.py": source.encode()} for name, source in sources.items()}


EARNED = {"reply-arguments-echoed-as-the-result": 10.0}
"""The dtype of an argument sent back is right."""


@dataclass(frozen=True)
class Class:
    status: int
    err: str
    results: dict[str, dict[str, Any]]
    files: dict[str, bytes]
    left: list[str]


def graded(assignment: Path, folder: Path, students: dict[str, Files]) -> Class:
    for name, files in students.items():
        write_files(folder / "class" / name, files)
    with tempfile.TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "autograder", "grade", assignment, folder / "class"),
                *("--out", folder / "out", "--workers", "2"),
            ],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": scratch},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        left = os.listdir(scratch)
        left += [str(pid) for pid in processes() if scratch in environment(pid)]
    files = {path.name: path.read_bytes() for path in (folder / "out").glob("*.json")}
    return Class(ran.returncode, ran.stderr, results(folder / "out"), files, left)


def environment(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
    except OSError:
        return ""


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    impatient = str(TEMPERATURES["assignment.toml"]).replace("call_seconds = 2.0", "call_seconds = 1.0")
    files = {**TEMPERATURES, "assignment.toml": impatient}
    return write_files(tmp_path_factory.mktemp("solutions") / "temperatures", files)


@pytest.fixture(scope="module")
def mixed(assignment: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    everybody = {**RIGHT_ONES, **WRONG_ONES, **hostile_ones()}
    return graded(assignment, tmp_path_factory.mktemp("mixed"), everybody)


def test_the_class_is_large_enough() -> None:
    assert len({**RIGHT_ONES, **WRONG_ONES, **hostile_ones()}) >= 60


def test_the_run_ends_in_order_and_leaves_nothing(mixed: Class) -> None:
    faults = {name: one["error"] for name, one in mixed.results.items() if one["status"] == "fault"}
    assert faults == {}
    assert (mixed.status, mixed.err) == (0, "")
    assert mixed.left == []


def test_right_submissions_are_graded_as_without_the_hostile_ones(
    mixed: Class, assignment: Path, tmp_path: Path
) -> None:
    alone = graded(assignment, tmp_path, {**RIGHT_ONES, **WRONG_ONES})
    assert alone.status == 0
    for name in (*RIGHT_ONES, *WRONG_ONES):
        assert mixed.files[f"{name}.json"] == alone.files[f"{name}.json"]
        assert (mixed.results[name]["score"] == 100.0) == (name in RIGHT_ONES)


@pytest.mark.parametrize("name", hostile_ones())
def test_nobody_hostile_earns_what_was_not_computed(mixed: Class, name: str) -> None:
    assert mixed.results[name]["score"] == EARNED.get(name, 0.0)
    for exercise in mixed.results[name]["exercises"]:
        for test in exercise["tests"]:
            assert test["message"] is None or (test["message"].isprintable() and len(test["message"]) < 1500)
