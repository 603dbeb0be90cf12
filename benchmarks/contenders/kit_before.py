"""This kit as it was in an earlier commit, with the same libraries."""

from __future__ import annotations

import subprocess
import sysconfig
import tarfile
import venv
from pathlib import Path

from ..measuring import ROOT
from ..workloads import Workload
from .kit import Kit


class KitBefore(Kit):
    """`autograder grade` of an earlier commit.

    Args:
        workload: what is graded.
        folder: an empty one, for classes, results, the kit and its Python.
        small: submissions of the small class.
        large: submissions of the large class.
        commit: as git names it.
    """

    def __init__(self, workload: Workload, folder: Path, small: int, large: int, commit: str) -> None:
        super().__init__(workload, folder, small, large)
        self.name = f"autograder of {commit}"
        self.where, self.python = folder, python_of(commit, folder)


def python_of(commit: str, folder: Path) -> Path:
    """A Python that finds the kit of a commit, and every other package where this one does.

    Args:
        commit: as git names it.
        folder: an empty one, for the kit and the Python.

    Raises:
        SystemExit: there is no such commit.
    """
    packed, kit, environment = folder / "kit.tar", folder / "kit", folder / "environment"
    archive: list[str | Path] = ["git", "archive", "--output", packed, commit, "autograder"]
    if subprocess.run(archive, cwd=ROOT).returncode != 0:
        raise SystemExit(f"no commit {commit} is here to compare with")
    with tarfile.open(packed) as tar:
        tar.extractall(kit, filter="data")
    venv.create(environment, symlinks=True)
    (packages,) = environment.glob("lib/*/site-packages")
    paths = (kit, Path(sysconfig.get_path("purelib")))
    (packages / "kit.pth").write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return environment / "bin" / "python"
