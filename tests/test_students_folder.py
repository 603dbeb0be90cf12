"""The folder that students get works wherever it lies, and says in one line what it lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .harness import ROOT, Files, Ran, autograder, write_files
from .test_lab import CHECK_ALL
from .test_release import pytest_in
from .test_release_hints import filled_in

OF_OTHERS: Files = {
    "pytest.ini": "[pytest]\naddopts = --no-such-option\n",
    "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-ra -x"\npython_files = "check_*.py"\n',
    "conftest.py": "raise ValueError('of somebody else')\n",
    "setup.cfg": "[tool:pytest]\ntestpaths = elsewhere\n",
}

WITHOUT_TORCH = """
import importlib.util, runpy, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "torch" else find(name, *rest)
sys.argv = ["pytest"]
runpy.run_module("pytest", run_name="__main__")
"""
WITH_A_FILE_CALLED_TORCH = """
import pathlib, runpy, sys
pathlib.Path("torch.py").touch()
sys.argv = ["pytest"]
runpy.run_module("pytest", run_name="__main__")
"""
WITH_AN_OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 9, 18)
sys.path.insert(0, "tests")
runpy.run_module("environment", run_name="__main__")
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with right answers, below one with another's settings and a name of many characters."""
    above = tmp_path_factory.mktemp("CS101 [2024]") / "Übung {1} 'a' [b]"
    folder = filled_in("bigram_counts", above / "counts")
    write_files(above, OF_OTHERS)
    return folder


def python(folder: Path, program: str, *arguments: str) -> Ran:
    command = [sys.executable, "-c", program, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_settings_and_names_above_the_folder_change_nothing(odd: Path) -> None:
    plain = pytest_in(odd)
    assert (plain.status, plain.err) == (0, ""), plain.out
    ran = autograder("check", cwd=odd)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.count("  done       ") == 5
    cells = python(odd, CHECK_ALL, "vocabulary", "sampling")
    assert cells.out.count("All of them pass.") == 2, cells.out + cells.err


def test_pytest_may_run_in_several_processes(tmp_path: Path) -> None:
    folder = filled_in("bigram_counts", tmp_path / "counts")
    shutil.copy(ROOT / "assignments" / "bigram_counts" / "vocabulary.py", folder)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "1", "tests/test_vocabulary.py"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stderr) == (1, ""), ran.stdout
    assert "Not written yet: vocabulary.py, line " in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("5 failed")


@pytest.mark.parametrize(
    ("program", "line"),
    [
        (
            WITH_A_FILE_CALLED_TORCH,
            "torch.py in this folder hides the package torch. Give the file another name.",
        ),
        (WITHOUT_TORCH, "There is no torch in this Python. Type, in this folder: . .venv/bin/activate"),
        (WITH_AN_OLD_PYTHON, "This is Python 3.9; you need 3.11 or newer. README.md says how to install."),
    ],
)
def test_what_the_environment_lacks_is_one_line(tmp_path: Path, program: str, line: str) -> None:
    shutil.copytree(ROOT / "assignments" / "bigram_counts", tmp_path, dirs_exist_ok=True)
    (tmp_path / ".venv").mkdir()
    ran = python(tmp_path, program)
    assert ran.err.splitlines() == [line]
    assert ran.status != 0
