"""The autograder that Gradescope runs, built and run in folders laid out like Gradescope's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.course import find_assignment
from autograder.release.gradescope import gradescope_zip

from ..harness import RIGHT, ROOT, Files, Ran, autograder, write_files


@pytest.fixture(scope="module")
def container(temperatures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `/autograder` is there, after the container was built."""
    root = tmp_path_factory.mktemp("autograder")
    ran = autograder("release", temperatures, "--gradescope", "--out", root / "upload" / "temperatures.zip")
    assert ran.status == 0
    assert "solutions and hidden tests: not for students" in ran.err
    with zipfile.ZipFile(root / "upload" / "temperatures.zip") as archive:
        archive.extractall(root / "source")
        executable = {entry.filename for entry in archive.infolist() if entry.external_attr >> 16 & 0o100}
    assert executable == {"setup.sh", "run_autograder"}
    # The packages are those that are installed here: nothing is downloaded, and the versions must fit.
    venv.create(root / "venv", symlinks=True)
    (packages,) = (root / "venv" / "lib").glob("python*/site-packages")
    (packages / "here.pth").write_text(sysconfig.get_path("purelib"))
    built = subprocess.run(
        ["bash", root / "source" / "setup.sh"],
        env={**os.environ, "AUTOGRADER_ROOT": str(root), "PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    shutil.copy(root / "source" / "run_autograder", root)
    (root / "results").mkdir()
    (root / "submission_metadata.json").write_text('{"id": 1, "users": [{"name": "=Mallory"}]}')
    return root


def run(container: Path, submission: Files, *before: str, memory: str = "max") -> Ran:
    """Run the autograder as Gradescope does, on one submission."""
    shutil.rmtree(container / "submission", ignore_errors=True)
    (container / "submission").mkdir()
    write_files(container / "submission", submission)
    write_files(container / "cgroup", {"memory.max": memory})
    (container / "results" / "results.json").write_text("of an earlier run")
    environment = {"AUTOGRADER_ROOT": str(container), "AUTOGRADER_CGROUP": str(container / "cgroup")}
    ran = subprocess.run(
        [*before, "bash", container / "run_autograder"],
        cwd=ROOT if before else container,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def results_json(container: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((container / "results" / "results.json").read_text())
    return described


def test_a_submission_gets_its_score_and_instructors_the_details(container: Path) -> None:
    answers = container / "source" / "course" / "temperatures" / "celsius.py"
    steals = f"""
        import torch

        def to_celsius(fahrenheit):
            open({str(answers)!r})
    """
    ran = run(container, {**RIGHT, "celsius.py": steals})
    assert (ran.status, ran.err) == (0, "")
    described = results_json(container)
    assert described["score"] == 50.0
    assert "PermissionError" in described["tests"][0]["output"]
    assert "Any temperature" not in json.dumps(described)
    assert "Any temperature is right." in ran.out


def test_files_that_are_no_modules_are_still_one_submission(container: Path) -> None:
    submission: Files = {"notes.txt": "Mine is coming.", "celcius.py": RIGHT["celsius.py"]}
    assert run(container, submission).status == 0
    assert results_json(container)["score"] == 0.0


def test_what_looks_like_a_class_is_still_one_submission(container: Path) -> None:
    twice: Files = {f"{place}/celsius.py": RIGHT["celsius.py"] for place in ("old", "new")}
    assert run(container, {**twice, "a.ipynb": "{}", "b.ipynb": "{}"}).status == 0
    assert results_json(container)["score"] == 0.0


def test_where_student_code_cannot_be_shut_in_nothing_is_graded(container: Path) -> None:
    ran = run(container, RIGHT, sys.executable, "tests/as_user.py", "--no-landlock")
    assert ran.status == 1
    assert "does not keep student code from files" in ran.out
    assert "NOT GRADED" in ran.out.splitlines()[-1]
    assert not (container / "results" / "results.json").exists()


def test_where_memory_is_short_nothing_is_graded(container: Path) -> None:
    ran = run(container, RIGHT, memory=str(768 << 20))
    assert ran.status == 1
    assert "the container has 768 MiB of memory and needs 862: choose a larger one" in ran.out
    assert not (container / "results" / "results.json").exists()


def test_the_zip_is_the_same_each_time(container: Path, temperatures: Path) -> None:
    content = gradescope_zip(find_assignment(str(temperatures), ROOT))
    assert content == (container / "upload" / "temperatures.zip").read_bytes()


def test_only_a_zip_is_written(temperatures: Path, tmp_path: Path) -> None:
    ran = autograder("release", temperatures, "--gradescope", "--out", tmp_path / "folder")
    assert (ran.status, ran.out) == (2, "")
    assert "--out is the zip to write, such as temperatures.zip" in ran.err
