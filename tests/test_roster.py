"""A roster: nobody in it goes without a line, and each member of a group gets the group's mark."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from autograder.classroom.roster import ownership, read_roster

from .harness import RIGHT, WRONG, Ran, autograder, grade_class, result_of, write_files

ROSTER = (
    "Student,ID,group,Temperatures (4711)\n"
    '"Doe, Jane",101,blue,\n'
    '"Smith, Bob",102,blue,\n'
    '"Novak, Ana",103,,\n'
    '"Lee, Kim",104,red,\n'
    '"Wong, Mei",105,red,\n'
    '"Haddad, Tariq",106,,\n'
)
NOTES = [
    "no submission of 1 of 6 in the roster: Novak, Ana",
    "several submissions of Haddad, Tariq: 106; x_106_2_work",
    "not in the roster: aisha",
]


@pytest.fixture(scope="module")
def graded(temperatures: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A folder with a class, a roster and the results, and what the run said."""
    folder = write_files(tmp_path_factory.mktemp("roster"), {"roster.csv": ROSTER})
    students = {
        "doejane_101_9001_work": RIGHT,
        "red": WRONG,
        "106": RIGHT,
        "x_106_2_work": RIGHT,
        "aisha": WRONG,
    }
    return folder, grade_class(temperatures, folder, students, "--roster", str(folder / "roster.csv"))


def scores(path: Path) -> list[dict[str, str]]:
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_run_names_who_handed_in_nothing(graded: tuple[Path, Ran]) -> None:
    assert graded[1].status == 0
    assert graded[1].err.splitlines() == NOTES


def test_each_student_has_a_line(graded: tuple[Path, Ran]) -> None:
    rows = scores(graded[0] / "results" / "scores.csv")
    assert [(row["Student"], row["submission"], row["status"], row["score"]) for row in rows] == [
        ("Doe, Jane", "doejane_101_9001_work", "graded", "100"),
        ("Smith, Bob", "doejane_101_9001_work", "graded", "100"),
        ("Novak, Ana", "", "no result", ""),
        ("Lee, Kim", "red", "graded", "60"),
        ("Wong, Mei", "red", "graded", "60"),
        ("Haddad, Tariq", "106", "graded", "100"),
        ("Haddad, Tariq", "x_106_2_work", "graded", "100"),
        ("", "aisha", "graded", "60"),
    ]
    page = (graded[0] / "results" / "index.html").read_text()
    assert "1 of 6 in the roster without a result" in page
    assert "<bdi>Novak, Ana</bdi>" in page
    review = (graded[0] / "results" / "review" / "red.html").read_text()
    assert '<h1><bdi>red</bdi> <small class="soft"><bdi>Lee, Kim and Wong, Mei</bdi></small></h1>' in review
    assert "doejane_101_9001_work</bdi></a> <small><bdi>Doe, Jane and Smith, Bob</bdi></small></th>" in page


def test_the_roster_is_kept(graded: tuple[Path, Ran], temperatures: Path) -> None:
    folder = graded[0]
    results = folder / "results"
    before = (results / "scores.csv").read_bytes()
    again = autograder("grade", temperatures, folder / "class", "--out", results, "--student", "Red ")
    assert [line for line in again.err.splitlines() if "roster" in line] == [NOTES[0], NOTES[2]]
    assert (results / "scores.csv").read_bytes() == before
    assert autograder("export", results, "--format", "csv").out.encode() == before
    ran = autograder("export", results, "--format", "canvas", "--column", "Temperatures (4711)")
    marks = {line[0]: line[-1] for line in csv.reader(ran.out.splitlines()[1:])}
    assert marks == {
        "Doe, Jane": "100",
        "Smith, Bob": "100",
        "Novak, Ana": "",
        "Lee, Kim": "60",
        "Wong, Mei": "60",
        "Haddad, Tariq": "",
    }
    assert "left blank, no submission found: 1 of 6 in the roster" in ran.err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Student,ID\n", ": there are no students in it"),
        ("Student,ID,id \nAda,1,2\n", ", line 1: several columns are called ID"),
        ("Student,ID\nAda,1\n\nBo,2\nAda,1 \n", ", lines 2 and 5: several students have the ID “1”"),
    ],
)
def test_a_roster_that_tells_nobody_is_refused(
    temperatures: Path, tmp_path: Path, text: str, reason: str
) -> None:
    write_files(tmp_path, {"roster.csv": text})
    ran = grade_class(temperatures, tmp_path, {"ada": RIGHT}, "--roster", str(tmp_path / "roster.csv"))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"autograder: {tmp_path / 'roster.csv'}{reason}\n"


@pytest.mark.parametrize(
    ("login", "submission"),
    [
        ("JM\u00fcller", "jmu\u0308ller"),
        ("jdoe", "Bigrams 1_jdoe_attempt_2026-11-01-10-00-00_my_work"),
        ("jdoe", "Doe, Jane(jdoe)"),
        ("j_doe", "Bigrams_1_j_doe"),
        ("1012", "Bigrams_1012_attempt_2026-11-01-10-00-00_work"),
    ],
    ids=["accents", "Blackboard's archives", "Sakai's folders", "Blackboard's single files", "a number"],
)
def test_a_login_is_recognised_in_a_name(tmp_path: Path, login: str, submission: str) -> None:
    roster = f"SIS Login ID,Bigrams (4711)\n{login},\n"
    write_files(tmp_path, {"results/x.json": result_of(submission), "roster.csv": roster})
    canvas = ("--format", "canvas", "--roster", str(tmp_path / "roster.csv"), "--column", "Bigrams (4711)")
    ran = autograder("export", tmp_path / "results", *canvas)
    assert ran.out.splitlines()[-1].endswith(",1")
    assert "not in the roster" not in ran.err


def test_a_number_in_a_name_is_no_login(tmp_path: Path) -> None:
    roster = "sis login id,Bigrams (4711)\n12,\n"
    write_files(tmp_path, {"results/x.json": result_of("team_12"), "roster.csv": roster})
    canvas = ("--format", "canvas", "--roster", str(tmp_path / "roster.csv"), "--column", "Bigrams (4711)")
    assert "not in the roster: team_12" in autograder("export", tmp_path / "results", *canvas).err


@pytest.mark.parametrize(
    "name",
    ["team_2_10143_88013_work", "team_2_LATE_10143_88013_work", "team_2_10143", "team2_10143_88013_2_work"],
)
def test_a_number_at_the_end_of_a_groups_name_is_nobodys(tmp_path: Path, name: str) -> None:
    (tmp_path / "roster.csv").write_text("Student,ID\nJane,2\nBob,10143\n")
    assert ownership(read_roster(tmp_path / "roster.csv"), {"file": name}).students == [[], ["file"]]
