"""A Python with the kit of an earlier commit."""

from __future__ import annotations

import subprocess
import sysconfig
import tarfile
import venv
from pathlib import Path

from ..measuring import ROOT


def python_of(commit: str, folder: Path) -> Path:
    """A Python that finds the kit of a commit, and every other package where this one does.

    Args:
        commit: as git names it.
        folder: an empty one, for the kit and the Python.

    Raises:
        SystemExit: there is no such commit.
    """
    packed, kit, environment = folder / "kit.tar", folder / "kit", folder / "environment"
    archive = ["git", "archive", "--output", packed, commit, "autograder"]
    if subprocess.run(archive, cwd=ROOT).returncode != 0:
        raise SystemExit(f"no commit {commit} is here to compare with")
    with tarfile.open(packed) as tar:
        tar.extractall(kit, filter="data")
    venv.create(environment, symlinks=True)
    (packages,) = environment.glob("lib/*/site-packages")
    paths = (kit, Path(sysconfig.get_path("purelib")))
    (packages / "kit.pth").write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return environment / "bin" / "python"
