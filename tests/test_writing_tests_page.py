"""The reference of what tests may use names everything, and its assignment is graded."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from autograder import course, testing
from autograder.grading.refusals import FIXTURES
from autograder.sandbox.limits import Limits
from autograder.testing import Observation

from .harness import ROOT, Release, autograder, results, write_files
from .warm import python

PAGE = (ROOT / "docs" / "writing-tests.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`solutions/(\S+)`:\n```\w+\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))


def test_every_name_is_there() -> None:
    names = {
        *testing.__all__,
        *FIXTURES,
        *course.KEYS,
        *(field.name for field in fields(Limits)),
        *(field.name for field in fields(Observation)),
    }
    assert not {name for name in names if not re.search(rf"\b{name}\b", PAGE)}
    used = FILES["signals/tests/test_signals.py"]
    assert not {name for name in testing.__all__ if len(re.findall(rf"\b{name}\b", used)) < 2}


def test_its_assignment_is_graded_and_released(release: Release, tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    reference = {"signals.py": FILES["signals/signals.py"]}
    write_files(tmp_path / "class" / "ada", reference)
    changed = reference["signals.py"].replace("scale * (values", "(values")
    write_files(tmp_path / "class" / "bo", {"signals.py": changed})
    ran = autograder("grade", tmp_path / "signals", tmp_path / "class", "--out", tmp_path / "results")
    assert (ran.status, ran.err) == (0, ""), ran.err
    scores = {name: result["score"] for name, result in results(tmp_path / "results").items()}
    assert scores == {"ada": 100.0, "bo": 80.0}
    assert release(tmp_path / "signals")


def plain_pytest(folder: Path, *arguments: str) -> str:
    """What pytest says of all tests of the page's assignment, in its folder."""
    write_files(folder, FILES)
    ran = python("-m", "pytest", "-p", "no:cacheprovider", *arguments, cwd=folder / "signals")
    return ran.out + ran.err


def test_in_plain_pytest_tests_run_on_the_references(tmp_path: Path) -> None:
    said = plain_pytest(tmp_path)
    assert "autograder: tests run on the references, without isolation; this is no grading" in said
    assert "12 passed" in said, said


def test_in_plain_pytest_they_run_on_any_file_or_folder(tmp_path: Path) -> None:
    changed = FILES["signals/signals.py"].replace("scale * (values", "(values")
    write_files(tmp_path, {"other.py": changed, "theirs/signals.py": changed})
    for path in ("../other.py", "../theirs"):
        said = plain_pytest(tmp_path, "--student", path)
        assert "FAILED tests/test_signals.py::test_standardise" in said, said
        assert "1 failed, 11 passed" in said, said
    said = plain_pytest(tmp_path, "--student", "nowhere")
    assert "--student nowhere: there is no such file or folder" in said
