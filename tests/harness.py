"""What the tests share: the command line, and an assignment that has nothing to do with bigrams."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from .warm import Ran, python

ROOT = Path(__file__).parent.parent

OF_THE_RUN = ("run.json", "groups.json")
"""Files of a results folder that are no result of a submission."""

Files = Mapping[str, str | bytes]
"""What stands in the files of a folder, by their paths; text is dedented."""

Release = Callable[[Path], dict[str, bytes]]
"""Gives the files of a release, by path, for the folder of an assignment."""


def autograder(*arguments: str | Path, cwd: Path = ROOT) -> Ran:
    """Run the command line in a fork, with one worker unless a test is about more."""
    return python(*_command(arguments), cwd=cwd)


def autograder_anew(*arguments: str | Path, cwd: Path = ROOT) -> Ran:
    """Run the same as a person would: Python starts and imports what it needs."""
    command = [sys.executable, *_command(arguments)]
    ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def _command(arguments: tuple[str | Path, ...]) -> list[str]:
    command = ["-m", "autograder", *map(str, arguments)]
    # Tests run side by side already: more workers would only import torch more often.
    alone = arguments[:1] in (("grade",), ("verify",)) and "--workers" not in arguments
    return [*command, "--workers", "1"] if alone else command


def result_of(submission: str) -> str:
    """The file of a result, where a test needs some result and no grading."""
    scores = {"score": 1.0, "max_score": 1.0}
    passed = {**scores, "status": "passed", "limit": None}
    test = {**passed, "test": "t", "title": "It holds.", "public": False, "message": None}
    exercise = {**passed, "exercise": "e", "misconceptions": [], "replaced": [], "tests": [test]}
    graded = {"schema": 1, "assignment": "a", "submission": submission, "status": "graded", "error": None}
    return json.dumps({**graded, **scores, "exercises": [exercise]})


def results(folder: Path) -> dict[str, dict[str, Any]]:
    """All results of a folder, by submission."""
    read = [json.loads(path.read_text()) for path in folder.glob("*.json") if path.name not in OF_THE_RUN]
    return {result["submission"]: result for result in read}


def written(folder: Path) -> dict[str, bytes]:
    """What a run writes, but for the file that says when and where."""
    paths = [*folder.glob("[!.]*.*"), *folder.glob("feedback/*"), *folder.glob("review/*")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.name != "run.json"}


def as_bytes(content: str | bytes) -> bytes:
    """What is written into a file."""
    return content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode()


def write_files(folder: Path, files: Files) -> Path:
    """Write files into a folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(as_bytes(content))
    return folder


TEMPERATURES: Files = {
    "assignment.toml": """
        title = "Temperatures"
        exercises = ["celsius", "warmest"]

        [limits]
        call_seconds = 2.0
        exercise_seconds = 20.0
        memory_mib = 512
        result_mib = 4
        scratch_mib = 8
        scratch_files = 64
    """,
    "celsius.py": '''
        """Exercise 1."""

        import torch


        def to_celsius(fahrenheit: torch.Tensor) -> torch.Tensor:
            """Degrees Celsius, of shape (n,) and dtype float32."""
            ### BEGIN SOLUTION
            return (fahrenheit - 32) * (5 / 9)
            ### END SOLUTION
    ''',
    "warmest.py": '''
        """Exercise 2."""

        import torch
        from celsius import to_celsius


        def warmest(fahrenheit: torch.Tensor) -> torch.Tensor:
            """The highest temperature in degrees Celsius, a scalar."""
            ### BEGIN SOLUTION
            return to_celsius(fahrenheit).max()
            ### END SOLUTION
    ''',
    "stand_ins/celsius.py": """
        def to_celsius(fahrenheit):
            return (fahrenheit - 32.0) / 1.8
    """,
    "handout.md": "# Temperatures\n\nFrom Fahrenheit to Celsius.\n",
    "tests/test_celsius.py": '''
        import torch

        from autograder.testing import Subject, close, is_tensor, points


        @points(20, public=True)
        def test_known_points(student: Subject) -> None:
            """Water freezes at 0 and boils at 100 degrees Celsius."""
            close(student.to_celsius(torch.tensor([32.0, 212.0])), torch.tensor([0.0, 100.0]))


        @points(20)
        def test_any(student: Subject, reference: Subject, rng: torch.Generator) -> None:
            """Any temperature is right."""
            fahrenheit = torch.randn(20, generator=rng) * 50
            close(student.to_celsius(fahrenheit), reference.to_celsius(fahrenheit))


        @points(10)
        def test_dtype(student: Subject) -> None:
            """The temperatures are float32."""
            is_tensor(student.to_celsius(torch.tensor([1.0])), shape=(1,), dtype=torch.float32)
    ''',
    "tests/test_warmest.py": '''
        import torch

        from autograder.testing import Subject, close, is_tensor, points


        @points(10)
        def test_is_a_scalar(student: Subject) -> None:
            """The result is a scalar tensor."""
            is_tensor(student.warmest(torch.tensor([1.0, 2.0])), shape=())


        @points(40, after="test_is_a_scalar")
        def test_value(student: Subject, reference: Subject, rng: torch.Generator) -> None:
            """The highest temperature is right."""
            fahrenheit = torch.randn(20, generator=rng) * 50
            close(student.warmest(fahrenheit), reference.warmest(fahrenheit))
    ''',
}

RIGHT = {name: as_bytes(TEMPERATURES[name]) for name in ("celsius.py", "warmest.py")}
"""A submission that gets full marks for it."""

WRONG: Files = {**RIGHT, "celsius.py": "def to_celsius(fahrenheit):\n    return fahrenheit\n"}
"""One that gets none for its first exercise but those for the dtype."""


def grade_class(assignment: Path, folder: Path, students: Mapping[str, Files], *options: str) -> Ran:
    """Write a class into `folder/class` and grade it into `folder/results`."""
    for name, files in students.items():
        write_files(folder / "class" / name, files)
    return autograder("grade", assignment, folder / "class", "--out", folder / "results", *options)


def graded_in_silence(
    assignment: Path, folder: Path, students: Mapping[str, Files]
) -> dict[str, dict[str, Any]]:
    """The results of a class about which a run has nothing to say on standard error, by submission."""
    ran = grade_class(assignment, folder, students)
    assert (ran.status, ran.err) == (0, ""), ran.err
    return results(folder / "results")
