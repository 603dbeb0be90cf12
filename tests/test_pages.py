"""What a class and its students read: complete, true, nothing but text, written where it changes."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from autograder.classroom.code import LINES_MOST, WIDTH_MOST, code_of
from autograder.reports.feedback import feedback_page
from autograder.reports.item_analysis import discrimination
from autograder.reports.rows import row_of
from autograder.results import SubmissionResult
from autograder.submissions import Submission

from .harness import TEMPERATURES, Files, Ran, autograder, grade_class, write_files

RIGHT: Files = {name: TEMPERATURES[name] for name in ("celsius.py", "warmest.py")}
FORGETS: Files = {**RIGHT, "celsius.py": "def to_celsius(fahrenheit):\n    return fahrenheit * (5 / 9)\n"}
HUGE: Files = {
    **RIGHT,
    "celsius.py": "def to_celsius(fahrenheit):\n    return [1.7976931348623157e308, float('nan')]\n",
}
RAISES: Files = {
    **RIGHT,
    "warmest.py": "def warmest(fahrenheit):\n    raise ValueError('<script>alert(1)</script>')\n",
}
HOSTILE = "<script>alert(1)<|script>"
STUDENTS: dict[str, Files] = {
    "ada": RIGHT,
    "bo": FORGETS,
    "cy": {**RIGHT, "warmest.py": "import os\nos._exit(0)\n"},
    "dee": HUGE,
    HOSTILE: RAISES,
}
MISTAKE = '''
    """What is 32 degrees Fahrenheit in Celsius?

    Plainer: Print what you get for 32.0: the first test says
    what <it> should be.

    Seen: in the lab.
    """


    def to_celsius(fahrenheit):
        return fahrenheit * (5 / 9)
'''
MARKS = "submission,exercise,score,reason\nbo,celsius,25,<b>agreed</b> on 3 May\n"


class Page(HTMLParser):
    """The elements of a page and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.source = path.read_text(encoding="utf-8")
        self._text: list[str] = []
        self.feed(self.source)
        self.text = " ".join(" ".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def values(self, name: str) -> list[str]:
        return [value for attribute, value in self.attributes if attribute == name]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A folder with an assignment, a class, marks by hand and the results."""
    folder = tmp_path_factory.mktemp("pages")
    solutions = {**TEMPERATURES, "misconceptions/celsius/forgets_the_offset.py": MISTAKE}
    write_files(folder / "temperatures", solutions)
    write_files(folder / "class", {"eve.zip": b"no archive"})
    (folder / "marks.csv").write_text(MARKS)
    ran = grade_class(folder / "temperatures", folder, STUDENTS, "--marks", str(folder / "marks.csv"))
    return folder / "results", ran


def feedback(results: Path, student: str) -> Page:
    (path,) = (results / "feedback").glob(f"{student}*.html")
    return Page(path)


def review(results: Path, student: str) -> Page:
    (path,) = (results / "review").glob(f"{student}*.html")
    return Page(path)


def test_class_page(graded: tuple[Path, Ran]) -> None:
    results, ran = graded
    assert ran.status == 0, ran.err
    page = Page(results / "index.html")
    assert "6 submissions, 5 graded, 1 that could not be read (0 points); 1 with full marks" in page.text
    assert "1 that could not be read: 0 points eve :" in page.text
    assert "1 with an exercise whose process ended while a test ran cy : warmest" in page.text
    assert "forgets the offset celsius What is 32 degrees Fahrenheit in Celsius? 1 of 5" in page.text
    assert "Water freezes at 0 and boils at 100 degrees Celsius. 20 3 of 5 60 %" in page.text
    # What could not be read has no points, here as in the table.
    assert any("points: 0–10: 1; " in label for label in page.values("aria-label"))
    assert any("90–100: 1" in label for label in page.values("aria-label"))
    (mean,) = re.findall(r"full marks, ([\d.]+) points on average", page.text)
    with open(results / "scores.csv", newline="", encoding="utf-8") as file:
        scores = [float(row["score"]) for row in csv.DictReader(file)]
    assert mean == f"{sum(scores) / 6:.1f}"
    table = page.source[page.source.index('id="all"') :]
    links = re.findall(r'<th scope="row"><a href="(review/[^"]*)".*?<td><a href="(feedback/[^"]*)"', table)
    assert len(links) == len(STUDENTS) + 1
    assert all((results / unquote(link)).is_file() for pair in links for link in pair)
    # In the table, in a group, and by what bo forgets.
    assert re.findall(r'"review/bo\.html(.*?)"', page.source) == ["#celsius", "#celsius", ""]
    assert page.source.count("feedback/bo.html") == 1


def test_feedback_says_all_that_became_of_the_work(graded: tuple[Path, Ran]) -> None:
    text = feedback(graded[0], "bo").text
    assert "75 of 100 points" in text
    assert "Hint: What is 32 degrees Fahrenheit in Celsius?" in text
    assert "A plainer hint Print what you get for 32.0: the first test says what <it> should be." in text
    assert "Set by hand: 25 points, in place of the automatic 10. Reason: <b>agreed</b> on 3 May" in text
    assert "✗ not right yet Water freezes at 0 and boils at 100 degrees Celsius. 0 of 20" in text
    assert "Both values are wrong; the first is at [0]: got 17.778, expected 0." in text
    assert "This exercise builds on your celsius, where there is still something to mend." in text
    assert "All tests passed. Well done!" in feedback(graded[0], "ada").text
    assert "could not be read, so no test has run." in feedback(graded[0], "eve").text


def test_feedback_says_why_an_exercise_was_graded_with_a_stand_in(
    graded: tuple[Path, Ran], tmp_path: Path
) -> None:
    result = json.loads((graded[0] / "ada.json").read_text())
    result["exercises"][1]["replaced"] = ["celsius"]
    page = tmp_path / "ada.html"
    page.write_text(
        feedback_page("Temperatures", row_of(SubmissionResult.from_text(json.dumps(result)), "ada", {}), {})
    )
    assert "This exercise builds on your celsius. Nothing is wrong there, but here it took" in Page(page).text


def test_pictures_of_public_tests_have_a_text_in_their_place(graded: tuple[Path, Ran]) -> None:
    assert feedback(graded[0], "bo").values("aria-label") == [
        "What came back, 1 by 2: 17.778, 117.78.",
        "Expected, 1 by 2: 0, 100.",
    ]
    assert "What came back, 1 by 2: no number, no number." in feedback(graded[0], "dee").values("aria-label")
    assert feedback(graded[0], "cy").values("aria-label") == []
    kept = json.loads((graded[0] / ".compared" / "bo.json").read_text())
    assert {exercise: list(tests) for exercise, tests in kept.items()} == {
        "celsius": ["known_points"],
        "warmest": [],
    }


def test_pages_need_nothing_else_and_hold_text_alone(graded: tuple[Path, Ran]) -> None:
    pages = [Page(path) for path in sorted((graded[0] / "feedback").iterdir())]
    reviews = [Page(path) for path in sorted((graded[0] / "review").iterdir())]
    assert len(pages) == len(reviews) == len(STUDENTS) + 1
    for page in pages:
        assert "script" not in page.tags
        assert all(link.startswith("#") for link in page.values("href"))
    for page in reviews:
        assert page.tags.count("script") == 1
    whole = Page(graded[0] / "index.html")
    # One is data: rows beyond those that the table has as it is.
    assert whole.source.count("<script>") == 1
    assert [value for value in whole.values("type") if "/" in value] == ["application/json"]
    for page in (*pages, *reviews, whole):
        assert not {"b", "img", "link", "iframe"} & set(page.tags)
        assert page.values("src") == []
    assert "ValueError: <script>alert(1)</script>" in feedback(graded[0], "script").text


def test_only_pages_that_change_are_written(graded: tuple[Path, Ran], tmp_path: Path) -> None:
    shutil.copytree(graded[0].parent, tmp_path, dirs_exist_ok=True)
    results = tmp_path / "results"
    for page in results.glob("*/ada.html"):
        page.unlink()
    (results / "marks.csv").write_text(MARKS.replace("25", "26"))
    before = {path: path.stat().st_ino for path in results.glob("*/*.html")}
    # The pictures of an exercise that is not graded again stay.
    options = ("--out", results, "--only", "warmest", "--force")
    ran = autograder("grade", tmp_path / "temperatures", tmp_path / "class", *options)
    assert ran.status == 0, ran.err
    after = {path: path.stat().st_ino for path in results.glob("*/*.html")}
    written = {path.relative_to(results).as_posix() for path in after if after[path] != before.get(path)}
    assert written == {f"{folder}/{name}.html" for folder in ("feedback", "review") for name in ("ada", "bo")}
    assert len(feedback(results, "bo").values("aria-label")) == 2
    for folder in ("feedback", "review"):
        page = Path(folder, "ada.html")
        assert (results / page).read_bytes() == (graded[0] / page).read_bytes()


def test_discrimination_is_what_its_formula_says() -> None:
    # Means of 9 and 2, a standard deviation of sqrt(13.25), half of them pass.
    assert discrimination([True, True, False, False], [10, 8, 3, 1]) == pytest.approx(7 / 13.25**0.5 / 2)
    assert discrimination([False, True], [3.0, 1.0]) == pytest.approx(-1)
    assert discrimination([True, True], [3.0, 1.0]) is None
    assert discrimination([True], [3.0]) is None


def test_feedback_says_the_same_once(temperatures: Path, tmp_path: Path) -> None:
    celsius = """
        def to_celsius(fahrenheit):
            if len(fahrenheit) != 20:
                raise ValueError("no")
            return fahrenheit
    """
    grade_class(temperatures, tmp_path, {"ada": {**RIGHT, "celsius.py": celsius}})
    page = (tmp_path / "results" / "feedback" / "ada.html").read_text()
    about_celsius = page.split('<h2 id="celsius">')[1].split("</section>")[0]
    assert about_celsius.count("ValueError: no") == 1
    assert about_celsius.count("The same as above.") == 1


def test_the_code_stands_beside_the_marks(graded: tuple[Path, Ran]) -> None:
    bo = review(graded[0], "bo")
    assert "75 of 100 points" in bo.text
    assert "Set by hand: 25 points, in place of the automatic 10. <b>agreed</b> on 3 May" in bo.text
    assert "forgets the offset : What is 32 degrees Fahrenheit in Celsius?" in bo.text
    points_at = 'not right yet</strong> <a href="#line-0-1">celsius.py, line 1</a>'
    assert bo.source.count(points_at) == 2
    assert "def to_celsius(fahrenheit): ✗ 1 , 2 return fahrenheit * (5 / 9)" in bo.text
    raises = review(graded[0], "script")
    assert 'raised an exception</strong> <a href="#line-1-2">warmest.py, line 2</a>' in raises.source
    assert (
        '<li id="line-1-2">    raise ValueError(&#39;&lt;script&gt;alert(1)&lt;/script&gt;&#39;)'
        in raises.source
    )
    assert (
        "could not be read, so no test has run and there is no code to show." in review(graded[0], "eve").text
    )


def test_one_review_leads_to_the_next(graded: tuple[Path, Ran]) -> None:
    results = graded[0]
    script = unquote(next((results / "review").glob("script*")).name)
    steps = {
        name: re.findall(r'<a href="([^"]*)" data-key="(.)"', review(results, name).source)
        for name in ("ada", "cy", "eve", "script")
    }
    # The groups without a name are those of cy, dee and the hostile one, which comes first of all.
    assert steps == {
        "script": [("ada.html", "n"), ("cy.html#warmest", "u")],
        "ada": [(script, "p"), ("bo.html", "n"), ("cy.html#warmest", "u")],
        "cy": [("bo.html", "p"), ("dee.html", "n"), ("dee.html#celsius", "u")],
        "eve": [("dee.html", "p"), (f"{script}#warmest", "u")],
    }
    for path in (results / "review").iterdir():
        page = Page(path)
        for link in page.values("href"):
            target, _, anchor = link.partition("#")
            there = Page(path.parent / unquote(target)) if target else page
            assert not anchor or anchor in there.values("id"), link


def test_code_that_was_not_kept_is_kept_by_the_next_run(graded: tuple[Path, Ran], tmp_path: Path) -> None:
    shutil.copytree(graded[0].parent, tmp_path, dirs_exist_ok=True)
    results = tmp_path / "results"
    shutil.rmtree(results / ".keys" / ".code")
    ran = autograder(
        "grade", tmp_path / "temperatures", tmp_path / "class", "--out", results, "--student", "bo"
    )
    assert "1 unchanged" in ran.err
    assert review(results, "bo").source == review(graded[0], "bo").source
    assert "The code was not kept with this result" in review(results, "ada").text


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (b"a\r\nb\rc\x0cd\xe2\x80\xa8e\n\n", ("a", "b", r"c\x0cd\u2028e", "")),
        (b"\xef\xbb\xbfx = '\xff\0\x1b'\t# \xe2\x80\xaeback", (r"x = '\xff\x00\x1b'    # \u202eback",)),
        (b"x" * 10**6 + b"\ny", ("x" * WIDTH_MOST + "…",)),
        (b"\n" * 10_000, ("",) * LINES_MOST),
        (b"", ()),
    ],
)
def test_code_is_shown_line_by_line_as_python_counts_and_bounded(
    content: bytes, shown: tuple[str, ...]
) -> None:
    (file,) = code_of(Submission("ada", {"celsius.py": content}), ["celsius"])
    assert file.lines == shown
    assert len(shown) + file.more == len(content.splitlines())


def test_code_is_the_modules_and_what_they_import() -> None:
    files = {
        "alone.py": b"",
        "celsius.py": b"import torch, helpers as h\n",
        "helpers.py": b"def f():\n    from more import g\n",
        "more.py": b"from celsius import x\n",
        "warmest.py": b"",
    }
    code = code_of(Submission("ada", files), ["warmest", "celsius"])
    assert [file.path for file in code] == ["warmest.py", "celsius.py", "helpers.py", "more.py"]
