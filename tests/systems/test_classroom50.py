"""The autograder that Classroom 50 runs: a result for any student, and nothing secret is published."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ..harness import RIGHT, TEMPERATURES, WRONG, Files, Ran, autograder, write_files

CONTEXT = {
    "CLASSROOM": "ml-2026",
    "ASSIGNMENT": "temperatures",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "mateo",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/commit/a1b2c3d",
    "RELEASE_URL": "https://example.org/releases/1",
    "REVIEW_URL": "https://example.org/compare/1",
}
TEXTS = ("classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review")


@pytest.fixture(scope="module")
def bundle(temperatures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is published."""
    out = tmp_path_factory.mktemp("bundle") / "temperatures"
    ran = autograder("release", temperatures, "--classroom50", "--out", out)
    assert (ran.status, ran.err) == (0, "")
    return out


def grade(bundle: Path, checkout: Path, files: Files, context: dict[str, str] = CONTEXT) -> Ran:
    """Grade a checkout as Classroom 50's runner does."""
    write_files(checkout, {"result.json": "of an earlier run", **files})
    ran = subprocess.run(
        [sys.executable, bundle / "autograder.py"],
        cwd=checkout,
        env={**os.environ, "PIP_NO_INDEX": "1", **context},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def checked(file: Path) -> dict[str, Any]:
    """A result, if it is what Classroom 50 collects."""
    result: dict[str, Any] = json.loads(file.read_text())
    assert result["schema"] == "classroom50/result/v1"
    assert all(isinstance(result[name], str) and result[name] for name in TEXTS)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", result["datetime"])
    for scored in (result, *result["tests"]):
        assert type(scored["score"]) is type(scored["max-score"]) is int
        assert 0 <= scored["score"] <= scored["max-score"]
    for test in result["tests"]:
        assert isinstance(test["test-name"], str)
        assert test["test-name"]
        assert isinstance(test["passed"], bool)
    assert result["score"] == sum(test["score"] for test in result["tests"])
    assert result["max-score"] == sum(test["max-score"] for test in result["tests"])
    return result


def test_a_right_submission(bundle: Path, tmp_path: Path) -> None:
    ran = grade(bundle, tmp_path, RIGHT)
    assert (ran.status, ran.out) == (0, "20 of 20 points of the public tests\n"), ran.err
    result = checked(tmp_path / "result.json")
    assert (result["score"], result["max-score"], result["owner"]) == (20, 20, "mateo")
    assert [(test["test-name"], test["passed"], test["message"]) for test in result["tests"]] == [
        ("celsius: Water freezes at 0 and boils at 100 degrees Celsius.", True, "")
    ]


@pytest.mark.parametrize(
    ("celsius", "message"),
    [
        (WRONG["celsius.py"], "Both values are wrong; the first is at [0]: got 32, expected 0."),
        ("def to_celsius(fahrenheit):\n    while True:\n        pass\n", "No answer"),
        ("import os\n\ndef to_celsius(fahrenheit):\n    os._exit(0)\n", "ended"),
        ("import sys\n\nsys.exit(0)\n", "end"),
        ("print('x' * 10**6)\nraise ValueError('\\ud800')\n", "ValueError"),
        ("def to_celsius(", "SyntaxError"),
    ],
)
def test_whatever_a_students_code_does_there_is_a_result(
    bundle: Path, tmp_path: Path, celsius: str, message: str
) -> None:
    ran = grade(bundle, tmp_path, {**RIGHT, "celsius.py": celsius})
    assert ran.status == 0, ran.err
    result = checked(tmp_path / "result.json")
    assert result["score"] == 0
    assert message in result["tests"][0]["message"]


def test_the_tests_are_those_of_the_bundle(bundle: Path, tmp_path: Path) -> None:
    forged = {"tests/test_celsius.py": "def test_it(): pass\n", "conftest.py": "raise SystemExit\n"}
    ran = grade(bundle, tmp_path, {**WRONG, **forged, "pytest.ini": "[pytest]\naddopts = --version\n"})
    assert ran.status == 0, ran.err
    assert checked(tmp_path / "result.json")["score"] == 0


def test_without_its_surroundings_nothing_is_graded(bundle: Path, tmp_path: Path) -> None:
    ran = grade(bundle, tmp_path, RIGHT, {**CONTEXT, "OWNER": ""})
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "nothing was graded: Classroom 50 sets OWNER, and it is not set here\n"
    assert not (tmp_path / "result.json").exists()


def test_nothing_secret_is_published(bundle: Path) -> None:
    files = [path for path in bundle.rglob("*") if path.is_file()]
    published = "\n".join(path.read_text(encoding="utf-8") for path in files)
    for secret in ("(fahrenheit - 32) * (5 / 9)", "Any temperature is right", "test_dtype", "lab.ipynb"):
        assert secret not in published
    assert "jupyter" not in (bundle / "requirements.txt").read_text()
    assert not [path for path in files if path.name in ("celsius.py", "README.md")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            ("@points(20, public=True)", "@points(19.5, public=True)"),
            "test known_points of celsius is worth 19.5",
        ),
        (("@points(20, public=True)", "@points(20)"), "temperatures has no public tests"),
    ],
)
def test_what_classroom_50_does_not_take_is_refused(
    tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    tests = str(TEMPERATURES["tests/test_celsius.py"]).replace(*change)
    tests = tests.replace("@points(10)", "@points(10.5)") if "19.5" in tests else tests
    folder = write_files(tmp_path / "temperatures", {**TEMPERATURES, "tests/test_celsius.py": tests})
    ran = autograder("release", folder, "--classroom50", "--out", tmp_path / "out")
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert reason in ran.err
    assert not (tmp_path / "out").exists()
