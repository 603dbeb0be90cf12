"""Grades a submission by the public tests; Classroom 50 starts this in the student's checkout.

Everything beside this file is published, so there are no hidden tests. The result goes to `result.json`;
without one, the exit status is 1 and the last line says why.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESULT = Path("result.json")
SCHEMA = "classroom50/result/v1"
FROM_ENVIRONMENT = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "assignment_type": "ASSIGNMENT_TYPE",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}
NOT_TAKEN = shutil.ignore_patterns(".*", "__pycache__", "tests", "conftest.py", "pytest.ini")
"""What of the checkout must not stand beside the tests, or is not needed."""


def main() -> None:
    """Write `result.json`."""
    RESULT.unlink(missing_ok=True)
    about = {field: _variable(name) for field, name in FROM_ENVIRONMENT.items()}
    _install()
    with tempfile.TemporaryDirectory() as folder:
        tests = _graded(_beside_the_tests(Path(folder) / "work"))
    result = {
        "schema": SCHEMA,
        **about,
        "datetime": _handed_in().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(f"{result['score']} of {result['max-score']} points of the public tests")


def _variable(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise SystemExit(f"nothing was graded: Classroom 50 sets {name}, and it is not set here")
    return value


def _install() -> None:
    """Install what the tests need, unless the machine has it."""
    needed = ["--requirement", str(HERE / "requirements.txt")]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *needed]
    if subprocess.run(command).returncode:
        raise SystemExit("nothing was graded: what the tests need cannot be installed")


def _beside_the_tests(work: Path) -> Path:
    """A folder with the student's files, and the assignment's own in place of theirs."""
    shutil.copytree(Path(), work, symlinks=True, ignore=NOT_TAKEN)
    shutil.copytree(HERE / "assignment", work, dirs_exist_ok=True)
    return work


def _graded(work: Path) -> list[dict[str, Any]]:
    """What became of each public test."""
    kit = str(HERE / "kit")
    sys.path.insert(0, kit)
    # Tests run in processes of their own, which may loop, end or print as they like.
    os.environ["PYTHONPATH"] = kit
    from autograder.check.folder import find_folder
    from autograder.check.running import Runner
    from autograder.errors import GraderFault, UsageError

    public = json.loads((HERE / "points.json").read_text(encoding="utf-8"))
    try:
        folder, _exercises = find_folder([str(work)])
        with Runner(folder, again=False) as runner:
            outcomes = {outcome.exercise: outcome.tests for outcome in runner.run(list(public))}
    except (GraderFault, UsageError) as error:
        raise SystemExit(f"nothing was graded: {error}") from None
    return [
        _line(exercise, test, outcomes[exercise][number : number + 1])
        for exercise, tests in public.items()
        for number, test in enumerate(tests)
    ]


def _line(exercise: str, test: dict[str, Any], outcome: Any) -> dict[str, Any]:
    """One test as the schema has it; without an outcome, its exercise ended before it began."""
    passed = any(one.verdict == "passes" for one in outcome)
    said = " ".join(text for one in outcome for text in (one.message, one.where) if text)
    return {
        "test-name": f"{exercise}: {test['title']}",
        "passed": passed,
        "score": test["points"] if passed else 0,
        "max-score": test["points"],
        "message": "" if passed else said or "This test was not run.",
    }


def _handed_in() -> datetime:
    """When the graded commit was made; now, where there is no git to tell."""
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return datetime.fromtimestamp(int(told), UTC)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return datetime.now(UTC)


if __name__ == "__main__":
    main()
