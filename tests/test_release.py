"""What students get: fresh, complete without the engine, and without anything secret."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.course import find_assignment
from autograder.errors import Leak
from autograder.testing.facts import alike

from .harness import ROOT, TEMPERATURES, Files, Release, autograder, write_files
from .warm import Ran, python

ASSIGNMENTS = ("bigram_counts", "bigram_net")
WITHOUT_ENGINE = """
import runpy, sys
sys.modules["autograder"] = None
sys.argv = ["pytest", "-q", "--disable-plugin-autoload", "-p", "no:cacheprovider", *sys.argv[1:]]
runpy.run_module("pytest", run_name="__main__")
"""

LAB = "".join(
    f'# %% exercise="{name}"\ncheck("{name}")\n\n# %% work="{name}"\n' for name in ("celsius", "warmest")
)
HIDDEN_TEST = "\n### BEGIN HIDDEN TESTS\nassert True\n### END HIDDEN TESTS\n"


def files_below(folder: Path) -> set[Path]:
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path for path in paths if not any(part.startswith((".", "__pyc")) for part in path.parts)}


def pytest_in(folder: Path, *options: str) -> Ran:
    """Plain pytest in a released folder, where the engine cannot be imported."""
    return python("-c", WITHOUT_ENGINE, *options, cwd=folder)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_committed_assignments_are_what_release_writes(name: str, tmp_path: Path) -> None:
    assert autograder("release", name, "--out", tmp_path).status == 0
    committed = ROOT / "assignments" / name
    written = files_below(tmp_path)
    assert written == files_below(committed)
    stale = [path for path in written if not same_content(tmp_path / path, committed / path)]
    assert not stale, "run `make assignments`"


def same_content(one: Path, other: Path) -> bool:
    if one.name != "mistakes.json":
        return one.read_bytes() == other.read_bytes()
    # Of what mistakes do, the last digits that are written may differ on another processor.
    return alike(json.loads(one.read_text()), json.loads(other.read_text()))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_public_tests_pass_with_the_references_and_fail_with_the_stubs(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "assignments" / name, tmp_path, dirs_exist_ok=True)
    with_stubs = pytest_in(tmp_path)
    assert with_stubs.status == 1
    assert "passed" not in with_stubs.out.splitlines()[-1]
    assignment = find_assignment(name, ROOT)
    for module in assignment.modules:
        assert f"Not written yet: {module}.py" in with_stubs.out
        (tmp_path / f"{module}.py").write_bytes(assignment.reference(module).read_bytes())
    with_references = pytest_in(tmp_path)
    assert with_references.status == 0, with_references.out


def test_the_stubs_of_a_class_are_still_to_do(tmp_path: Path) -> None:
    for name in ASSIGNMENTS:
        ran = autograder("grade", name, ROOT / "assignments" / name, "--out", tmp_path / name)
        assert ran.status == 0
        assert " 0 " in ran.out
        assert '"status": "missing"' in (tmp_path / name / f"{name}.json").read_text()


def test_a_student_sees_what_is_wrong_and_where(temperatures: Path, release: Release, tmp_path: Path) -> None:
    write_files(tmp_path, release(temperatures))
    wrong = "def to_celsius(fahrenheit):\n    return fahrenheit - 32\n"
    (tmp_path / "celsius.py").write_text(wrong)
    ran = pytest_in(tmp_path)
    assert "Water freezes at 0 and boils at 100 degrees Celsius." in ran.out
    assert "1 of 2 values is wrong, at [1]: got 180, expected 100." in ran.out
    (tmp_path / "celsius.py").write_text(wrong.replace("fahrenheit - 32", "farenheit - 32"))
    assert (
        "NameError: name 'farenheit' is not defined (celsius.py, line 2: return faren"
        in pytest_in(tmp_path).out
    )


def test_a_loop_without_end_ends_where_it_is(temperatures: Path, release: Release, tmp_path: Path) -> None:
    write_files(tmp_path, release(temperatures))
    description = tmp_path / "tests" / "assignment.json"
    description.write_text(description.read_text().replace('"call_seconds": 2.0', '"call_seconds": 0.5'))
    # What catches exceptions must not catch the end.
    loop = "    while True:\n        try: fahrenheit - 32\n        except Exception: pass\n"
    for module in (f"def to_celsius(fahrenheit):\n{loop}", "while True: pass\n"):
        (tmp_path / "celsius.py").write_text(module)
        ran = pytest_in(tmp_path)
        assert ran.status == 1
        assert "No answer after 1 seconds: is there a loop that never ends? (celsius.py, line " in ran.out
        assert "celsius              0 of 20\n" in ran.out


def test_no_hidden_test_is_released(temperatures: Path, release: Release) -> None:
    released = b"\n".join(release(temperatures).values()).decode()
    assert "test_known_points" in released
    assert "test_any" not in released
    assert "test_value" not in released
    assert "5 / 9" not in released


def test_a_leak_is_refused(tmp_path: Path) -> None:
    handout = "Try this:\n\n    return (fahrenheit - 32) * (5 / 9)\n"
    assignment = write_files(tmp_path / "temperatures", {**TEMPERATURES, "handout.md": handout})
    ran = autograder("release", assignment, "--out", tmp_path / "out")
    assert ran.status == 1
    assert "README.md holds the solution of celsius" in ran.err
    assert not (tmp_path / "out").exists()


def refusal(release: Release, folder: Path, files: Files) -> list[str]:
    """What a release is refused for, up to the first comma."""
    write_files(folder, {**TEMPERATURES, **files})
    with pytest.raises(Leak) as refused:
        release(folder)
    return [line.partition(",")[0] for line in str(refused.value).splitlines()]


def test_a_leak_in_other_spacing_is_refused(release: Release, tmp_path: Path) -> None:
    (said,) = refusal(
        release, tmp_path / "temperatures", {"handout.md": "`return ( fahrenheit-32 )*( 5/9 )`"}
    )
    assert "README.md holds the solution of celsius" in said


def test_a_second_notebook_is_refused(release: Release, tmp_path: Path) -> None:
    own = {"another.ipynb": "{}", "lab.ipynb": "{}", ".ipynb_checkpoints/lab-checkpoint.ipynb": "{}"}
    assert refusal(release, tmp_path / "temperatures", own) == [
        "another.ipynb cannot be released: the one notebook of an assignment is lab.ipynb"
    ]


def test_regions_that_nbgrader_would_clear_are_refused(release: Release, tmp_path: Path) -> None:
    own = {
        "celsius.py": f"{dedent(str(TEMPERATURES['celsius.py']))}{HIDDEN_TEST}",
        "handout.md": "### BEGIN SOLUTION\n42\n### END SOLUTION\n",
        "lab.py": LAB + HIDDEN_TEST,
    }
    assert refusal(release, tmp_path / "temperatures", own) == [
        "README.md has a region BEGIN SOLUTION",
        "celsius.py has a region BEGIN HIDDEN TESTS",
        "lab.ipynb has a region BEGIN HIDDEN TESTS",
    ]


def test_requirements_are_the_tested_versions() -> None:
    constraints = (ROOT / "constraints.txt").read_text().splitlines()
    requirements = (ROOT / "autograder/release/templates/requirements.txt").read_text().splitlines()
    assert {line.split("==")[0] for line in requirements} == {"torch", "matplotlib", "pytest", "jupyterlab"}
    assert set(requirements) <= set(constraints)
