"""Results as other systems take them: Canvas, Gradescope, GitHub Classroom, plain CSV."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..harness import RIGHT, ROOT, Files, Ran, autograder, grade_class, write_files

FORGETS_THE_FACTOR: Files = {
    **RIGHT,
    "celsius.py": "def to_celsius(fahrenheit):\n    return fahrenheit - 32\n",
}
WRONG_IN_HIDDEN_TESTS: Files = {
    **RIGHT,
    "celsius.py": """
        import torch

        def to_celsius(fahrenheit):
            return torch.tensor([0.0, 100.0])
    """,
}
CLASS = {
    "doejane_LATE_101_9001_work": FORGETS_THE_FACTOR,
    "bsmith": RIGHT,
    "wong": WRONG_IN_HIDDEN_TESTS,
    "=2+5": RIGHT,
}
GRADEBOOK = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Essay (77),Temperatures (4711),Final Score\n"
    ",,,,,,Manual Posting,\n"
    "    Points Possible,,,,,10,100,(read only)\n"
    '"Doe, Jane",101,S1,jdoe,"Lab 1 and Lab 2",8,,80\n'
    '"Smith, Bob",102,S2,BSmith,Lab 1,9,55,90\n'
    '"=HYPERLINK(""x"")",103,S3,missing,Lab 1,9,,90\n'
    '"Student, Test",999,,,Lab 1,,,\n'
)
COLUMN = "Temperatures (4711)"


@pytest.fixture(scope="module")
def graded(temperatures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results folder of a class, with a damaged archive in it."""
    folder = tmp_path_factory.mktemp("graded")
    write_files(folder / "class", {"damaged.zip": b"no zip"})
    assert grade_class(temperatures, folder, CLASS).status == 0
    return folder / "results"


@pytest.fixture
def results(graded: Path, tmp_path: Path) -> Path:
    """A copy of the results folder, to be changed."""
    return Path(shutil.copytree(graded, tmp_path / "results"))


def lines_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def canvas(results: Path, roster: str, column: str = COLUMN) -> Ran:
    file = results.parent / "roster.csv"
    file.write_text(roster, encoding="utf-8")
    return autograder("export", results, "--format", "canvas", "--roster", file, "--column", column)


def exported(results: Path, submission: str, form: str) -> dict[str, Any]:
    ran = autograder("export", results / f"{submission}.json", "--format", form)
    assert (ran.status, ran.err) == (0, "")
    described: dict[str, Any] = json.loads(ran.out)
    return described


def edit(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    described = json.loads(file.read_text())
    change(described)
    file.write_text(json.dumps(described))


def as_fault(result: dict[str, Any]) -> None:
    """What the result file of a submission holds at which the grader failed."""
    result |= {"status": "fault", "error": "The grader failed.", "score": None}
    for exercise in result["exercises"]:
        exercise["score"] = None
        for test in exercise["tests"]:
            test |= {"score": None, "status": "not_reached"}


def test_csv_is_what_grading_writes(results: Path) -> None:
    ran = autograder("export", results, "--format", "csv")
    assert ran.out == (results / "scores.csv").read_text()
    assert autograder("export", results, "--format", "csv", "--out", results.parent / "s.csv").out == ""
    assert (results.parent / "s.csv").read_text() == ran.out


def test_marks_by_hand_count_in_every_format(results: Path) -> None:
    (results / "marks.csv").write_text(
        'submission,exercise,score,reason\nbsmith,warmest,12.5,"late, agreed\nby mail"\n'
    )
    rows = {line[0]: line for line in lines_of(autograder("export", results, "--format", "csv").out)}
    assert rows["bsmith"][2] == "62.5"
    assert rows["bsmith"][-2:] == ["100", "warmest 12.5 instead of 50: late, agreed\\nby mail"]
    assert lines_of(canvas(results, GRADEBOOK).out)[3][-1] == "62.5"
    described = exported(results, "bsmith", "gradescope")
    assert described["score"] == 62.5
    assert described["output"] == "warmest: 12.5 of 50 points, set by hand: late, agreed\\nby mail"


def test_canvas_takes_one_column_for_those_whom_it_knows(results: Path) -> None:
    ran = canvas(results, GRADEBOOK)
    assert ran.status == 0
    assert lines_of(ran.out) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", COLUMN],
        ["    Points Possible", "", "", "", "", "100"],
        ["Doe, Jane", "101", "S1", "jdoe", "Lab 1 and Lab 2", "60"],
        ["Smith, Bob", "102", "S2", "BSmith", "Lab 1", "100"],
        ['\'=HYPERLINK("x")', "103", "S3", "missing", "Lab 1", ""],
        ["Student, Test", "999", "", "", "Lab 1", ""],
    ]
    assert ran.err.splitlines() == [
        "not in the roster: =2+5",
        "not in the roster: damaged",
        "not in the roster: wong",
        "left blank, no submission found: 2 of 4 in the roster",
    ]


def test_a_roster_says_by_itself_whose_a_submission_is(results: Path) -> None:
    roster = (
        "Student;submission;SIS Login ID;Section\nWong, Mei;wong;bsmith;\nSeven;'=2+5;seven;\nD;damaged;d;\n"
    )
    ran = canvas(results, roster)
    assert [line[0::3] + line[-1:] for line in lines_of(ran.out)[1:]] == [
        ["Wong, Mei", "bsmith", "70"],
        ["Seven", "seven", "100"],
        ["D", "d", "0"],
    ]
    assert ran.err.splitlines() == [
        "not in the roster: bsmith",
        "not in the roster: doejane_LATE_101_9001_work",
    ]


def test_the_roster_stays_as_it_is(results: Path) -> None:
    canvas(results, GRADEBOOK)
    roster = results.parent / "roster.csv"
    options = ("--roster", roster, "--column", COLUMN, "--out", roster)
    assert autograder("export", results, "--format", "canvas", *options).status == 2
    assert roster.read_text(encoding="utf-8") == GRADEBOOK


def test_no_mark_is_guessed(results: Path) -> None:
    shutil.copy(results / "bsmith.json", results / "102.json")
    edit(results / "102.json", lambda result: result.update(submission="102"))
    edit(results / "doejane_LATE_101_9001_work.json", as_fault)
    shutil.copy(results / "bsmith.json", results / "jdoe2.json")
    edit(results / "jdoe2.json", lambda result: result.update(submission="S1"))
    ran = canvas(
        results, GRADEBOOK.replace(",S3,", ",wong,").replace(",S2,", ",101,").replace("10,100,", "10,50,")
    )
    assert [line[-1] for line in lines_of(ran.out)[2:]] == ["", "", "70", ""]
    assert "left blank, several submissions: Smith, Bob: 102 and bsmith" in ran.err
    assert "left blank, several submissions: Doe, Jane: S1 and doejane_LATE_101_9001_work" in ran.err
    assert "not scaled: the results are out of 100, the column is out of 50 in Canvas" in ran.err
    (results / "jdoe2.json").unlink()
    ran = canvas(results, GRADEBOOK.replace(",S2,", ",doejane_LATE_101_9001_work,"))
    assert "not exported, fits several students" not in ran.err
    edit(results / "102.json", lambda result: result.update(submission="101"))
    ran = canvas(results, GRADEBOOK.replace(",S2,", ",101,"))
    assert "not exported, fits several students of the roster: 101" in ran.err
    assert "left blank, the grader failed: doejane_LATE_101_9001_work" in ran.err


def test_on_gradescope_the_total_shows_and_hidden_tests_do_not(results: Path) -> None:
    described = exported(results, "wong", "gradescope")
    assert described["score"] == 70.0
    assert described["visibility"] == "visible"
    assert described["stdout_visibility"] == "hidden"
    # One test that is not visible keeps the total from a student.
    assert {test["visibility"] for test in described["tests"]} == {"visible"}
    shown = [(test["name"], test["score"], test["max_score"], test["status"]) for test in described["tests"]]
    assert shown == [
        ("celsius: Water freezes at 0 and boils at 100 degrees Celsius.", 20.0, 20.0, "passed"),
        ("celsius: 2 hidden tests", 0.0, 30.0, "failed"),
        ("warmest: 2 hidden tests", 50.0, 50.0, "passed"),
    ]
    assert described["tests"][1]["output"] == "0 of 2 passed."
    assert "Any temperature" not in json.dumps(described)
    assert described["output"] == "warmest: graded with our celsius in place of yours."
    failed = exported(results, "doejane_LATE_101_9001_work", "gradescope")["tests"][0]
    assert failed["output"].startswith("1 of 2 values is wrong")


def test_on_gradescope_the_whole_result_may_show_later(results: Path) -> None:
    options = ("--format", "gradescope", "--visibility", "after_published")
    described = json.loads(autograder("export", results / "wong.json", *options).out)
    seen = {described["visibility"], *(test["visibility"] for test in described["tests"])}
    assert seen == {"after_published"}


def test_gradescope_hints_only_at_what_a_public_test_shows(results: Path) -> None:
    hint = {"name": "a_mistake", "hint": "Which\nfactor?"}
    for name in ("wong", "doejane_LATE_101_9001_work"):
        edit(results / f"{name}.json", lambda result: result["exercises"][0]["misconceptions"].append(hint))
    assert "factor" not in exported(results, "wong", "gradescope")["output"]
    told = exported(results, "doejane_LATE_101_9001_work", "gradescope")["output"]
    assert "celsius: Which\\nfactor?" in told.splitlines()


def test_a_public_test_does_not_quote_the_hidden_one_that_it_builds_on(results: Path) -> None:
    def not_reached(result: dict[str, Any]) -> None:
        public, hidden, _dtype = result["exercises"][0]["tests"]
        public |= {"status": "not_reached", "message": f"Not reached: it builds on “{hidden['title']}”"}

    edit(results / "doejane_LATE_101_9001_work.json", not_reached)
    for form, key in (("gradescope", "output"), ("github", "message")):
        test = exported(results, "doejane_LATE_101_9001_work", form)["tests"][0]
        assert test[key] == "Not reached: it builds on a hidden test that did not pass."


def test_gradescope_of_a_class_is_a_file_for_each(results: Path, tmp_path: Path) -> None:
    edit(results / "wong.json", as_fault)
    ran = autograder("export", results, "--format", "gradescope", "--out", tmp_path / "out")
    assert (ran.status, ran.err) == (0, "left out, the grader failed: wong\n")
    scores = {path.name: json.loads(path.read_text())["score"] for path in (tmp_path / "out").iterdir()}
    assert scores.pop("damaged.json") == 0.0
    assert len(scores) == 3
    assert scores["bsmith.json"] == 100.0
    damaged = json.loads((tmp_path / "out" / "damaged.json").read_text())
    assert damaged["output"] == "The file is damaged, or it is not a zip archive."


def test_github_gets_public_tests_alone(results: Path) -> None:
    described = exported(results, "doejane_LATE_101_9001_work", "github")
    (test,) = described.pop("tests")
    assert described == {"version": 1, "status": "fail", "max_score": 20.0}
    assert test.pop("message").startswith("1 of 2 values is wrong")
    assert test == {
        "name": "celsius: Water freezes at 0 and boils at 100 degrees Celsius.",
        "status": "fail",
        "score": 0.0,
        "test_code": "",
        "filename": "celsius.py",
        "line_no": 0,
        "duration": 0,
    }
    assert exported(results, "bsmith", "github")["status"] == "pass"


def collected(owner: str) -> dict[str, Any]:
    """What Classroom 50 has collected of a student."""
    result = {
        "classroom": "ml",
        "assignment_type": "individual",
        "owner": owner,
        "submission": "submit/2026-06-01T14-32-05Z-a1b2c3d",
        "datetime": "2026-06-01T14:32:01Z",
        "score": 20,
        "max-score": 20,
    }
    return {"owner": owner, "submissions": [result]}


def test_classroom_50_gets_overrides(results: Path, tmp_path: Path) -> None:
    shutil.copy(results / "wong.json", results / "ml-temperatures-Mei.json")
    edit(results / "ml-temperatures-Mei.json", lambda result: result.update(submission="ml-temperatures-Mei"))
    (results / "marks.csv").write_text("submission,exercise,score,reason\nbsmith,warmest,12.5,late\n")
    scores = {
        "schema": "classroom50/scores/v1",
        "assignments": {
            "temperatures": {"entries": [collected(owner) for owner in ("mei", "bsmith", "nobody", "wong")]},
            "other": {"entries": [collected("wong")]},
        },
    }
    file = tmp_path / "scores.json"
    file.write_text(json.dumps(scores))
    options = ("--format", "classroom50", "--column", "temperatures")
    ran = autograder("export", results, *options, "--roster", file)
    assert ran.status == 0
    overridden = json.loads(ran.out)
    assert overridden["assignments"]["other"] == scores["assignments"]["other"]  # type: ignore[index]
    mei, bsmith, nobody, wong = overridden["assignments"]["temperatures"]["entries"]
    assert (bsmith, nobody) == (collected("bsmith"), collected("nobody"))
    assert mei["override"] is wong["override"] is True
    override, before = mei["submissions"]
    assert before == collected("mei")["submissions"][0]
    assert (override["score"], override["max-score"], override["owner"]) == (70, 100, "mei")
    assert (override["datetime"], override["submission"]) == (
        "2026-06-01T14:32:01Z",
        "submit/manual-2026-06-01T14-32-01Z",
    )
    assert ran.err.splitlines() == [
        "left as it is, 62.5 of 100 are no whole points: bsmith",
        "left as it is, no submission found: nobody",
        f"not in {file}: =2+5",
        f"not in {file}: damaged",
        f"not in {file}: doejane_LATE_101_9001_work",
    ]
    file.write_text(ran.out)
    assert autograder("export", results, *options, "--roster", file).out == ran.out, "an override is replaced"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["wong.json", "--format", "csv"], "csv takes a class, not one result"),
        (["wong.json", "--format", "canvas"], "canvas takes a class, not one result"),
        ([".", "--format", "github"], "github takes one result, not a class"),
        ([".", "--format", "gradescope"], "gradescope of a class needs --out DIR"),
        ([".", "--format", "gradescope", "--out", "."], "would overwrite the results"),
        (["wong.json", "--format", "github", "--out", "wong.json"], "would overwrite what was given"),
        ([".", "--format", "canvas"], "canvas needs --roster FILE"),
        ([".", "--format", "classroom50"], "classroom50 needs --roster FILE"),
        (
            [".", "--format", "classroom50", "--roster", "run.json", "--column", "t"],
            "run.json is no scores.json of",
        ),
        ([".", "--format", "csv", "--column", "x"], "--roster and --column are for --format canvas and"),
        (
            ["wong.json", "--format", "github", "--visibility", "visible"],
            "--visibility is for --format gradescope",
        ),
        (["run.json", "--format", "github"], "is no result of"),
        (["no_such", "--format", "csv"], "there is no no_such"),
        ([".", "--format", "moodle"], "'moodle' is not one of"),
        (
            ["fault.json", "--format", "gradescope"],
            "wong has no score to export, the grader failed: grade again",
        ),
        (["fault.json", "--format", "github"], "the grader failed with wong, so there is no score"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_one_line(
    results: Path, arguments: list[str], reason: str
) -> None:
    shutil.copy(results / "wong.json", results / "fault.json")
    edit(results / "fault.json", as_fault)
    ran = autograder("export", *arguments, cwd=results)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert reason in ran.err


@pytest.mark.parametrize(
    ("roster", "column", "reason"),
    [
        (GRADEBOOK, "Temperatures", "no column “Temperatures”, only: Essay (77); Temperatures (4711)"),
        ("Student,SIS Login ID\nA,a\n", "Temperatures", "Canvas would make a new assignment of it"),
        ("Student,Mail\nA,a\n", COLUMN, "line 1: there must be a column ID"),
        ("Student,ID\nDoe, Jane,1\n", COLUMN, "line 2: has 3 values instead of 2; quote what"),
        ("Student,ID\nA,1\nB,1\n", COLUMN, "several students have the ID “1”"),
        ('Student,ID\n"A,1\n', COLUMN, "is no CSV"),
    ],
)
def test_a_roster_that_cannot_be_used(results: Path, roster: str, column: str, reason: str) -> None:
    ran = canvas(results, roster, column)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert reason in ran.err


def test_exporting_does_not_wait_for_torch(results: Path) -> None:
    program = (
        "import sys; from autograder.cli import app\n"
        f"try: app(['export', {str(results)!r}, '--format', 'csv'])\n"
        "finally: print('torch' in sys.modules, 'numpy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stdout.splitlines()[-1] == "False False"


def test_the_commands_of_the_page(results: Path, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "graders.md").read_text(encoding="utf-8").split("## Into Canvas")[1]
    shown = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "gradebook.csv").write_text(next(content for kind, content in shown if kind == "csv"))
    (tmp_path / "solutions").symlink_to(ROOT / "solutions")
    for student in ("aisha", "mateo", "tariq"):
        target = tmp_path / "build" / "demo" / "results" / f"{student}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(results / "wong.json", target)
        edit(target, lambda result, student=student: result.update(submission=student))
    said = ""
    for command in (line for kind, content in shown if kind == "sh" for line in content.splitlines()):
        ran = subprocess.run(
            ["bash", "-ec", command],
            cwd=tmp_path,
            env={"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "GITHUB_OUTPUT": "output"},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
        said += ran.stderr
    (lines,) = (content for kind, content in shown if not kind)
    assert all(line in said.splitlines() for line in lines.splitlines() if line != "…")
    assert [line[-1] for line in lines_of((tmp_path / "canvas.csv").read_text())[2:]] == ["70", "70", ""]
    assert zipfile.is_zipfile(tmp_path / "bigram_net.zip")
    assert json.loads((tmp_path / "results.json").read_text())["score"] == 70.0
    assert len(list((tmp_path / "build" / "demo" / "gradescope").iterdir())) == 3
    output = (tmp_path / "output").read_text().removeprefix("result=")
    assert json.loads(base64.b64decode(output, validate=False))["max_score"] == 20.0
