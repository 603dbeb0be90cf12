"""What a person marks, in the gradebook: an answer in the lab, and marks by hand from `marks.csv`."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from ..harness import write_files
from ..test_manual_and_bonus import DOUBLES
from .course import Course
from .test_beside_ordinary import CONFIGURATION, fine

RIGHT = "def double(number):\n    return 2 * number\n"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with two answers: one marked through `marks.csv`, one that nobody has marked."""
    course = Course(tmp_path_factory.mktemp("manual") / "course")
    (course.home / "config").mkdir(parents=True)
    write_files(course.folder / "solutions" / "doubles", DOUBLES)
    write_files(course.folder, {"nbgrader_config.py": CONFIGURATION})
    fine(course.autograder("release", "solutions/doubles", "--out", "source/doubles"))
    fine(course.nbgrader("generate_assignment", "doubles"))
    for student in ("ada", "bo"):
        hand_in(course, student, f"Twice {SCRIPT} as much.")
    fine(course.nbgrader("autograde", "doubles", "--student=bo"))
    marks = "submission,exercise,score,reason\nada,essay,12,two uses\nada,double,70,late in the year\n"
    (course.folder / "marks.csv").write_text(marks)
    given = ("submitted", "--out", "results", "--marks", "marks.csv", "--student", "ada")
    runs = [course.autograder("grade", "doubles", *given) for _ in range(2)]
    for ran in runs:
        fine(ran)
    (course.folder / "said").write_text("".join(ran.err for ran in runs))
    fine(course.nbgrader("generate_feedback", "doubles"))
    return course


def hand_in(course: Course, student: str, answer: str) -> None:
    folder = course.submitted / student / "doubles"
    shutil.copytree(course.folder / "release" / "doubles", folder)
    (folder / "double.py").write_text(RIGHT)
    notebook = json.loads((folder / "lab.ipynb").read_text())
    (essay,) = (cell for cell in notebook["cells"] if cell["id"] == "essay")
    essay["source"] = answer
    (folder / "lab.ipynb").write_text(json.dumps(notebook))


def grades(course: Course, student: str) -> dict[str, Any]:
    script = f"""
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as gradebook:
    grades = gradebook.find_submission_notebook("lab", "doubles", {student!r}).grades
    print(json.dumps({{
        grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade) for grade in grades
    }}))
"""
    found: dict[str, Any] = json.loads(course.python(script).out)
    return found


def test_an_answer_waits_for_a_person(course: Course) -> None:
    assert grades(course, "bo")["essay"] == [None, None, True]
    assert grades(course, "bo")["double"] == [90, None, False]


def test_marks_by_hand_are_in_the_gradebook(course: Course) -> None:
    found = grades(course, "ada")
    assert found["essay"] == [None, 12, False]
    assert found["double"] == [90, 70, False]
    said = (course.folder / "said").read_text()
    assert "2 marks by hand written" in said
    assert said.count("marks by hand written") == 1


def test_feedback_has_the_answer_and_the_reason(course: Course) -> None:
    page = (course.folder / "feedback" / "ada" / "doubles" / "lab.html").read_text()
    assert "two uses" in page
    assert "late in the year" in page
    assert "as much." in page
    assert SCRIPT not in page
