"""`autograder grade`: a class, again and again, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from autograder.classroom.store import Store
from autograder.course import load_assignment
from autograder.grading.session import GradingSession
from autograder.sandbox.processes import Zygote
from autograder.submissions import Submission

from .harness import (
    OF_THE_RUN,
    RIGHT,
    TEMPERATURES,
    WRONG,
    Files,
    as_bytes,
    autograder,
    grade_class,
    results,
    write_files,
)


def result_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.json") if path.name not in OF_THE_RUN}


def test_same_bytes_alone_in_a_class_and_with_more_workers(temperatures: Path, tmp_path: Path) -> None:
    students = {"ada": RIGHT, "bo": WRONG, "cy": RIGHT, "dee": WRONG}
    grade_class(temperatures, tmp_path, students, "--workers", "2")
    together = result_bytes(tmp_path / "results")
    assert sorted(together) == ["ada.json", "bo.json", "cy.json", "dee.json"]
    one_by_one = tmp_path / "one by one"
    for name in reversed(students):
        autograder("grade", temperatures, tmp_path / "class" / name, "--out", one_by_one, "--keep-missing")
    assert result_bytes(one_by_one) == together


def test_only_what_changed_is_graded_again(temperatures: Path, tmp_path: Path) -> None:
    grade_class(temperatures, tmp_path, {"ada": RIGHT, "bo": WRONG})

    def graded_again(*options: str) -> int:
        ran = autograder("grade", temperatures, tmp_path / "class", "--out", tmp_path / "results", *options)
        assert ran.status == 0
        run: dict[str, int] = json.loads((tmp_path / "results" / "run.json").read_text())
        return run["graded_in_this_run"]

    assert graded_again() == 0
    (tmp_path / "class" / "bo" / "celsius.py").touch()
    assert graded_again() == 0, "by content, not by date"
    write_files(tmp_path / "class" / "bo", RIGHT)
    assert graded_again() == 1
    assert results(tmp_path / "results")["bo"]["score"] == 100.0
    (tmp_path / "results" / "ada.json").write_text("{}")
    assert graded_again() == 1, "a result that somebody edited does not stand for its submission"
    assert graded_again("--force") == 2


def test_results_of_another_assignment_are_not_overwritten(temperatures: Path, tmp_path: Path) -> None:
    grade_class(temperatures, tmp_path, {"ada": RIGHT, "bo": WRONG})
    before = result_bytes(tmp_path / "results")
    ran = autograder("grade", "bigram_net", tmp_path / "class", "--out", tmp_path / "results")
    assert ran.status == 2
    assert "holds results of temperatures: choose another folder for those of bigram_net" in ran.err
    assert result_bytes(tmp_path / "results") == before


def test_the_unreadable_does_not_keep_others_from_their_marks(temperatures: Path, tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "broken.zip").write_bytes(b"PK\x03\x04 and then nothing")
    with zipfile.ZipFile(tmp_path / "class" / "escapes.zip", "w") as archive:
        archive.writestr("../celsius.py", "")
    ran = grade_class(temperatures, tmp_path, {"right": RIGHT})
    assert ran.status == 0
    graded = results(tmp_path / "results")
    assert {name: (result["status"], result["score"]) for name, result in graded.items()} == {
        "broken": ("unreadable", 0.0),
        "escapes": ("unreadable", 0.0),
        "right": ("graded", 100.0),
    }
    assert "leads out of the submission" in graded["escapes"]["error"]
    assert graded["broken"]["exercises"][0]["max_score"] == 50.0


def test_scores_and_page_have_a_line_for_everybody(temperatures: Path, tmp_path: Path) -> None:
    students = {"=cmd()": RIGHT, "<b>bold": WRONG, "zoë\nsmith": RIGHT}
    ran = grade_class(temperatures, tmp_path, students)
    assert "zoë\\nsmith" in ran.out
    rows = list(csv.DictReader(io.StringIO((tmp_path / "results" / "scores.csv").read_text())))
    assert [(row["submission"], row["score"], row["celsius"]) for row in rows] == [
        ("<b>bold", "60", "10"),
        ("'=cmd()", "100", "50"),
        ("zoë\\nsmith", "100", "50"),
    ]
    page = (tmp_path / "results" / "index.html").read_text()
    assert "<b>bold" not in page
    assert "&lt;b&gt;bold" in page
    assert sorted(results(tmp_path / "results")) == ["<b>bold", "=cmd()", "zoë\nsmith"]


def test_what_holds_no_module_is_named(temperatures: Path, tmp_path: Path) -> None:
    other: Files = {"numbers.py": "def total(numbers):\n    return sum(numbers)\n"}
    command = ["grade", temperatures, tmp_path / "class", "--out", tmp_path / "results"]
    for ran in (grade_class(temperatures, tmp_path, {"ada": RIGHT, "bo": other}), autograder(*command)):
        assert ran.status == 0
        assert "no module of temperatures is in what bo handed in, so all of it counts as" in ran.err


@pytest.mark.parametrize("content", ["submission;score\n", None], ids=["no marks", "no file"])
def test_a_refused_run_leaves_no_results_folder(
    temperatures: Path, tmp_path: Path, content: str | None
) -> None:
    marks = tmp_path / "marks.csv"
    if content is not None:
        marks.write_text(content)
    ran = grade_class(temperatures, tmp_path, {"ada": RIGHT}, "--marks", str(marks))
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert not (tmp_path / "results").exists()


def test_only_an_exercise_of_what_has_no_marks(temperatures: Path, tmp_path: Path) -> None:
    ran = grade_class(temperatures, tmp_path, {"ada": RIGHT}, "--only", "warmest")
    assert ran.err == "graded whole in spite of --only, because without marks: 1\n"
    assert results(tmp_path / "results")["ada"]["score"] == 100.0
    ran = grade_class(temperatures, tmp_path, {}, "--only", "warmest", "--force")
    assert ran.err == ""


def test_submissions_that_share_a_name_or_take_the_runs_own(temperatures: Path, tmp_path: Path) -> None:
    for student in ("monday/ada", "monday/bo", "tuesday/ada", "tuesday/run", "tuesday/groups"):
        write_files(tmp_path / student, RIGHT)
    out = tmp_path / "results"
    autograder("grade", temperatures, tmp_path / "monday", tmp_path / "tuesday", "--out", out)
    names = [path.name for path in out.glob("*.json")]
    assert len(names) == 7
    assert {"bo.json", *OF_THE_RUN} < set(names)
    assert "ada.json" not in names
    assert json.loads((out / "run.json").read_text())["submissions"] == 5


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"assignment.toml": "title = 'x'\n"}, "'exercises' is missing"),
        ({"tests/test_celsius.py": "def test_a(student):\n    '''A.'''\n"}, "has no points"),
    ],
)
def test_an_assignment_that_cannot_be_used_is_refused(tmp_path: Path, files: Files, reason: str) -> None:
    """As it is read, and as its tests are collected."""
    assignment = write_files(tmp_path / "temperatures", {**TEMPERATURES, **files})
    ran = grade_class(assignment, tmp_path, {"ada": RIGHT})
    assert (ran.status, ran.out) == (2, "")
    assert reason in ran.err
    assert len(ran.err.splitlines()) == 1


def test_several_workers_say_why_an_assignment_cannot_be_used(tmp_path: Path) -> None:
    test = "def test_a(student):\n    '''A.'''\n"
    assignment = write_files(tmp_path / "temperatures", {**TEMPERATURES, "tests/test_celsius.py": test})
    ran = grade_class(assignment, tmp_path, {"ada": RIGHT, "bo": RIGHT}, "--workers", "2")
    assert (ran.status, len(ran.err.splitlines())) == (2, 1)
    assert "has no points" in ran.err


def test_an_exercise_may_have_limits_of_its_own(tmp_path: Path, zygote: Zygote) -> None:
    description = as_bytes(TEMPERATURES["assignment.toml"]) + b"\n[limits.warmest]\ncall_seconds = 0.3\n"
    folder = write_files(tmp_path / "temperatures", {**TEMPERATURES, "assignment.toml": description})
    slow = "import time\nuntil = time.process_time() + 0.8\nwhile time.process_time() < until: pass\n\n"
    files = {name: slow.encode() + as_bytes(RIGHT[name]) for name in RIGHT}
    with GradingSession(load_assignment(folder), zygote) as session:
        celsius, warmest = session.grade(Submission("ada", files)).exercises
    assert (celsius.status, celsius.score) == ("passed", 50.0)
    assert (warmest.status, warmest.limit) == ("timeout", "wall")


def test_a_second_run_touches_nothing(temperatures: Path, tmp_path: Path) -> None:
    """Neither what it would bring back nor what it would set aside, nor a page or a table."""
    folder = tmp_path / "results"
    grade_class(temperatures, tmp_path, {"ada": RIGHT, "bo": RIGHT})
    autograder("grade", temperatures, tmp_path / "class" / "bo", "--out", folder)
    before = everything(folder)
    assert "gone/ada.json" in before
    write_files(tmp_path, {"marks.csv": "submission,exercise,score,reason\nada,celsius,1,x\n"})
    students = tmp_path / "class" / "ada"
    with Store(folder).held():
        ran = autograder("grade", temperatures, students, "--out", folder, "--marks", tmp_path / "marks.csv")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"autograder: another autograder is writing results to {folder}\n"
    assert everything(folder) == before


def test_many_files_that_are_no_submissions(temperatures: Path, tmp_path: Path) -> None:
    """Each reason is named, and none of them in hundreds of lines."""
    write_files(tmp_path / "class", {f"{number}.txt": "" for number in range(100)})
    ran = grade_class(temperatures, tmp_path, {"ada": RIGHT, ".hidden": RIGHT})
    lines = ran.err.splitlines()
    assert (ran.status, len(lines)) == (0, 22)
    assert lines[0] == "passed over: class/.hidden: hidden"
    assert lines[-1] == "passed over: 80 more: neither a folder, an archive nor a notebook"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
