"""`autograder new`: what it writes works as it stands, and nothing that is there is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.course import load_assignment

from .harness import autograder, results, write_files

ASSIGNMENT = Path("solutions", "temperatures")


def test_a_new_assignment_is_proven_released_checked_and_graded(tmp_path: Path) -> None:
    ran = autograder("new", "temperatures", "celsius", "warmest", cwd=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    proof = autograder("verify", "temperatures", cwd=tmp_path)
    assert "temperatures: the tests hold; " in proof.out, proof
    assert proof.status == 0
    assert autograder("release", "temperatures", "--out", "class/bo", cwd=tmp_path).status == 0
    stubs = autograder("check", "class/bo", cwd=tmp_path)
    assert stubs.status == 1
    assert "to do" in stubs.out
    shutil.copytree(tmp_path / "class" / "bo", tmp_path / "class" / "ada")
    for module in ("celsius.py", "warmest.py"):
        shutil.copy(tmp_path / ASSIGNMENT / module, tmp_path / "class" / "ada")
    assert autograder("check", "class/ada", cwd=tmp_path).status == 0
    assert autograder("grade", "temperatures", "class", "--out", "results", cwd=tmp_path).status == 0
    scores = {name: result["score"] for name, result in results(tmp_path / "results").items()}
    assert scores == {"ada": 100.0, "bo": 0.0}


def test_new_exercises_leave_the_others_as_they_are(tmp_path: Path) -> None:
    autograder("new", "temperatures", "celsius", cwd=tmp_path)
    folder = tmp_path / ASSIGNMENT
    write_files(
        folder,
        {
            "assignment.toml": """
                # Ours.
                title = "From °F"
                exercises = [
                    "celsius",
                ]  # in order

                [limits]
                call_seconds = 2.0
            """
        },
    )
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    ran = autograder("new", "temperatures", "warmest", "coldest", cwd=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "temperatures is a draft now" in ran.out
    changed = {
        path.name: path.read_text() for path, content in before.items() if path.read_bytes() != content
    }
    assert changed.keys() == {"assignment.toml", "lab.py"}
    assert changed["lab.py"].encode().startswith(before[folder / "lab.py"])
    assert changed["assignment.toml"] == (
        '# Ours.\ntitle = "From °F"\n'
        'exercises = [\n    "celsius",\n    "warmest",\n    "coldest",\n]  # in order\n'
        "draft = true  # until the points add up to 100\n\n[limits]\ncall_seconds = 2.0\n"
    )
    assert load_assignment(folder).modules == ("celsius", "warmest", "coldest")
    released = autograder("release", "temperatures", "--out", "released", cwd=tmp_path)
    assert (released.status, len(released.err.splitlines())) == (2, 1)
    assert "temperatures is a draft: students get it once its points are 100" in released.err
    write_files(tmp_path / "class", {"ada/celsius.py": (folder / "celsius.py").read_text()})
    graded = autograder("grade", "temperatures", "class", "--out", "results", cwd=tmp_path)
    assert graded.status == 0
    assert graded.err.startswith(
        "temperatures is a draft, as its assignment.toml says: no marks for students"
    )
    proof = autograder("verify", "temperatures", "--quick", cwd=tmp_path)
    assert (
        "temperatures: the tests hold (no mutants); it is a draft: the points of these tests are 167; "
        in proof.out
    )


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ('exercises = ["celsius"]; x', "assignment.toml: "),
        ('title = "T"\n"exercises" = ["celsius"]\n', "let it say `exercises = "),
        ('title = "T"\nexercises = ["celsius"]\ndraft = false\n', "or nothing about a draft"),
    ],
)
def test_a_description_that_nothing_can_be_added_to_stays_as_it_is(
    tmp_path: Path, description: str, reason: str
) -> None:
    autograder("new", "temperatures", "celsius", cwd=tmp_path)
    folder = write_files(tmp_path / ASSIGNMENT, {"assignment.toml": description})
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    ran = autograder("new", "temperatures", "warmest", cwd=tmp_path)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert reason in ran.err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["no name"], "“no name” cannot be the name of an assignment"),
        (["temperatures", "2nd"], "“2nd” cannot be the name of an exercise"),
        (["temperatures", "class"], "“class” cannot be the name of an exercise"),
        (["temperatures", "random"], "“random” cannot be the name of an exercise"),
        (["temperatures", "a", "a"], "“a” is twice among the exercises"),
        (["temperatures", *(f"e{number}" for number in range(34))], "at most 33 exercises"),
        (["there"], "there is there already, with example: name the exercises to add"),
        (["there", "example"], "“example” is twice among the exercises"),
        (["there", "written"], "written.py is there already: nothing was written"),
    ],
)
def test_what_cannot_be_written_is_one_line(tmp_path: Path, arguments: list[str], reason: str) -> None:
    autograder("new", "there", cwd=tmp_path)
    write_files(tmp_path, {"solutions/there/written.py": "x = 1\n"})
    before = sorted(tmp_path.rglob("*"))
    ran = autograder("new", *arguments, cwd=tmp_path)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert reason in ran.err
    assert sorted(tmp_path.rglob("*")) == before
