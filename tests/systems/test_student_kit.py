"""The kit that students install: the engine, and nothing that is secret."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from autograder.course import find_assignment
from autograder.release.leaks import leaks
from autograder.release.secrets import secrets_of

from ..harness import ROOT
from ..test_release import ASSIGNMENTS
from ..test_release_hints import filled_in

PAGE = ROOT / "docs" / "students.md"


def test_the_kit_checks_a_folder_and_holds_no_secret(tmp_path: Path) -> None:
    # The environment that the tests run in is ready, whatever `make` thinks of its age.
    make = ("make", "student-kit", "--assume-old=.venv/.ready", f"BIN={Path(sys.executable).parent}")
    subprocess.run(make, cwd=ROOT, check=True, capture_output=True, timeout=300)
    (wheel,) = (ROOT / "build" / "student-kit").iterdir()
    assert f"python -m pip install {wheel.name}\n" in PAGE.read_text(encoding="utf-8")
    with zipfile.ZipFile(wheel) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
        packed.extractall(tmp_path / "kit")
    assert {name.split("/")[0] for name in files} == {
        "autograder",
        f"{wheel.name.split('-py3')[0]}.dist-info",
    }
    texts = {name: content for name, content in files.items() if name.endswith((".py", ".md", "METADATA"))}
    for name in ASSIGNMENTS:
        assert leaks(texts, secrets_of(find_assignment(name, ROOT))) == []

    folder = filled_in("bigram_counts", tmp_path / "counts")
    ran = subprocess.run(
        [sys.executable, "-c", "import autograder.cli as kit; print(kit.__file__); kit.main()", "check"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "kit")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(str(tmp_path / "kit"))
    assert "All public tests pass." in ran.stdout
