"""Grades the example class with other versions, and compares the results byte by byte.

`python -m tests.versions [PYTHON…]`, by default each `python3.N` from 3.11 on that is found here. The
first one is also given the lowest versions that `pyproject.toml` allows; all of them get the newest.
Environments are made in `build/versions` and kept: PyTorch takes some gigabytes and minutes each time.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from autograder.classroom.store import RUN

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "versions"
MINORS = range(11, 20)
SHOWN = ("torch", "numpy", "pytest")


@dataclass(frozen=True)
class Environment:
    """A Python and what is installed for it: the lowest versions, or the newest."""

    python: str
    lowest: bool

    @property
    def name(self) -> str:
        return f"{Path(self.python).name}-{'lowest' if self.lowest else 'newest'}"

    @property
    def own_python(self) -> Path:
        return FOLDER / self.name / "bin" / "python"


def main(pythons: list[str]) -> int:
    """Grade with every environment; the exit status says whether one of them gives other results."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    submissions = FOLDER / "class"
    shutil.rmtree(submissions, ignore_errors=True)
    subprocess.run([sys.executable, ROOT / "examples" / "assemble.py", submissions], check=True)
    expected = graded(Path(sys.executable), submissions, FOLDER / "here")
    environments = [Environment(python, lowest=False) for python in pythons]
    differing = False
    for environment in [Environment(pythons[0], lowest=True), *environments]:
        if not environment.own_python.exists():
            install(environment)
        got = graded(environment.own_python, submissions, FOLDER / f"{environment.name}-results")
        other = sorted(name for name in expected if got.get(name) != expected[name])
        differing = differing or bool(other)
        same = f"{len(expected) - len(other)} of {len(expected)} results are the same to the byte"
        others = f"; others: {', '.join(other)}" if other else ""
        print(f"{environment.name} ({versions(environment)}): {same}{others}", flush=True)
    return int(differing)


def pythons_here() -> list[str]:
    """The Pythons that are found by their names and start."""
    found = [shutil.which(f"python3.{minor}") for minor in MINORS]
    return [python for python in found if python is not None and starts(python)]


def starts(python: str) -> bool:
    return subprocess.run([python, "-c", "import venv"], capture_output=True).returncode == 0


def install(environment: Environment) -> None:
    """Make an environment; what is half made is not kept."""
    folder = FOLDER / environment.name
    constraints = FOLDER / "lowest.txt"
    constraints.write_text("".join(f"{line}\n" for line in lowest_versions()), encoding="utf-8")
    options = ["--constraint", str(constraints)] if environment.lowest else ["--upgrade"]
    try:
        subprocess.run([environment.python, "-m", "venv", folder], check=True)
        pip = [environment.own_python, "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, *options, "--editable", ROOT], check=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def lowest_versions() -> Iterator[str]:
    """A constraint for each dependency: the lowest version that is allowed, and its later repairs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in map(Requirement, project["dependencies"]):
        lowest = re.sub("^>=", "", str(requirement.specifier))
        yield f"{requirement.name}~={lowest if lowest.count('.') > 1 else f'{lowest}.0'}"


def graded(python: Path, submissions: Path, out: Path) -> dict[str, bytes]:
    """What the class got, file by file; not when and with which versions, which `run.json` says."""
    shutil.rmtree(out, ignore_errors=True)
    command = [python, "-m", "autograder", "grade", "bigram_net", submissions, "--out", out]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if ran.returncode or ran.stderr:
        sys.exit(f"{python} ends with status {ran.returncode} and says {ran.stderr!r}")
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.json")) if path.name != RUN}


def versions(environment: Environment) -> str:
    """The versions that say most, as `Python 3.12.1, torch 2.13.0`."""
    script = f"""
import platform
from importlib.metadata import version
print("Python", platform.python_version(), *(f", {{name}} {{version(name)}}" for name in {SHOWN}), sep=" ")
"""
    command = [environment.own_python, "-c", script]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return told.strip().replace(" ,", ",")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or pythons_here()))
