"""What students hand in: their modules in one zip, and a word on what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .harness import RIGHT, Files, Ran, Release, autograder, write_files

IMPORTS_ITS_OWN: Files = {
    "celsius.py": """
        from scales.shift import shifted


        def to_celsius(fahrenheit):
            return shifted(fahrenheit) * (5 / 9)
    """,
    "scales/shift.py": """
        def shifted(fahrenheit):
            return fahrenheit - 32
    """,
    "notes.py": "what is this, then",
    ".venv/lib/celsius.py": "",
    "lab.ipynb": "{}",
}


@pytest.fixture(scope="module")
def released(temperatures: Path, release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("released"), release(temperatures))


def at_work(released: Path, folder: Path, files: Files) -> Path:
    """The folder of a student, with these files in it."""
    return write_files(Path(shutil.copytree(released, folder)), files)


def hand_in(folder: Path) -> Ran:
    """Hand in with nothing but Python: no package is to be had."""
    command = [sys.executable, "-S", "-m", "hand_in"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_the_zip_gets_the_marks_of_the_folder(temperatures: Path, released: Path, tmp_path: Path) -> None:
    folder = at_work(released, tmp_path / "folders" / "ada", {**RIGHT, **IMPORTS_ITS_OWN})
    ran = hand_in(folder)
    assert (ran.status, ran.err) == (0, "")
    archive = folder / "temperatures.zip"
    with zipfile.ZipFile(archive) as packed:
        assert packed.namelist() == ["celsius.py", "warmest.py", "scales/shift.py"]
    (tmp_path / "zips").mkdir()
    shutil.move(archive, tmp_path / "zips" / "ada.zip")
    for given in ("folders", "zips"):
        graded = autograder("grade", temperatures, tmp_path / given, "--out", tmp_path / f"of {given}")
        assert graded.status == 0, graded.err
    of_folder, of_zip = (tmp_path / f"of {given}" / "ada.json" for given in ("folders", "zips"))
    assert '"score": 100.0' in of_folder.read_text()
    assert of_zip.read_bytes() == of_folder.read_bytes()


def test_what_is_left_to_do_is_told_and_the_rest_packed(released: Path, tmp_path: Path) -> None:
    folder = at_work(released, tmp_path / "ada", {"Warmest2.py": "def warmest(:\n"})
    (folder / "warmest.py").unlink()
    ran = hand_in(folder)
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        "Still to do:",
        "- Not written yet: celsius.py, line 8.",
        "- There is no warmest.py, but there is Warmest2.py.",
        "",
        "temperatures.zip holds celsius.py.",
        "You may hand in temperatures.zip as it is, or finish first and then pack again.",
    ]
    (folder / "Warmest2.py").rename(folder / "warmest.py")
    first = (folder / "temperatures.zip").read_bytes()
    ran = autograder("check", folder, "--hand-in")
    assert (ran.status, ran.err) == (1, "")
    assert "- Python cannot read warmest.py, line 1: " in ran.out
    assert "temperatures.zip holds celsius.py, warmest.py." in ran.out
    assert hand_in(folder) == ran
    assert (folder / "temperatures.zip").read_bytes() != first


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--watch"], "--hand-in and --watch do not go together: leave one out"),
        (["warmest"], "--hand-in packs all exercises: leave out warmest"),
    ],
)
def test_options_that_do_not_fit(released: Path, options: list[str], reason: str) -> None:
    ran = autograder("check", released, *options, "--hand-in")
    assert (ran.status, ran.out, ran.err) == (2, "", f"autograder: {reason}\n")


def test_what_cannot_be_packed_gets_one_line(released: Path, tmp_path: Path) -> None:
    folder = at_work(released, tmp_path / "ada", {})
    (folder / "celsius.py").unlink()
    (folder / "warmest.py").unlink()
    ran = hand_in(folder)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "hand_in: there is none of celsius.py, warmest.py in this folder\n"
    (folder / "tests" / "assignment.json").write_text("{")
    ran = hand_in(folder)
    assert (ran.status, len(ran.err.splitlines())) == (2, 1)
    assert "tests/assignment.json is missing or damaged" in ran.err


def test_a_file_called_like_one_of_pythons_own(released: Path, tmp_path: Path) -> None:
    folder = at_work(released, tmp_path / "ada", {**RIGHT, "json.py": "", "copy.py": ""})
    assert hand_in(folder).status == 0


def test_a_reader_who_leaves_early_is_no_failure(released: Path, tmp_path: Path) -> None:
    folder = at_work(released, tmp_path / "ada", RIGHT)
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-S", "-m", "hand_in"]
    ran = subprocess.run(command, cwd=folder, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (folder / "temperatures.zip").is_file()
