"""The whole cycle of nbgrader with a class: from the source of an assignment to feedback and export."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..harness import Ran, results
from .course import ASSIGNMENT, EXERCISES, ME, Course, Scores, make_course, mistaken, scores_of
from .students import CHEATS, DISGUISES, HONEST, SCRIPT, UNDISGUISED, UNREADABLE, linked

FULL = {
    "dataset": 10.0,
    "one_hot": 15.0,
    "neurons": 15.0,
    "softmax": 15.0,
    "nll": 15.0,
    "gradient_descent": 20.0,
    "figures": 10.0,
}


@dataclass(frozen=True)
class Graded:
    """A class after grading: by nbgrader's command, and by ours.

    Attributes:
        by_nbgrader: the scores in the gradebook after `nbgrader autograde`.
        by_us: those in the gradebook of a copy after `autograder grade`.
        said: what `nbgrader autograde` said.
    """

    course: Course
    copy: Course
    by_nbgrader: Scores
    by_us: Scores
    said: Ran


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    course = make_course(tmp_path_factory.mktemp("nbgrader"))
    assert course.nbgrader("generate_assignment", ASSIGNMENT).status == 0
    through_the_exchange(course)
    undisguised = {f"un_{name}": change for name, change in UNDISGUISED.items()}
    for name, change in {**HONEST, **UNREADABLE, **CHEATS, **DISGUISES, **undisguised}.items():
        course.hand_in(name, change)
    copy = Course(course.folder.parent / "copy")
    shutil.copytree(course.folder, copy.folder, symlinks=True)
    said = course.nbgrader("autograde", ASSIGNMENT)
    copy.hand_in("linked", linked)
    ours = copy.autograder("grade", ASSIGNMENT, "submitted", "--out", "results")
    assert ours.status == 0, ours.err
    return Graded(course, copy, course.scores(), copy.scores(), said)


def through_the_exchange(course: Course) -> None:
    """Release, fetch, work, hand in, collect."""
    released = course.nbgrader("release_assignment", ASSIGNMENT)
    assert released.status == 0, released.err
    own = course.home / "work"
    own.mkdir()
    assert course.nbgrader("fetch_assignment", ASSIGNMENT, cwd=own).status == 0
    mistaken("softmax/normalises_columns")(own / ASSIGNMENT)
    assert course.nbgrader("submit", ASSIGNMENT, cwd=own).status == 0
    collected = course.nbgrader("collect", ASSIGNMENT)
    assert collected.status == 0, collected.err
    assert [path.name for path in course.submitted.iterdir()] == [ME]


def test_scores_are_those_of_autograder_grade(graded: Graded) -> None:
    plain = {name: scores_of(result) for name, result in results(graded.copy.folder / "results").items()}
    assert len(plain) > 20
    assert graded.by_us == plain
    with_notebook = plain.keys() - UNREADABLE.keys() - {"linked"}
    assert graded.by_nbgrader == {name: plain[name] for name in with_notebook}


def test_points_are_those_of_the_tests(graded: Graded) -> None:
    maxima = {line["exercise"]: float(line["max_score"]) for line in graded.course.exported()}
    result = results(graded.copy.folder / "results")["perfect"]
    assert maxima == FULL == {one["exercise"]: one["max_score"] for one in result["exercises"]}


def test_what_comes_through_the_exchange_is_graded(graded: Graded) -> None:
    assert graded.by_nbgrader["perfect"] == FULL
    assert graded.by_nbgrader[ME] == graded.by_nbgrader["columns"]
    assert 0 < graded.by_nbgrader[ME]["softmax"] < FULL["softmax"]


@pytest.mark.parametrize(
    "name", ["deleted", "doubled", "edited", "retagged", "nonsense", "scripted", "stderr", "own_torch"]
)
def test_what_is_done_to_cells_changes_no_score(graded: Graded, name: str) -> None:
    assert graded.by_nbgrader[name] == FULL
    assert graded.by_us[name] == FULL


def test_cells_of_exercises_in_another_notebook_count_before_stubs(graded: Graded) -> None:
    assert graded.by_nbgrader["in_one_notebook"] == graded.by_us["in_one_notebook"] == FULL


@pytest.mark.parametrize("name", CHEATS)
def test_cheating_gets_nothing(graded: Graded, name: str) -> None:
    assert graded.by_nbgrader[name] == graded.by_us[name] == dict.fromkeys(FULL, 0.0)


def test_no_cell_of_a_notebook_ever_ran(graded: Graded) -> None:
    assert not list(graded.course.folder.parent.rglob("it_ran.txt"))


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguise_changes_nothing(graded: Graded, name: str) -> None:
    assert graded.by_nbgrader[name] == graded.by_us[name] == graded.by_us[f"un_{name}"]
    assert sum(graded.by_us[name].values()) < 20


@pytest.mark.parametrize("name", UNREADABLE)
def test_modules_count_where_the_notebook_cannot_be_read(graded: Graded, name: str) -> None:
    assert graded.said.status == 1
    assert name in graded.said.err
    assert graded.by_us[name] == graded.by_us["columns"]
    assert (graded.copy.folder / "autograded" / name / ASSIGNMENT / "lab.ipynb").is_file()


def test_a_link_is_not_followed(graded: Graded) -> None:
    assert graded.by_us["linked"] == dict.fromkeys(FULL, 0.0)
    copied = graded.copy.folder / "autograded" / "linked" / ASSIGNMENT
    assert not (copied / "notes.txt").exists()


def test_the_autograded_modules_are_the_students_own(graded: Graded) -> None:
    folder = Path(ME, ASSIGNMENT)
    for module in EXERCISES:
        handed_in = (graded.course.submitted / folder / f"{module}.py").read_bytes()
        assert (graded.course.folder / "autograded" / folder / f"{module}.py").read_bytes() == handed_in


def test_what_stands_in_the_gradebook_is_not_written_again(graded: Graded) -> None:
    again = graded.copy.autograder("grade", ASSIGNMENT, "submitted", "--out", "results")
    assert again.status == 0
    assert "0 of" in again.err
    assert "written to the gradebook" in again.err


def test_feedback_has_hints_and_no_hidden_test(graded: Graded) -> None:
    course = graded.course
    assert course.nbgrader("generate_feedback", ASSIGNMENT, f"--student={ME}").status == 0
    assert course.nbgrader("release_feedback", ASSIGNMENT, f"--student={ME}").status == 0
    own = course.home / "work"
    fetched = course.nbgrader("fetch_feedback", ASSIGNMENT, cwd=own)
    assert fetched.status == 0, fetched.err
    (page,) = own.glob("**/feedback/**/lab.html")
    text = page.read_text()
    assert "Hint: Over which dimension do the counts of one example run?" in text
    assert "Each row of the probabilities sums to one." in text
    assert "softmax.py as it was handed in" in text
    assert "def test_" not in text
    assert "reference." not in text


def test_no_script_of_a_student_reaches_a_browser(graded: Graded) -> None:
    assert graded.course.nbgrader("generate_feedback", ASSIGNMENT, "--student=scripted").status == 0
    text = (graded.course.folder / "feedback" / "scripted" / ASSIGNMENT / "lab.html").read_text()
    assert "Is 1 &lt; 2?" in text
    assert "steal()" in text
    assert SCRIPT not in text


def test_the_export_names_misconceptions(graded: Graded) -> None:
    lines = [line for line in graded.course.exported() if line["student_id"] == ME]
    assert {line["exercise"]: line["misconceptions"] for line in lines if line["misconceptions"]} == {
        "softmax": "normalises_columns"
    }


def test_a_manual_mark_and_comment_stay(graded: Graded) -> None:
    set_by_hand(graded.course, "columns", score=14.0, comment="We talked about it.")
    again = graded.course.nbgrader("autograde", ASSIGNMENT, "--student=columns", "--force")
    assert again.status == 0, again.err
    (line,) = [
        line
        for line in graded.course.exported()
        if (line["student_id"], line["exercise"]) == ("columns", "softmax")
    ]
    assert float(line["score"]) == 14.0
    assert float(line["automatic_score"]) == graded.by_us["columns"]["softmax"]
    assert graded.course.nbgrader("generate_feedback", ASSIGNMENT, "--student=columns").status == 0
    page = graded.course.folder / "feedback" / "columns" / ASSIGNMENT / "lab.html"
    assert "We talked about it." in page.read_text()


def set_by_hand(course: Course, student: str, score: float, comment: str) -> None:
    """What a grader does in the formgrader, through nbgrader's own gradebook."""
    script = f"""
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as gradebook:
    cell = ("lab", {ASSIGNMENT!r}, {student!r})
    gradebook.find_grade("softmax", *cell).manual_score = {score}
    gradebook.find_comment("softmax-work", *cell).manual_comment = {comment!r}
    gradebook.db.commit()
"""
    assert course.python(script).status == 0


def test_late_penalties_are_nbgraders(graded: Graded) -> None:
    course = graded.copy
    (course.folder / "late.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\n"
        "class Late(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
        "        return 7\n"
    )
    with (course.folder / "nbgrader_config.py").open("a") as file:
        file.write("\nc.AssignLatePenalties.plugin_class = 'late.Late'\n")
    (course.submitted / "half" / ASSIGNMENT / "timestamp.txt").write_text("2015-02-02 16:58:23 UTC")

    def penalty_when_due(day: str, *options: str) -> float:
        due = course.nbgrader("db", "assignment", "add", ASSIGNMENT, f"--duedate={day} 15:58:23 UTC")
        assert due.status == 0, due.err
        ran = course.autograder("grade", ASSIGNMENT, "submitted", "--out", "results", *options)
        assert ran.status == 0, ran.err
        found = course.python(
            "from nbgrader.api import Gradebook\n"
            "with Gradebook('sqlite:///gradebook.db') as gradebook:\n"
            f"    print(gradebook.find_submission({ASSIGNMENT!r}, 'half').late_submission_penalty)\n"
        )
        return float(json.loads(found.out))

    assert penalty_when_due("2015-02-02") == 7
    assert penalty_when_due("2015-02-03") == 0, "a due date that moved moves the penalty"
    assert penalty_when_due("2015-02-02", "--student", "half", "--force") == 7
