"""Points that a person gives, and points beyond 100: in assignments, `--marks`, reports and exports."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UsageError

from .harness import Files, Release, autograder, results, write_files

DOUBLES: Files = {
    "assignment.toml": '''
        title = "Doubles"
        exercises = ["double"]

        [manual.essay]
        title = "What is a double good for?"
        points = 15
        rubric = """
        5 points each for a use, a limit
        and an example."""

        [manual.figure]
        title = "A figure of some doubles."
        points = 5
        rubric = "Axes with <names>."
    ''',
    "handout.md": "# Doubles\n\nTwice a number, and why.\n",
    "lab.py": """
        # %% [markdown]
        # # Doubles

        # %% work="double"
        print("try it here")

        # %% [markdown] manual="figure"
        # Draw here.

        # %% exercise="double"
        print("checked")
    """,
    "double.py": '''
        """Exercise 1."""


        def double(number: float) -> float:
            """Twice the number."""
            ### BEGIN SOLUTION
            return 2 * number
            ### END SOLUTION
    ''',
    "tests/test_double.py": '''
        from autograder.testing import Subject, close, equal, points


        @points(40, public=True)
        def test_two(student: Subject) -> None:
            """2 becomes 4."""
            close(student.double(2.0), 4.0)


        @points(40)
        def test_more(student: Subject) -> None:
            """Other numbers are right, too."""
            close(student.double(-7.5), -15.0)


        @points(10, bonus=True)
        def test_text(student: Subject) -> None:
            """Text is doubled, too."""
            equal(student.double("ab"), "abab")
    ''',
}
CLASS: Files = {
    "class/ada/double.py": "def double(number):\n    return number + number\n",
    "class/ada/essay.md": "Doubles <b>are</b> good for pairs.\n",
    "class/ada/figure.png": b"\x89PNG\x00",
    "class/bo/lab.ipynb": json.dumps(
        {
            "cells": [
                {
                    "cell_type": "markdown",
                    "metadata": {"nbgrader": {"grade_id": "essay"}},
                    "source": ["A limit\n", "is the screen."],
                },
                {"cell_type": "code", "metadata": {"nbgrader": 3}, "source": "print()"},
                {"cell_type": "markdown", "id": "figure", "metadata": {}, "source": "As drawn above."},
            ]
        }
    ),
    "class/bo/double.py": "def double(number):\n    return number + 2\n",
    "class/cy.zip": b"PK\x03\x04 rubbish",
    "marks.csv": """
        submission,exercise,score,reason
        ada,essay,12,two uses
        ada,Figure,5,fine
        bo,essay,3,a limit
        cy,essay,0,nothing
        cy,figure,0,nothing
    """,
    "roster.csv": "Student,ID,SIS Login ID,Section\nAda,1,ada,1\nBo,2,bo,1\nCy,3,cy,1\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that was graded, first without marks by hand and then with them."""
    folder = write_files(tmp_path_factory.mktemp("manual"), CLASS)
    write_files(folder / "doubles", DOUBLES)
    for out, marks in (("before", ()), ("after", ()), ("after", ("--marks", folder / "marks.csv"))):
        ran = autograder("grade", folder / "doubles", folder / "class", "--out", folder / out, *marks)
        assert ran.status == 0, ran.err
        (folder / "said").write_text(ran.out)
    return folder


def test_what_nobody_has_marked_is_no_zero(folder: Path) -> None:
    assert (folder / "before" / "scores.csv").read_text().splitlines() == [
        "submission,status,score,max_score,double,essay,figure",
        "ada,graded,,100,90,,",
        "bo,graded,,100,40,,",
        "cy,unreadable,,100,0,,",
    ]
    result = results(folder / "before")["ada"]
    assert (result["score"], result["max_score"]) == (90, 100)
    assert [test.get("bonus") for test in result["exercises"][0]["tests"]] == [None, None, True]
    page = (folder / "before" / "feedback" / "ada.html").read_text()
    for words in (
        "90 of 80 points by tests; essay and figure not marked yet",
        "What is a double good for?",
        "5 points each for a use, a limit and an example.",
        "Axes with &lt;names&gt;.",
        "to be marked by hand",
        "All tests passed. Well done!",
        "10 of 10 bonus",
    ):
        assert words in page
    assert "90 + ?" in (folder / "before" / "index.html").read_text()


def test_marks_fill_every_report(folder: Path) -> None:
    assert (folder / "after" / "scores.csv").read_text().splitlines() == [
        "submission,status,score,max_score,double,essay,figure,automatic_score,by_hand",
        "ada,graded,107,100,90,12,5,90,essay 12: two uses; figure 5: fine",
        "bo,graded,,100,40,3,,40,essay 3: a limit",
        "cy,unreadable,0,100,0,0,0,0,essay 0: nothing; figure 0: nothing",
    ]
    said = " ".join((folder / "said").read_text().split())
    assert "ada: 90 → 107 (+17): essay none → 12 (two uses); figure none → 5 (fine)" in said
    assert "bo: 40 → 43 (+3): essay none → 3 (a limit)" in said
    assert "107 of 100 points" in (folder / "after" / "feedback" / "ada.html").read_text()
    review = (folder / "after" / "review" / "bo.html").read_text()
    assert "40 of 80 points by tests; figure not marked yet" in review
    assert 'max="15.0"' in review
    assert "What earns the points" in review


def test_graders_read_what_is_to_be_marked(folder: Path) -> None:
    ada, bo = ((folder / "after" / "review" / f"{name}.html").read_text() for name in ("ada", "bo"))
    for words in (
        "essay.md",
        "Doubles &lt;b&gt;are&lt;/b&gt; good",
        "figure.png",
        "5 bytes, and no text to show",
    ):
        assert words in ada
    assert "What these modules import" not in ada
    for words in ("lab.ipynb, essay", "A limit", "is the screen.", "lab.ipynb, figure", "As drawn above."):
        assert words in bo


def test_what_is_to_be_marked_is_handed_in(folder: Path, tmp_path: Path) -> None:
    released = tmp_path / "released"
    assert autograder("release", folder / "doubles", "--out", released).status == 0
    answers = {"essay.md": "Pairs.\n", "figure.png": b"\x89PNG\x00", "essays.md": "", "notes.txt": ""}
    write_files(released, answers)
    subprocess.run([sys.executable, "-m", "hand_in"], cwd=released, check=False)
    with zipfile.ZipFile(released / "doubles.zip") as packed:
        assert sorted(packed.namelist()) == ["double.py", "essay.md", "figure.png", "lab.ipynb"]


def exported(folder: Path, out: str, *arguments: str | Path) -> tuple[str, str]:
    """What an export writes to standard output, and what it says."""
    ran = autograder("export", folder / out, *arguments)
    return ran.out, ran.err


def test_exports_have_what_counts(folder: Path) -> None:
    roster = ("--roster", folder / "roster.csv", "--column", "Doubles (7)")
    text, notes = exported(folder, "after", "--format", "canvas", *roster)
    assert [line.rpartition(",")[2] for line in text.splitlines()[1:]] == ["107", "", "0"]
    assert "left blank, figure not marked yet: bo" in notes
    text, notes = exported(folder, "before", "--format", "canvas", *roster)
    assert [line.rpartition(",")[2] for line in text.splitlines()[1:]] == ["", "", ""]
    made, _notes = exported(folder, "after/ada.json", "--format", "gradescope")
    described = json.loads(made)
    assert described["score"] == 107
    (essay,) = (line for line in described["tests"] if line["name"].startswith("essay"))
    assert (essay["score"], essay["max_score"], essay["output"]) == (12, 15, "two uses")
    _none, why = exported(folder, "after/bo.json", "--format", "gradescope")
    assert "bo has no score to export, figure not marked yet: give --marks to grade" in why


def test_no_test_explains_a_mark_by_hand(folder: Path) -> None:
    ran = autograder("explain", folder / "after", "ada", "essay")
    assert (ran.status, ran.err) == (2, "autograder: essay is marked by hand: there is no test to explain\n")


def test_a_mark_fits_its_item(folder: Path, tmp_path: Path) -> None:
    marks = tmp_path / "marks.csv"
    marks.write_text("submission,exercise,score,reason\nada,essay,16,too good\n")
    ran = autograder(
        "grade", folder / "doubles", folder / "class", "--out", folder / "after", "--marks", marks
    )
    assert ran.status == 2
    assert "the score “16” is not a number between 0 and 15" in ran.err


def test_the_notebook_has_a_cell_for_each(folder: Path, tmp_path: Path) -> None:
    assert autograder("release", folder / "doubles", "--out", tmp_path / "released").status == 0
    cells: list[dict[str, Any]] = json.loads((tmp_path / "released" / "lab.ipynb").read_text())["cells"]
    about = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in cells if "nbgrader" in cell["metadata"]
    }
    assert list(about) == ["double-work", "figure", "double", "essay-question", "essay"]
    for name, points in (("figure", 5), ("essay", 15)):
        described = about[name]["metadata"]["nbgrader"]
        assert (described["grade"], described["solution"], described["points"]) == (True, True, points)
    assert "5 points each for a use" in "".join(about["essay-question"]["source"])


def test_a_bonus_may_be_marked_by_hand(folder: Path, tmp_path: Path) -> None:
    described = str(DOUBLES["assignment.toml"]).replace("points = 5", "points = 25\n        bonus = true")
    described = described.replace("points = 15", "points = 20")
    write_files(tmp_path / "doubles", {**DOUBLES, "assignment.toml": described})
    marks = tmp_path / "marks.csv"
    marks.write_text(
        "submission,exercise,score,reason\nada,figure,25,a fine one\nada,essay,20,all\nada,double,90,all\n"
    )
    ran = autograder(
        *("grade", tmp_path / "doubles", folder / "class" / "ada", "--out", tmp_path / "out"),
        *("--marks", marks),
    )
    assert ran.status == 0, ran.err
    assert (tmp_path / "out" / "scores.csv").read_text().splitlines()[1].startswith("ada,graded,135,100,90,")


MISTAKES = {
    "points that do not make 100": ("points = 15", "points = 16", "all tests and manual items are 101"),
    "no rubric": ('rubric = "Axes with <names>."', "", r'\[manual.figure\]: write `rubric = "…"`'),
    "points as text": ("points = 5", 'points = "5"', "write `points = …`, a number above zero"),
    "a bonus as text": ("points = 5", 'points = 5\nbonus = "yes"', "bonus is true or false"),
    "endless points": ("points = 5", "points = inf", "write `points = …`, a number above zero"),
    "a misspelt key": ("rubric = ", "rubrik = ", "unknown keys rubrik: do you mean rubric"),
    "an exercise's name": ("[manual.essay]", "[manual.double]", "an exercise has this name"),
    "no table": ("[manual.essay]", "[manual]", "each manual item is a table of its own"),
    "a name for a file": ("[manual.essay]", '[manual."../x"]', "a name of letters, digits and underscores"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_said_with_its_repair(tmp_path: Path, release: Release, mistake: str) -> None:
    was, becomes, expected = MISTAKES[mistake]
    described = str(DOUBLES["assignment.toml"]).replace(was, becomes, 1)
    write_files(tmp_path / "doubles", {**DOUBLES, "assignment.toml": described})
    with pytest.raises(UsageError) as refused:
        release(tmp_path / "doubles")
    assert expected.replace("\\", "") in str(refused.value)
