"""What a changed test changes, who is told before it does, and marks that were set by hand."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.classroom.marks import Gradable, HandMark, Marks, read_marks
from autograder.errors import UsageError
from autograder.grading.marking import known_results
from autograder.reports.page import class_page
from autograder.reports.rows import row_of
from autograder.reports.scores import scores_csv
from autograder.results import (
    ExerciseResult,
    Status,
    SubmissionResult,
    SubmissionStatus,
    Test,
    TestResult,
    not_graded,
)

from .harness import (
    RIGHT,
    ROOT,
    TEMPERATURES,
    WRONG,
    Ran,
    autograder,
    autograder_anew,
    grade_class,
    results,
    write_files,
    written,
)

MARKS = "submission,exercise,score,reason\nbo,celsius,22,right in Kelvin\nbu,celsius,3,a typo\n"
GRADABLE = Gradable(
    {"celsius": 50.0, "warmest": 50.0}, {"bo": "bo", "x-1": "=x", "zoe-1": "zoë", "zoe-2": "zoë"}
)


@pytest.fixture(scope="module")
def graded_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an assignment, a class, and its results, some of them set by hand."""
    folder = tmp_path_factory.mktemp("graded")
    assignment = write_files(folder / "temperatures", TEMPERATURES)
    (folder / "by hand.csv").write_text(MARKS)
    students = {"ada": RIGHT, "bo": WRONG, "cy": WRONG}
    ran = grade_class(assignment, folder, students, "--marks", str(folder / "by hand.csv"))
    assert (ran.status, ran.err) == (0, "marks by hand: there is no submission “bu”\n")
    return folder


@pytest.fixture
def graded(graded_class: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(graded_class, tmp_path / "graded"))


def grade(folder: Path, *options: str | Path, engine: Path = ROOT) -> Ran:
    arguments = (folder / "temperatures", folder / "class", "--out", folder / "results")
    run = autograder if engine == ROOT else autograder_anew
    return run("grade", *arguments, *options, cwd=engine)


def change_points(folder: Path) -> None:
    """Those who are wrong in all but the type get ten points more."""
    test = folder / "temperatures" / "tests" / "test_celsius.py"
    text = test.read_text().replace("@points(20)\n", "@points(TEN)\n").replace("@points(10)", "@points(20)")
    test.write_text(text.replace("TEN", "10"))


def exercises_graded(folder: Path) -> int:
    run: dict[str, int] = json.loads((folder / "results" / "run.json").read_text())
    return run["exercises_graded"]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


def scores(folder: Path) -> dict[str, dict[str, str]]:
    text = (folder / "results" / "scores.csv").read_text(encoding="utf-8")
    return {row["submission"]: row for row in csv.DictReader(io.StringIO(text))}


def changes_on_the_page(folder: Path) -> list[str]:
    page = (folder / "results" / "index.html").read_text(encoding="utf-8")
    _before, _heading, after = page.partition("What changed since the last run")
    lines = re.findall(r"<li>(.*?)</li>", after.partition("<h2")[0])
    return [re.sub(r"<[^>]*>", "", line) for line in lines]


def test_a_dry_run_foretells_what_a_run_does_and_writes_nothing(graded: Path) -> None:
    change_points(graded)
    write_files(graded / "class" / "dee", RIGHT)
    shutil.rmtree(graded / "temperatures" / "tests" / "__pycache__", ignore_errors=True)
    before = contents(graded)
    foretold = grade(graded, "--dry-run", "--workers", "2")
    assert foretold.status == 0
    assert contents(graded) == before
    *changes, summary = foretold.out.splitlines()
    because = "because the tests of celsius changed"
    assert sorted(changes) == [
        f"bo: stays at 72: celsius 10 → 20, but the mark set by hand (22) stays, {because}",
        f"cy: 60 → 70 (+10): celsius 10 → 20, {because}",
    ]
    assert summary == (
        "dry run: marks of 1 would change, of 1 would be new, of 2 would stay; nothing was written"
    )

    done = grade(graded)
    assert done.status == 0
    assert sorted(done.out.splitlines()[:2]) == sorted(changes)
    assert exercises_graded(graded) == 3 + 2, "celsius of three, and everything of the new one"
    assert json.loads((graded / "results" / "bo.json").read_text())["score"] == 70.0
    assert scores(graded)["bo"]["score"] == "72"
    assert changes_on_the_page(graded) == ["cy: 60 → 70: celsius 10 → 20"]

    edited = graded / "results" / "cy.json"
    edited.write_text(edited.read_text().replace('"score": 70.0', '"score": 99.0', 1))
    assert grade(graded, "--force", "--dry-run").out.splitlines() == [
        "cy: stays at 70, because the result file was changed by hand",
        "dry run: marks of 0 would change, of 0 would be new, of 4 would stay; nothing was written",
    ]


def test_a_result_with_a_stand_in_holds_while_the_same_exercises_are_wrong() -> None:
    """Also where a right exercise was replaced, because it was too slow for the later one."""
    passed = (TestResult(Test("value", "It is right.", False, 50.0), 50.0, Status.PASSED),)
    results = [ExerciseResult("celsius", passed), ExerciseResult("warmest", passed, replaced=("celsius",))]
    known = known_results(results, ["celsius", "warmest"])
    assert known["warmest"].holds([])
    assert not known["warmest"].holds(["celsius"])
    assert known["celsius"].holds(["kelvin"]), "full marks without help are full marks"


def test_some_exercises_and_submissions_alone(graded: Path) -> None:
    def ran(*options: str) -> tuple[int, str]:
        said = grade(graded, *options)
        assert said.status == 0
        return exercises_graded(graded), said.out.splitlines()[0]

    change_points(graded)
    assert ran("--only", "warmest")[0] == 0
    changed = "cy: 60 → 70 (+10): celsius 10 → 20, because the tests of celsius changed"
    assert ran("--only", "celsius", "--student", "cy") == (1, changed)
    number, first = ran()
    assert (number, first.partition(":")[0]) == (2, "bo"), "cy has its marks of the new tests already"
    assert changes_on_the_page(graded) == [], "only the mark that does not count has changed"
    assert ran()[0] == 0
    assert ran("--force", "--only", "warmest", "--student", "ada", "--student", "cy")[0] == 2
    for option, reason in (("--only", "no exercise “kelvin”"), ("--student", "no submission “kelvin”")):
        refused = grade(graded, option, "kelvin")
        assert (refused.status, len(refused.err.splitlines())) == (2, 1)
        assert reason in refused.err


def test_what_cannot_be_told_is_not_overwritten(graded: Path) -> None:
    change_points(graded)
    before = contents(graded / "results")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "autograder", "grade", graded / "temperatures", graded / "class" / "cy"]
    subprocess.run(
        [*command, "--out", graded / "results"], cwd=ROOT, stdout=writing, stderr=subprocess.DEVNULL
    )
    os.close(writing)
    assert contents(graded / "results") == before


def test_a_tolerance_of_the_engine_touches_all_and_a_report_none(graded: Path, tmp_path: Path) -> None:
    engine = tmp_path / "engine"
    shutil.copytree(ROOT / "autograder", engine / "autograder")
    with open(engine / "autograder" / "reports" / "page.py", "a") as page:
        page.write("# Another look.\n")
    grade(graded, engine=engine)
    assert exercises_graded(graded) == 0
    comparisons = engine / "autograder" / "testing" / "comparisons.py"
    text = comparisons.read_text()
    assert "1e-5" in text
    comparisons.write_text(text.replace("1e-5", "1e3"))
    ran = grade(graded, engine=engine)
    assert exercises_graded(graded) == 6
    assert "cy: 60 → 100 (+40): celsius 10 → 50, because the autograder or PyTorch changed\n" in ran.out
    assert "bo: stays at 72: celsius 10 → 50, but the mark set by hand (22) stays" in ran.out


def test_marks_by_hand_stand_beside_the_automatic_ones(graded: Path) -> None:
    marks = graded / "by hand.csv"
    results = contents(graded / "results")
    marks.write_text("submission,exercise,score,reason\nada,warmest,fifty,\n")
    refused = grade(graded, "--force", "--marks", marks)
    assert (refused.status, refused.out) == (2, "")
    reason = f"autograder: {marks}, line 2: there is no reason"
    assert refused.err.splitlines() == [reason]
    assert contents(graded / "results") == results

    marks.write_text("submission,exercise,score,reason\ncy,warmest,12.5,\x1b]0;<img src=x>\n")
    # Whose marks change is told also where only one is graded.
    one = (graded / "temperatures", graded / "class" / "cy", "--out", graded / "results", "--keep-missing")
    ran = autograder("grade", *one, "--marks", marks)
    assert ran.out.splitlines()[:2] == [
        r"cy: 60 → 22.5 (-37.5): warmest 50 → 12.5 by hand (automatic 50; \x1b]0;<img src=x>)",
        "bo: 72 → 60 (-12): celsius 22 → 10 as no longer set by hand",
    ]
    # Where it is narrow, the automatic mark stands below.
    assert [part in ran.out for part in ("22.5 ✎", "(60)", "12.5 ✎", "(50)")] == [True] * 4
    row = scores(graded)["cy"]
    assert [row[name] for name in ("score", "warmest", "automatic_score")] == ["22.5", "12.5", "60"]
    assert row["by_hand"] == r"warmest 12.5 instead of 50: \x1b]0;<img src=x>"
    page = (graded / "results" / "index.html").read_text(encoding="utf-8")
    assert '12.5<span class="unseen">, set by hand; automatic:</span> <s>50</s>' in page
    assert r"warmest, by hand: \x1b]0;&lt;img src=x&gt;" in page
    assert changes_on_the_page(graded) == [
        "bo: 72 → 60: celsius 22 → 10",
        "cy: 60 → 22.5: warmest 50 → 12.5",
    ]
    changed = {
        path.name for path, content in contents(graded / "results").items() if content != results[path]
    }
    assert changed == {"marks.csv", "scores.csv", "index.html", "run.json", "bo.html", "cy.html"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("bo,kelvin,1,x", "there is no exercise “kelvin”, only celsius, warmest"),
        ("bo,celsius,50.1,x", "the score “50.1” is not a number between 0 and 50"),
        ("bo,celsius,-1,x", "the score “-1” is not a number between 0 and 50"),
        ("bo,celsius,nan,x", "the score “nan” is not a number between 0 and 50"),
        ("bo,celsius,,x", "the score “” is not a number between 0 and 50"),
        ("bo,celsius,1, ", "there is no reason"),
        ("bo,celsius,1", "there is no reason"),
        ("bo,celsius,1,x,y", "has 5 values instead of 4; quote what holds a comma"),
        ("bo,celsius,1,x\nbo,celsius,2,y", "a second mark of celsius for “bo”"),
        ("no,celsius,1,x\nno,celsius,2,y", "a second mark of celsius for “no”"),
        ("=x,celsius,1,x\n'=x,celsius,2,y", "a second mark of celsius for “'=x”"),
        ("zoë,celsius,1,x", "several submissions are called “zoë”: write zoe-1 or zoe-2 instead"),
        ('bo,celsius,1,"x', "is no CSV: unexpected end of data"),
        (b"bo,celsius,1,\xff", "is not UTF-8; save it as “CSV UTF-8”"),
    ],
)
def test_marks_that_cannot_be_used(line: str | bytes, reason: str) -> None:
    content = b"submission,exercise,score,reason\n\n" + (line if isinstance(line, bytes) else line.encode())
    number = 3 + content.count(b"\n", content.index(b"\n\n") + 2)
    with pytest.raises(UsageError) as raised:
        read_marks(content, Path("marks.csv"), GRADABLE)
    assert str(raised.value) == f"marks.csv, line {number}: {reason}"


@pytest.mark.parametrize("header", ["", "submission,exercise,score", "bo,celsius,1,x"])
def test_marks_without_their_header(header: str) -> None:
    with pytest.raises(
        UsageError, match=r"line 1: the headings must be submission, exercise, score, reason$"
    ):
        read_marks(header.encode(), Path("marks.csv"), GRADABLE)


def test_submissions_as_the_tables_write_them() -> None:
    lines = "\r\n'=x,celsius,0,by its cell\r\nzoe-2,celsius,-0,by its file\r\n,,,\r\nno,celsius,1,?\r\n"
    content = b"\xef\xbb\xbfsubmission,exercise,score,reason" + lines.encode()
    marks = read_marks(content, Path("marks.csv"), GRADABLE)
    assert marks == Marks(
        {
            "x-1": {"celsius": HandMark(0.0, "by its cell")},
            "zoe-2": {"celsius": HandMark(0.0, "by its file")},
        },
        ("no",),
    )


def fault() -> SubmissionResult:
    exercises = [(name, [Test("any", "It is right.", False, 50.0)]) for name in ("celsius", "warmest")]
    return not_graded("temperatures", "ada", SubmissionStatus.FAULT, "The grader failed.", exercises)


def test_marks_by_hand_where_the_grader_failed() -> None:
    some = row_of(fault(), "ada", {"celsius": HandMark(10.0, "=read it")})
    every = row_of(fault(), "ada", {name: HandMark(10.0, "read it") for name in GRADABLE.points})
    assert (some.final, every.final) == (None, 20.0)
    text = scores_csv([some], list(GRADABLE.points))
    assert text.splitlines()[1] == "ada,fault,,100,10,,,celsius 10 instead of none: =read it"
    assert "<s>–</s>" in class_page("Temperatures", [some], list(GRADABLE.points.items()))


def test_results_follow_the_class(tmp_path: Path) -> None:
    assignment = write_files(tmp_path / "temperatures", TEMPERATURES)
    grade_class(assignment, tmp_path, {"ada": RIGHT, "bo": WRONG})
    out, monday = tmp_path / "results", written(tmp_path / "results")
    (tmp_path / "class" / "bo").rename(tmp_path / "class" / "bo-1")
    ran = autograder("grade", assignment, tmp_path / "class", "--out", out, "--dry-run")
    assert "results would go to" in ran.err
    assert written(out) == monday
    ran = autograder("grade", assignment, tmp_path / "class", "--out", out, "--keep-missing")
    assert sorted(results(out)) == ["ada", "bo", "bo-1"]
    ran = autograder("grade", assignment, tmp_path / "class", "--out", out)
    assert ran.err.startswith("there is no submission of bo in what was given: their results go to")
    assert sorted(results(out)) == ["ada", "bo-1"]
    assert [path.name for path in (out / "gone").iterdir()] == ["bo.json"]
    assert not list(out.glob("*/bo.html"))
    assert "bo," not in (out / "scores.csv").read_text()
    (tmp_path / "class" / "bo-1").rename(tmp_path / "class" / "bo")
    ran = autograder("grade", assignment, tmp_path / "class", "--out", out)
    assert "2 unchanged since they were graded" in ran.err
    assert written(out) == monday
