"""The example class gets what was worked out for it by hand, however it is graded."""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ..harness import ROOT, autograder_anew, results

EXAMPLES = ROOT / "examples"
STUDENTS = tomllib.loads((EXAMPLES / "class.toml").read_text(encoding="utf-8"))
EXPECTED = tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))
FULL_MARKS = EXPECTED["full_marks"]
QUICK = ("amara", "bjorn", "chidi", "dmitri", "linh", "pilar", "ravi", "samira", "tariq")


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "class"
    subprocess.run([sys.executable, EXAMPLES / "assemble.py", folder], check=True)
    return folder


@pytest.fixture(scope="module")
def graded(class_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the class, graded by two workers."""
    out = tmp_path_factory.mktemp("results")
    ran = autograder_anew("grade", "bigram_net", class_folder, "--out", out, "--workers", "2")
    assert (ran.status, ran.err) == (0, "")
    return out


def expected_exercises(student: str) -> dict[str, dict[str, Any]]:
    """What is written down about a student, with what goes without saying."""
    return {
        exercise: {"score": points, "status": "passed", "replaced": []}
        | EXPECTED["students"][student].get(exercise, {})
        for exercise, points in FULL_MARKS.items()
    }


def test_every_student_is_expected() -> None:
    assert list(STUDENTS) == sorted(EXPECTED["students"])
    assert len(STUDENTS) >= 24


@pytest.mark.parametrize("student", STUDENTS)
def test_what_is_expected_adds_up(student: str) -> None:
    scores = [exercise["score"] for exercise in expected_exercises(student).values()]
    assert sum(scores) == EXPECTED["students"][student]["score"]


@pytest.mark.parametrize("student", STUDENTS)
def test_every_student_gets_what_is_expected(graded: Path, student: str) -> None:
    expected = EXPECTED["students"][student]
    result = results(graded)[student]
    got = {
        exercise["exercise"]: {key: exercise[key] for key in ("score", "status", "replaced")}
        for exercise in result["exercises"]
    }
    assert got == expected_exercises(student)
    assert (result["score"], result["status"]) == (expected["score"], expected.get("status", "graded"))


def test_one_row_a_student(graded: Path) -> None:
    with open(graded / "scores.csv", encoding="utf-8", newline="") as file:
        scores = {row["submission"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {student: expected["score"] for student, expected in EXPECTED["students"].items()}
    page = (graded / "index.html").read_text(encoding="utf-8")
    table = page[page.index('id="all"') :]
    assert [table.count(f">{student}<") for student in STUDENTS] == [1] * len(STUDENTS)


def test_same_bytes_alone(class_folder: Path, graded: Path, tmp_path: Path) -> None:
    autograder_anew("grade", "bigram_net", class_folder / "dmitri", "--out", tmp_path)
    assert (tmp_path / "dmitri.json").read_bytes() == (graded / "dmitri.json").read_bytes()


def test_same_bytes_among_others_and_with_one_worker(
    class_folder: Path, graded: Path, tmp_path: Path
) -> None:
    paths = [path for name in reversed(QUICK) for path in class_folder.glob(f"{name}*")]
    autograder_anew("grade", "bigram_net", *paths, "--out", tmp_path, "--workers", "1")
    for student in QUICK:
        assert (tmp_path / f"{student}.json").read_bytes() == (graded / f"{student}.json").read_bytes()
