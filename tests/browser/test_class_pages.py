"""The pages as people meet them: on a phone, in the dark, by keyboard, with thousands of students."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom import HandMark
from autograder.classroom.code import code_of
from autograder.classroom.marks import Gradable, Marks, read_marks
from autograder.classroom.roster import read_roster
from autograder.reports.feedback import feedback_page
from autograder.reports.page import ROWS_MOST, class_page
from autograder.reports.review import review_page, surroundings_of
from autograder.reports.rows import Row, row_of
from autograder.results import (
    ExerciseResult,
    Misconception,
    Status,
    SubmissionResult,
    SubmissionStatus,
    Test,
    TestResult,
)
from autograder.submissions import Submission

pytest.importorskip("websocket")

from .chromium import CHROMIUM, Browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")

WIDE = tuple(
    (f"{name}_of_numbers", 50.0) for name in ("gradient", "descent", "softmax", "one", "nll", "b", "c")
)
HOSTILE = "<img src=x onerror=alert(1)>" + "long" * 40
POINTS = (("celsius", 50.0), ("a_longer_name_of_an_exercise", 50.0))
LARGE = 5000
MILLISECONDS_MOST = 5000
"""To search a large class, sort it and turn a page: half a second where nothing else runs."""
BYTES_EACH = 250
"""The most that the page takes for a submission of a large class: 20,000 then have 5 MB."""
LOOKS = [(width, dark) for width in (390, 1280) for dark in (False, True)]
COMPARED = {
    "celsius": {
        "known_points": {"losses": False, "got": [[1.0, 2.5]], "expected": [[1.0, 2.0]], "wrong": [[0, 1]]},
        "losses": {"losses": True, "got": [[3.0, 4.0]], "expected": [[3.0, 2.0]], "wrong": [[0, 1]]},
        "one_hot": {
            "losses": False,
            "got": [[0.0] * 27] * 5,
            "expected": [[1.0] * 27] * 5,
            "wrong": [[1] * 27] * 5,
        },
    }
}


def result(name: str, number: int) -> SubmissionResult:
    """The result of a made-up submission; the higher the number, the more it lost."""
    exercises = [_exercise(exercise, number % (2 + index)) for index, (exercise, _) in enumerate(POINTS)]
    return SubmissionResult("temperatures", name, SubmissionStatus.GRADED, None, tuple(exercises))


def _exercise(name: str, lost: int) -> ExerciseResult:
    mistake = Misconception("forgets_the_offset", "What is 32 degrees `fahrenheit`?")
    return ExerciseResult(
        name,
        (
            _test("known_points", 10.0 - 10 * bool(lost)),
            _test("losses", 10.0 - 10 * (lost > 1)),
            _test("one_hot", 30.0, 30.0),
        ),
        (mistake,) if lost else (),
        ("celsius",) if lost and name != "celsius" else (),
    )


def _test(name: str, score: float, most: float = 10.0) -> TestResult:
    test = Test(name, f"This is about `{name}`.", True, most)
    if score == most:
        return TestResult(test, score, Status.PASSED)
    return TestResult(test, score, Status.FAILED, message=f"celsius.py, line 3: {'x' * 200} {HOSTILE}")


def by_hand(file: str) -> Row:
    return row_of(result(HOSTILE, 5), file, {"celsius": HandMark(12.5, HOSTILE)})


def rows(number: int) -> list[Row]:
    some = [row_of(result(f"student-{one:04}", one), f"student-{one:04}", {}) for one in range(number - 1)]
    return [by_hand("img-1"), *some]


def wide_rows() -> list[Row]:
    """A class with as many exercises as an assignment of the course has, and longer names."""
    exercises = tuple(_exercise(name, 1) for name, _ in WIDE)
    one = SubmissionResult("temperatures", "student-0001", SubmissionStatus.GRADED, None, exercises)
    return [row_of(one, "student-0001", {})]


def reviews() -> dict[str, str]:
    """Graders' pages; `=bo` stands for both groups without a name."""
    unnamed = [_exercise(name, 1) for name, _ in POINTS]
    unnamed = [replace(exercise, misconceptions=()) for exercise in unnamed]
    works = [
        row_of(result("ada", 0), "ada", {}),
        by_hand("img-1"),
        row_of(replace(result("=bo", 0), exercises=tuple(unnamed)), "bo-1", {}),
        row_of(replace(result("cy", 0), exercises=(_exercise("celsius", 0), unnamed[1])), "cy", {}),
    ]
    code = code_of(
        Submission("bo", {"celsius.py": f"\n\n{'x' * 200} {HOSTILE}\n".encode() * 20}), ["celsius"]
    )
    around = surroundings_of(works, {})
    return {row.name: review_page("Temperatures", row, code, around[row.name], {}) for row in works}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "roster.csv").write_text("Student,submission\nAda,img-1\nAda,img-2\nZoë,student-4998\n")
    roster = read_roster(folder / "roster.csv")
    written = {
        "class": class_page("Temperatures", rows(40), POINTS),
        "large class": class_page("Temperatures", rows(LARGE), POINTS, roster),
        "wide class": class_page("Temperatures", wide_rows(), WIDE),
        "by hand": class_page("Temperatures", [*rows(ROWS_MOST), by_hand("img-2")], POINTS, roster),
        "feedback": feedback_page("Temperatures", rows(1)[0], COMPARED),
        **reviews(),
    }
    paths = {name: folder / f"{name.replace(' ', '-')}.html" for name in written}
    for name, text in written.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.mark.parametrize(("width", "dark"), LOOKS)
@pytest.mark.parametrize("page", ["class", "feedback", "img-1"])
def test_nothing_bars_anybody(
    browser: Browser, pages: dict[str, Path], page: str, width: int, dark: bool
) -> None:
    axe = importlib.util.find_spec("axe_core_python")
    if axe is None or axe.origin is None:
        pytest.skip("axe-core is not installed")
    browser.open(pages[page], width, dark=dark)
    for details in ("false", "true"):
        browser.run(f"document.querySelectorAll('details').forEach((one) => (one.open = {details}))")
        browser.run(Path(axe.origin).with_name("axe.min.js").read_text(encoding="utf-8") + "; 0")
        found = browser.run(
            "axe.run().then((found) => found.violations.map((one) => [one.id, one.nodes[0].html]))"
        )
        assert found == []


@pytest.mark.parametrize(("width", "dark"), LOOKS)
@pytest.mark.parametrize("page", ["class", "feedback", "img-1"])
def test_it_fits_and_others_words_stay_text(
    browser: Browser, pages: dict[str, Path], page: str, width: int, dark: bool
) -> None:
    browser.open(pages[page], width, dark=dark)
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("document.querySelectorAll('img').length") == 0
    assert HOSTILE in browser.run("document.body.innerText")
    background = browser.run("getComputedStyle(document.body).backgroundColor")
    assert background == ("rgb(20, 23, 26)" if dark else "rgb(255, 255, 255)")


def test_by_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["feedback"])
    for _exercise in POINTS:
        browser.press("Tab")
    assert browser.run("document.activeElement.textContent") == POINTS[1][0]
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    browser.press("Enter")
    assert browser.run("location.hash") == f"#{POINTS[1][0]}"


def test_the_last_column_is_not_cut(browser: Browser, pages: dict[str, Path]) -> None:
    for width in (1300, 1900):
        browser.open(pages["wide class"], width)
        table = "document.querySelector('.scroll.all')"
        assert browser.run(f"{table}.scrollWidth") == browser.run(f"{table}.clientWidth")


def test_a_large_class_is_sorted_searched_and_paged(browser: Browser, pages: dict[str, Path]) -> None:
    assert pages["large class"].stat().st_size < BYTES_EACH * LARGE
    browser.open(pages["large class"])
    shown = "Array.from(document.querySelectorAll('.all tbody tr'))"
    points = f"{shown}.map((row) => parseFloat(row.cells[1].textContent))"
    heading = "document.querySelectorAll('.all thead th')[1]"
    expected = sorted(row.final for row in rows(LARGE) if row.final is not None)
    browser.run(f"{heading}.querySelector('button').focus()")
    browser.press("Space")
    assert browser.run(f"{heading}.ariaSort") == "ascending"
    assert browser.run(points) == expected[:ROWS_MOST]
    browser.run("document.querySelectorAll('.pages button')[1].click()")
    assert browser.run(points) == expected[ROWS_MOST : 2 * ROWS_MOST]
    assert "501 to 1000 of 5000" in browser.run("document.querySelector('.pages').textContent")
    browser.run(f"{heading}.querySelector('button').click()")
    assert browser.run(f"{points}[0]") == 100
    browser.run("document.querySelector('input').focus()")
    browser.type("-123 OFFSET")
    found = [row for row in rows(LARGE) if "-123" in row.submission and "offset" in row.remark]
    assert browser.run("document.querySelector('[role=status]').textContent") == f"{len(found)} of {LARGE}"
    links = browser.run(f"{shown}.map((row) => row.querySelector('a').getAttribute('href'))")
    assert sorted(links) == sorted(row.review for row in found)
    browser.run("document.querySelector('input').select()")
    browser.type("zoë")
    assert browser.run(f"{shown}.map((row) => row.cells[0].innerText.trim())") == ["student-4998\nZoë"]
    milliseconds = browser.run(
        "(() => { const start = performance.now();"
        "document.querySelector('input').value = '';"
        "document.querySelector('input').dispatchEvent(new Event('input'));"
        f"{heading}.querySelector('button').click();"
        "document.querySelectorAll('.pages button')[1].click(); document.body.offsetHeight;"
        "return performance.now() - start; })()"
    )
    assert milliseconds < MILLISECONDS_MOST


def test_rows_that_the_script_makes_are_as_the_others(browser: Browser, pages: dict[str, Path]) -> None:
    html = "document.querySelector('.all tbody').{0}ElementChild.innerHTML.replace(/\\s+/g, ' ')"
    browser.open(pages["by hand"])
    plain = browser.run(html.format("first"))
    browser.run("document.querySelectorAll('.pages button')[1].click()")
    made = browser.run(html.format("last"))
    assert "set by hand; automatic:" in made
    assert "<small><bdi>Ada</bdi></small>" in made
    assert made.replace("img-2", "img-1").replace(" ", "") == plain.replace(" ", "")


def test_a_grader_goes_on_and_sets_marks_by_keyboard(browser: Browser, pages: dict[str, Path]) -> None:
    def at() -> str:
        return str(browser.run("location.pathname.split('/').pop() + location.hash"))

    browser.open(pages["ada"])
    for key, place in (
        ("n", "img-1.html"),
        ("p", "ada.html"),
        ("u", "bo-1.html#celsius"),
        ("u", "bo-1.html#a_longer_name_of_an_exercise"),
        ("u", "bo-1.html#celsius"),
    ):
        browser.press(key)
        browser.wait_until(f"location.href.endsWith('/{place}') && document.readyState === 'complete'")
    assert browser.run("document.querySelector('.lines').hidden")
    browser.run("document.querySelector('.by-hand input').focus()")
    browser.type("12.5")
    browser.press("Tab")
    browser.type('near, "nu" enough')
    assert at() == "bo-1.html#celsius", "what is typed leads nowhere"
    line = browser.run("document.querySelector('.lines pre').innerText")
    header = browser.run("document.querySelector('.lines code + code').innerText")
    gradable = Gradable(dict(POINTS), {"ada": "ada", "bo-1": "=bo"})
    marks = read_marks(f"{header}\n{line}\n".encode(), Path("marks.csv"), gradable)
    assert marks == Marks({"bo-1": {"celsius": HandMark(12.5, 'near, "nu" enough')}})
    browser.press("Tab")
    browser.run("document.querySelector('.lines button').focus()")
    browser.press("Space")
    browser.wait_until("document.querySelector('.lines [role=status]').innerText")
