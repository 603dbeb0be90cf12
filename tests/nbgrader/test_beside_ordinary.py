"""A course of an instructor's own: a source folder, ordinary assignments, a second notebook beside a lab."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ..harness import Files, Ran, as_bytes, write_files
from ..test_objects import NETS, RIGHT
from .course import Course

CONFIGURATION = """
from pathlib import Path
from autograder.nbgrader import configure

c = get_config()
c.CourseDirectory.course_id = "nets"
c.Execute.timeout = 300
configure(c, Path(__file__).parent)
"""

LAB: Files = {
    "lab.py": """
        # %% [markdown]
        # # Nets

        # %% locked="setup"
        from lab_check import check

        # %% work="mlp"
        print("a network")

        # %% exercise="mlp"
        check("mlp")

        # %% work="descent"
        print("an optimiser")

        # %% exercise="descent"
        check("descent")
    """
}

SOLUTION = "def double(number):\n    ### BEGIN SOLUTION\n    return 2 * number\n    ### END SOLUTION\n"
TEST = "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(-3) == -6\n### END HIDDEN TESTS\n"


def cell(source: str, grade_id: str, points: int = 0, *, solution: bool = False, **more: Any) -> Any:
    about = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": points > 0,
        "solution": solution,
        "locked": not solution,
        "task": False,
        **({"points": points} if points else {}),
    }
    made = nbformat.v4.new_markdown_cell if more.get("text") else nbformat.v4.new_code_cell
    return made(source, metadata={"nbgrader": about}, id=grade_id)


def notebook(*cells: Any) -> str:
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=list(cells), metadata=metadata))


ORDINARY = notebook(cell(SOLUTION, "double", solution=True), cell(TEST, "test_double", 5))
ESSAY = (
    cell("### BEGIN MARK SCHEME\nTwo layers.\n### END MARK SCHEME", "essay", 8, solution=True, text=True),
    cell(SOLUTION, "warm_up", solution=True),
    cell(TEST, "test_warm_up", 2),
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("own") / "course")
    (course.home / "config").mkdir(parents=True)
    write_files(course.folder / "solutions" / "nets", {**NETS, **LAB})
    write_files(
        course.folder,
        {
            "nbgrader_config.py": CONFIGURATION,
            "source/plain/problem.ipynb": ORDINARY,
            "source/nets/essay.ipynb": notebook(*ESSAY),
        },
    )
    fine(course.autograder("release", "solutions/nets", "--out", "source/nets"))
    for name in ("nets", "plain"):
        fine(course.nbgrader("generate_assignment", name))
    hand_in(course, "right", solve=True)
    hand_in(course, "nothing", solve=False)
    for name in ("nets", "plain"):
        fine(course.nbgrader("autograde", name))
        fine(course.nbgrader("generate_feedback", name))
    return course


def fine(ran: Ran) -> None:
    assert ran.status == 0, ran.err


def hand_in(course: Course, student: str, *, solve: bool) -> None:
    for name in ("nets", "plain"):
        shutil.copytree(course.folder / "release" / name, course.submitted / student / name)
    if solve:
        write_files(course.submitted / student / "nets", RIGHT)
        for path in ("plain/problem.ipynb", "nets/essay.ipynb"):
            file = course.submitted / student / path
            text = file.read_text().replace("raise NotImplementedError()", "return 2 * number")
            file.write_text(text.replace("YOUR ANSWER HERE", "As many as there are activations."))


def scores(course: Course, assignment: str, student: str) -> dict[str, tuple[float | None, bool]]:
    """Automatic scores by grade cell, and whether somebody must mark it."""
    script = f"""
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db", "nets") as gradebook:
    notebooks = gradebook.find_submission({assignment!r}, {student!r}).notebooks
    grades = [grade for notebook in notebooks for grade in notebook.grades]
    print(json.dumps({{grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in grades}}))
"""
    ran = course.python(script)
    assert ran.status == 0, ran.err
    return {name: tuple(value) for name, value in json.loads(ran.out).items()}


def test_a_release_holds_nothing_that_nbgrader_clears(course: Course) -> None:
    for path in ("plain/problem.ipynb", "nets/essay.ipynb"):
        released = (course.folder / "release" / path).read_text()
        assert "raise NotImplementedError" in released
        assert not any(secret in released for secret in ("return 2 * number", "double(-3)", "Two layers"))


@pytest.mark.parametrize(
    ("student", "assignment", "expected"),
    [
        ("right", "plain", {"test_double": (5.0, False)}),
        ("nothing", "plain", {"test_double": (0.0, False)}),
        (
            "right",
            "nets",
            {
                "mlp": (60.0, False),
                "descent": (40.0, False),
                "test_warm_up": (2.0, False),
                "essay": (None, True),
            },
        ),
        (
            "nothing",
            "nets",
            {
                "mlp": (0.0, False),
                "descent": (0.0, False),
                "test_warm_up": (0.0, False),
                "essay": (0.0, False),
            },
        ),
    ],
)
def test_each_is_graded_in_its_own_way(
    course: Course, student: str, assignment: str, expected: dict[str, tuple[float | None, bool]]
) -> None:
    assert scores(course, assignment, student) == expected


def test_feedback_has_all_of_them(course: Course) -> None:
    pages = {
        path.relative_to(course.folder / "feedback").as_posix(): path.read_text()
        for path in (course.folder / "feedback").rglob("*.html")
    }
    assert {"right/nets/lab.html", "right/nets/essay.html", "right/plain/problem.html"} <= pages.keys()
    assert "The first step goes down the slope." in pages["nothing/nets/lab.html"]


def test_our_command_runs_no_other_notebook(course: Course, tmp_path: Path) -> None:
    copy = Course(tmp_path / "course")
    shutil.copytree(course.folder, copy.folder)
    shutil.copytree(course.home, copy.home)
    trace = tmp_path / "ran"
    file = copy.submitted / "right" / "nets" / "essay.ipynb"
    file.write_text(
        file.read_text().replace("return 2 * number", f"open({str(trace)!r}, 'w'); return 2 * number")
    )
    (copy.submitted / "right" / "nets" / "mlp.py").write_text("x = 1\n")
    fine(copy.autograder("grade", "nets", "submitted", "--out", "results"))
    assert not trace.exists()
    assert scores(copy, "nets", "right")["mlp"] == (0.0, False)
    assert scores(copy, "nets", "right")["test_warm_up"] == (2.0, False)
    assert (copy.folder / "autograded" / "right" / "nets" / "essay.ipynb").is_file()


def test_a_second_notebook_with_an_answer_is_refused(course: Course, tmp_path: Path) -> None:
    copy = Course(tmp_path / "course")
    shutil.copytree(course.folder, copy.folder)
    shutil.copytree(course.home, copy.home)
    leaking = nbformat.v4.new_code_cell(solution_of("mlp.py"), id="leaking")
    (copy.folder / "source" / "nets" / "essay.ipynb").write_text(notebook(leaking, *ESSAY))
    ran = copy.nbgrader("generate_assignment", "nets", "--force")
    assert ran.status != 0
    assert "nothing was released" in ran.err
    assert not (copy.folder / "release" / "nets" / "essay.ipynb").exists()


def solution_of(module: str) -> str:
    """The solution of a module, as somebody would paste it."""
    lines: Sequence[str] = as_bytes(NETS[module]).decode().splitlines()
    return "\n".join(line for line in lines if "###" not in line)
