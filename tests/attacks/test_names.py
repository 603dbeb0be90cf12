"""Hostile names and layouts: graded under a safe file name, and shown as text and nothing else.

What makes an archive unreadable is in `tests/test_submissions.py`; here are those that can be read.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from autograder.classroom import marks_of_run
from autograder.classroom.store import Store
from autograder.reports.page import class_page
from autograder.reports.rows import rows_of

from ..harness import OF_THE_RUN, RIGHT, TEMPERATURES, Ran, autograder, results, write_files

HARM: dict[str, Callable[[str], bool]] = {
    "line\nbreak": lambda name: f"{name},100".splitlines() != [f"{name},100"],
    "<img src=x onerror=alert(1)>": lambda name: "img" in tags(f"<td>{name}</td>"),
    '"><script>alert(1)<|script>': lambda name: "script" in tags(f'<a href="{name}">'),
    "[red]marked[bold]": lambda name: name not in rendered(name),
    "=HYPERLINK(1)": lambda name: next(csv.reader([name]))[0][0] in "=+-@",
    "+1+1": lambda name: name[0] in "=+-@",
    "@SUM(A1)": lambda name: name[0] in "=+-@",
    "-rf": lambda name: name.startswith("-"),
    "..‮back": lambda name: not name.isprintable(),
    "\x1b[31mred\x1b]0;title\x07": lambda name: "\x1b" in name,
    os.fsdecode(b"caf\xe9"): lambda name: fails(lambda: name.encode()),
    "n" * 255: lambda name: len(f"{name}.json") > 255,
    "run": lambda name: f"{name}.json" == "run.json",
    "groups": lambda name: f"{name}.json" == "groups.json",
    "scores": lambda name: f"{name}.csv" == "scores.csv",
    "index": lambda name: f"{name}.html" == "index.html",
    "con": lambda name: name in ("con", "nul"),
    "Right": lambda name: name.casefold() == "right",
    "%2e%2e%2f": lambda name: "%2f" in name,
    "'; DROP TABLE students; --": lambda name: "'" in name,
    "{{ 7 * 7 }}": lambda name: "{{" in name,
}
"""Names, each with what it does to code that takes it as it is."""


HOSTILE_CODE = {
    "celsius.py": RIGHT["celsius.py"] + b"\n\ndef never():\n    import x\n",
    "x.py": b"# </ol><script>alert(1)</script><img src=x>\xff\0\x1b[31m\xe2\x80\xae{{ 7 * 7 }}\n" * 10_000,
}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)


def tags(text: str) -> list[str]:
    parser = Tags()
    parser.feed(text)
    return parser.found


def rendered(text: str) -> str:
    console = Console(file=io.StringIO(), width=200)
    with console.capture() as captured:
        console.print(text)
    return captured.get()


def fails(action: Callable[[], object]) -> bool:
    try:
        action()
    except ValueError:
        return True
    return False


@pytest.fixture(scope="module")
def shown(temperatures: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    folder = tmp_path_factory.mktemp("names")
    for name in ("right", "..hidden", *(name for name in HARM if not name.startswith(".."))):
        write_files(folder / "class" / name, dict(RIGHT))
    # A helper's path is a name, too, and its code is text.
    write_files(folder / "class" / "right", HOSTILE_CODE)
    # With dots in front, it is only seen where it is given itself.
    write_files(folder / "class" / "..‮back", dict(RIGHT))
    ran = autograder(
        "grade",
        temperatures,
        folder / "class",
        folder / "class" / "..‮back",
        "--out",
        folder / "out",
        "--workers",
        "2",
    )
    return ran, folder / "out"


def test_every_name_is_graded(shown: tuple[Ran, Path]) -> None:
    ran, out = shown
    assert ran.status == 0, ran.err
    graded = results(out)
    assert {result["score"] for result in graded.values()} == {100.0}
    assert len(graded) == len(HARM) + 1
    expected = {name for name in HARM if name.isascii()} | {"caf\\xe9", "..‮back", "right"}
    assert set(graded) == expected


def test_files_have_plain_names_of_their_own(shown: tuple[Ran, Path]) -> None:
    _ran, out = shown
    folders = (".compared", ".keys", "feedback", "review")
    files = [path.name for path in out.iterdir() if path.name not in folders]
    assert all(re.fullmatch(r"(?![.-])[A-Za-z0-9._-]{1,110}", name) for name in files), files
    assert len({name.casefold() for name in files}) == len(files) == len(HARM) + 1 + 4
    results = {path.stem for path in out.glob("*.json") if path.name not in OF_THE_RUN}
    for folder in ("feedback", "review"):
        assert {path.name for path in (out / folder).iterdir()} == {f"{name}.html" for name in results}
    assert sorted(path.name for path in out.parent.iterdir()) == ["class", "out"]
    assert json.loads((out / "run.json").read_text())["submissions"] == len(HARM) + 1


def test_scores_hold_no_formula_and_a_line_each(shown: tuple[Ran, Path]) -> None:
    _ran, out = shown
    text = (out / "scores.csv").read_text()
    assert len(text.splitlines()) == len(HARM) + 2
    rows = list(csv.reader(io.StringIO(text)))
    assert all(row[2] == "100" for row in rows[1:])
    assert all(cell.isprintable() and cell[:1] not in tuple("=+-@") for row in rows for cell in row)


def test_page_and_table_hold_text_alone(shown: tuple[Ran, Path]) -> None:
    ran, out = shown
    page = (out / "index.html").read_text()
    pages = [path.read_text() for path in (out / "feedback").iterdir()]
    reviews = [path.read_text() for path in (out / "review").iterdir()]
    assert len(pages) == len(reviews) == len(HARM) + 1
    assert not {"img", "script"} & {tag for one in pages for tag in tags(one)}
    assert {tags(one).count("script") for one in reviews} == {1}
    assert not {"img", "b"} & {tag for one in reviews for tag in tags(one)}
    assert max(map(len, reviews)) < 1_000_000
    assert "img" not in tags(page)
    assert tags(page).count("script") == 2  # its own, and the data of what stands on further pages
    assert "49" not in re.findall(r">([^<>]*)</bdi>", page)
    for text in (page, *pages, *reviews, ran.out, ran.err):
        assert all(character.isprintable() or character == "\n" for character in text)
    assert "[red]marked[bold]" in ran.out


def test_further_pages_hold_text_alone(shown: tuple[Ran, Path]) -> None:
    _ran, out = shown
    by_file = {name: earlier.result for name, earlier in Store(out).read().items()}
    rows = rows_of(by_file, marks_of_run(out, None, dict).now)
    page = class_page("Harm", rows * 100, [])
    assert tags(page).count("script") == 2
    assert "img" not in tags(page)
    assert "<" not in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)[0]


@pytest.mark.parametrize("name", HARM)
def test_control_name_does_harm_where_it_is_taken_as_it_is(name: str) -> None:
    assert HARM[name](name)


LAYOUTS: dict[str, dict[str, bytes]] = {
    "as deep as may be, in long folders": {"/".join(["d" * 255] * 19 + ["x.py"]): b""},
    "folders upon folders": {
        "/".join([f"{number}-{depth}" for depth in range(18)]) + "/x.py": b"" for number in range(190)
    },
    "more folders than files": {
        "/".join([f"{number}-{depth}" for depth in range(18)]) + "/x.py": b"" for number in range(10)
    },
    "a folder by the name of a public data file": {"names.txt/x.py": b"1"},
    "a folder by the name of a module": {"celsius.py/x.py": b"1", "warmest.py": RIGHT["warmest.py"]},
    "a name of characters that are no text": {"a\x01\x1b[31m\n.py": b"1"},
    "a file by the name of the scratch": {"tmp": b"1", "exercise-": b"1", "autograder": b"1"},
}
"""Files beside right ones that a process of its own must be given all the same, or that are refused."""


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, dict[str, dict[str, object]]]:
    folder = tmp_path_factory.mktemp("layouts")
    assignment = write_files(folder / "temperatures", TEMPERATURES)
    toml = assignment / "assignment.toml"
    (folder / "names.txt").write_text("x\n")
    toml.write_text(toml.read_text().replace("exercises =", 'data = ["../names.txt"]\nexercises ='))
    (folder / "class").mkdir()
    for name, files in {"right": {}, **LAYOUTS}.items():
        with zipfile.ZipFile(folder / "class" / f"{name}.zip", "w") as archive:
            for path, content in ({**RIGHT, **files} if "celsius.py/x.py" not in files else files).items():
                archive.writestr(path, content)
    ran = autograder("grade", assignment, folder / "class", "--out", folder / "out", "--workers", "2")
    (line,) = ran.err.splitlines()
    assert line.startswith("left out of as deep as may be, in long folders: ddd")
    return ran, results(folder / "out")


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_is_graded_or_refused_but_no_fault_of_the_grader(
    laid_out: tuple[Ran, dict[str, dict[str, object]]], name: str
) -> None:
    _ran, graded = laid_out
    assert graded["right"]["score"] == 100.0
    assert graded[name]["status"] in ("graded", "unreadable"), graded[name]["error"]


def test_layouts_leave_the_run_in_order(laid_out: tuple[Ran, dict[str, dict[str, object]]]) -> None:
    assert laid_out[0].status == 0


def test_control_layouts_cannot_be_written_as_they_are(tmp_path: Path) -> None:
    """More than a bounded folder takes: too long, too many, or one place for two things."""
    (long,) = LAYOUTS["as deep as may be, in long folders"]
    with pytest.raises(OSError, match="too long"):
        os.makedirs(f"{tmp_path}/{long}")
    many = LAYOUTS["folders upon folders"]
    assert len({folder for path in many for folder in parents(path)}) > 2 * len(many) + 64
    (tmp_path / "names.txt").mkdir()
    with pytest.raises(IsADirectoryError):
        (tmp_path / "names.txt").write_bytes(b"")


def parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]
