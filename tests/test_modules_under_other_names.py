"""Modules whose names somebody or something has changed: graded if only one file can be meant."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from autograder.submissions import Unreadable
from autograder.submissions.names import called_after

from .class_folders import WORK, folder, read_at, search, zipped
from .harness import RIGHT, Files, grade_class, results

HOT = b"def one_hot(xs, num_classes): ...\n"
OTHER = b"def one_hot(xs, num_classes): return 0\n"
STUB = b"def one_hot(xs, num_classes):\n    raise NotImplementedError\n"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "one_hot (1).py",
            "one_hot-2.py",
            "one_hot.PY",
            "One_Hot.py",
            "one-hot.py",
            "oneHot.py",
            "one_hot2.py",
        ),
        *(
            "one_hot.py.txt",
            "one_hot.py.py",
            "one_hot.pyw",
            "one_hot.py.download",
            "one_hot.py ",
            "ｏne_hot.py",
        ),
        *("one_hot copy.py", "Copy of one_hot.py", "one_hot - Kopie (2).py", "one_hot_final_v2.py"),
        *("s1234567_one_hot.py", "one_hot_anna.py", "Jane Doe_7_assignsubmission_file_one_hot.py"),
    ],
)
def test_the_only_file_that_can_be_meant_is_graded(tmp_path: Path, name: str) -> None:
    """In a folder, an archive, an archive in another, and a folder further down."""
    files = {**WORK, name: HOT, "tests/test_one_hot.py": OTHER}
    archive = zipped(tmp_path / "a.zip", files)
    for path in (
        folder(tmp_path / "a", files),
        archive,
        zipped(tmp_path / "b.zip", {"work.zip": archive.read_bytes()}),
        folder(tmp_path / "b", {f"work/{path}": content for path, content in files.items()}),
    ):
        submission = read_at(path)
        assert submission.files["one_hot.py"] == submission.files[name] == HOT
        assert submission.files["softmax.py"] == WORK["softmax.py"]
        assert [path.rpartition("/")[2] for path in submission.standing_in.values()] == [name]
        assert submission.left_out == ()


@pytest.mark.parametrize(
    "names", [("Softmax.py", "One_hot.py"), ("softmax_final.py", "one_hot_final.py")], ids=["case", "words"]
)
@pytest.mark.parametrize("beside", ["report.zip", "report.rar"])
def test_no_module_has_its_name(tmp_path: Path, names: tuple[str, str], beside: str) -> None:
    report = {"report.zip": zipped(tmp_path / "r.zip", {"r.pdf": b""}).read_bytes(), "report.rar": b"Rar!"}
    files = {names[0]: WORK["softmax.py"], names[1]: HOT, beside: report[beside]}
    submission = read_at(folder(tmp_path / "class" / "anna", files))
    assert (submission.files["softmax.py"], submission.files["one_hot.py"]) == (WORK["softmax.py"], HOT)
    assert submission.standing_in == {"softmax.py": names[0], "one_hot.py": names[1]}


@pytest.mark.parametrize(
    ("files", "counts"),
    [
        ({"one_hot (1).py": HOT, "one_hot (2).py": HOT}, "one_hot (1).py"),
        ({"One_hot.py": HOT, "one_hot_helpers.py": OTHER}, "One_hot.py"),
        ({"one_hot (1).py": STUB, "one_hot (2).py": HOT}, "one_hot (2).py"),
        ({"one_hot.py": STUB, "one_hot (1).py": HOT}, "one_hot (1).py"),
        ({"one_hot (1).py": OTHER, "one_hot_notes.txt": HOT}, "one_hot (1).py"),
        ({"one_hot.PY": "\ufeffdef one_hot(): ...\r\n".encode("utf-16-le")}, "one_hot.PY"),
    ],
    ids=["twice the same", "other words", "a stub, too", "beside the stub", "notes", "UTF-16"],
)
def test_which_of_several_is_meant(tmp_path: Path, files: Mapping[str, bytes], counts: str) -> None:
    submission = read_at(folder(tmp_path / "a", {**WORK, **files}))
    assert submission.standing_in == {"one_hot.py": counts}
    assert submission.files["one_hot.py"] == submission.files[counts]
    assert submission.files["one_hot.py"].startswith(b"def one_hot")


@pytest.mark.parametrize(
    "files",
    [
        {"one_hot (1).py": HOT, "one_hot (2).py": OTHER},
        {"one_hot_v1.py": HOT, "one_hot_v2.py": OTHER},
        {"old/one_hot-1.py": HOT, "new/one_hot-1.py": OTHER},
    ],
)
def test_what_is_ambiguous_is_said(tmp_path: Path, files: Mapping[str, bytes]) -> None:
    submission = read_at(folder(tmp_path / "a", {**WORK, **files}))
    assert "one_hot.py" not in submission.files
    assert submission.left_out == tuple(f"{name} (perhaps meant as one_hot.py)" for name in sorted(files))
    first, second = sorted(files)
    with pytest.raises(Unreadable, match="It is unclear what to grade") as caught:
        read_at(folder(tmp_path / "b", files))
    assert first in str(caught.value)
    assert second in str(caught.value)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"one_hot.py": HOT, "one_hot (1).py": OTHER}, "one_hot (1).py (perhaps meant as one_hot.py)"),
        ({"one_hot.docx": b"PK\3\4\ndef "}, "one_hot.docx (perhaps meant as one_hot.py)"),
        ({"one_hot (1).py": b"# to do\n"}, "one_hot (1).py (perhaps meant as one_hot.py)"),
    ],
    ids=["beside the module", "no file of Python", "no code"],
)
def test_what_stands_in_for_nothing_is_named(tmp_path: Path, files: Mapping[str, bytes], said: str) -> None:
    submission = read_at(folder(tmp_path / "a", {**WORK, **files}))
    assert (submission.standing_in, submission.left_out) == ({}, (said,))


def test_a_run_grades_it_and_says_so(temperatures: Path, tmp_path: Path) -> None:
    """Also where another module imports it by the name that it has, and again where nothing has changed."""
    renamed = RIGHT["warmest.py"].replace(b"from celsius ", b"from celsius_anna ")
    anna: Files = {"celsius_anna.py": RIGHT["celsius.py"], "warmest (1).py": renamed}
    said = "graded from anna: celsius_anna.py (as celsius.py) and warmest (1).py (as warmest.py)\n"
    for times in (1, 2):
        ran = grade_class(temperatures, tmp_path, {"anna": anna, "ben": RIGHT})
        assert (ran.status, ran.err.count(said)) == (0, 1), (times, ran.err)
    assert results(tmp_path / "results")["anna"]["score"] == 100.0
    assert "handed in as warmest (1).py" in (tmp_path / "results" / "review" / "anna.html").read_text()
    assert "handed in as" not in (tmp_path / "results" / "review" / "ben.html").read_text()


@pytest.mark.parametrize("name", ["a1" * 30_000, "_" * 60_000, "softmax" * 9_000, "." * 30_000 + "softmax_"])
def test_a_hostile_name_takes_no_time(name: str) -> None:
    before = time.process_time()
    called_after(f"{name}_softmax_.py", ["softmax.py"])
    assert time.process_time() - before < 5


ONE = "is class one student?"
SEVERAL = "are these students?"


@pytest.mark.parametrize(
    ("files", "found", "asked"),
    [
        (("Softmax.py", "one_hot (1).py"), ["class"], []),
        (("softmax_final.py", "one_hot_final.py"), ["class"], [ONE]),
        (("softmax.py", "softmax_helpers.py"), ["class"], []),
        (("softmax.py", "anna_softmax.py", "bob_softmax.py"), ["class"], [ONE]),
        (("anna_softmax.py", "bob_softmax.PY", "anna_one_hot.py"), ["anna", "bob"], [SEVERAL]),
        (("anna_softmax.py", "one-hot bob.py"), ["anna", "bob"], [SEVERAL]),
        (("1001_softmax.py", "softmax_1002.py"), ["1001", "1002"], [SEVERAL]),
        (("softmax team 1.py", "softmax team 2.py"), ["team 1", "team 2"], [SEVERAL]),
        (("carl/softmax.py", "anna_softmax.py"), ["anna", "carl"], [SEVERAL]),
        (("carl/softmax.py", "softmax (1).py", "Softmax copy.py", "softmax_v2.py"), ["carl"], []),
        (("B_doe_attempt_2026-11-01-10-00-00_softmax (1).py",), ["B_doe"], []),
    ],
)
def test_whose_single_files_are(
    tmp_path: Path, files: Sequence[str], found: list[str], asked: list[str]
) -> None:
    searched = search(folder(tmp_path / "class", dict.fromkeys(files, HOT)))
    assert [source.name for source in searched.sources] == found
    assert [f"{question.partition('?')[0]}?" for question in searched.questions] == asked
    assert all("perhaps meant as" in line for line in searched.passed_over)
