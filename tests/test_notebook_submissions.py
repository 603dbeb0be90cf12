"""A notebook with a cell for each exercise is a submission: which cells count, and what is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.submissions import Source, Submission, Unreadable, find, read

from .harness import Files, write_files
from .test_submissions import tarred, zipped

MODULES = ("one_hot", "softmax")
DONE = "def softmax(logits):\n    return logits\n"
OTHER = "def softmax(logits):\n    return -logits\n"
STUB = 'def softmax(logits):\n    raise NotImplementedError("exercise softmax: your code goes here")\n'


def notebook(*cells: Any) -> bytes:
    """A notebook of cells of code, in which the first line of each may name an exercise."""
    about = {"cell_type": "code", "metadata": {"id": "colab"}, "outputs": [], "execution_count": 1}
    made = {"cells": [{**about, "source": cell} for cell in cells], "metadata": {"colab": {"provenance": []}}}
    return json.dumps({**made, "nbformat": 4, "nbformat_minor": 0}).encode()


def read_files(folder: Path, files: Mapping[str, bytes]) -> Submission:
    return read(Source("anna", write_files(folder / "anna", files)), MODULES)


@pytest.mark.parametrize(
    ("files", "counts", "left_out"),
    [
        ({"a.ipynb": [DONE, STUB]}, DONE, None),
        ({"a.ipynb": [DONE, "# a comment"]}, DONE, None),
        ({"a.ipynb": [STUB, STUB]}, STUB, None),
        (
            {"a.ipynb": [DONE, f"def more(): ...\n{STUB}"]},
            DONE,
            "cell 2 of a.ipynb (cell 1 of a.ipynb counts)",
        ),
        ({"a.ipynb": [OTHER, DONE]}, DONE, "cell 1 of a.ipynb (cell 2 of a.ipynb counts)"),
        ({"a.ipynb": [STUB], "softmax.py": DONE}, DONE, None),
        ({"a.ipynb": [DONE], "softmax.py": STUB}, DONE, None),
        ({"a.ipynb": [DONE], "softmax.py": OTHER}, DONE, "softmax.py (cell 1 of a.ipynb counts)"),
        ({"a.ipynb": [OTHER], "b.ipynb": [DONE]}, DONE, "cell 1 of a.ipynb (cell 1 of b.ipynb counts)"),
    ],
)
def test_what_counts_of_several(
    files: dict[str, Any], counts: str, left_out: str | None, tmp_path: Path
) -> None:
    contents: Files = {
        path: notebook(*(f"%%exercise softmax\n{cell}" for cell in content)) if "ipynb" in path else content
        for path, content in files.items()
    }
    submission = read(Source("anna", write_files(tmp_path / "anna", contents)), ["softmax"])
    assert submission.files["softmax.py"].decode().lstrip("\n") == counts
    assert submission.left_out == ((left_out,) if left_out else ())


def test_archives_hold_what_the_folder_holds(tmp_path: Path) -> None:
    files = {"./anna's (1).ipynb": notebook(f"%%exercise softmax\n{DONE}")}
    plain = read_files(tmp_path, files).digest()
    assert read(Source("anna", zipped(tmp_path / "anna.zip", files)), MODULES).digest() == plain
    assert read(Source("anna", tarred(tmp_path / "anna.tar", files)), MODULES).digest() == plain


@pytest.mark.parametrize("folder", ["", "work/", "bigram_net/"])
def test_what_lies_beside_a_notebook_stays_beside_its_modules(folder: str, tmp_path: Path) -> None:
    files = {f"{folder}a.ipynb": notebook(f"%%exercise softmax\n{DONE}"), f"{folder}mine.py": b"x = 1\n"}
    submission = read_files(tmp_path, files)
    assert {"softmax.py", "mine.py"} <= submission.files.keys()
    assert submission.left_out == ("one_hot (no cell of a.ipynb begins with %%exercise one_hot)",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%%exercise softmax", "“a.ipynb” is a damaged notebook."),
        (b'{"cells": [[%%exercise', "“a.ipynb” is a damaged notebook."),
        (b'["%%exercise softmax"]', "“a.ipynb” is a damaged notebook."),
        (b'{"cells": ' + b"[" * 100_000 + b"%%exercise", "“a.ipynb” is a damaged notebook."),
        (notebook(["%%exercise softmax", 1]), "“a.ipynb” is a damaged notebook."),
        (notebook({"%%exercise": 1}), "“a.ipynb” is a damaged notebook."),
        (notebook("%%exercise softmax") + b" " * 10_000_000, "“a.ipynb” is a notebook of more than 10 MB"),
        (b" " * 20_000_001, "“a.ipynb” is beyond 200 files or 20 MB."),
        (notebook("% %exercise softmax"), "no cell of “a.ipynb” begins with “%%exercise” and the name of an"),
        (notebook("%%exercise ../softmax", "%%exercise sofmax"), "no cell of “a.ipynb” begins with"),
    ],
)
def test_a_notebook_without_exercises_is_named(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=re.escape(reason)):
        read_files(tmp_path, {"a.ipynb": content})


def test_only_modules_come_out_of_a_notebook(tmp_path: Path) -> None:
    cells = ("%%exercise softmax\n\ud800", "%%exercise ../../one_hot\n", "%%exercise conftest\n", "x")
    files = read_files(tmp_path, {"a.ipynb": notebook(*cells)}).files
    assert files.keys() == {"a.ipynb", "softmax.py"}
    assert files["softmax.py"] == b"\n?\n"


def test_each_notebook_of_a_class_is_a_submission(tmp_path: Path) -> None:
    work = notebook(f"%%exercise softmax\n{DONE}")
    files = {
        "anna.ipynb": work,
        "ben/bigram_net (1).ipynb": work,
        "doejane_12_100_bigram_net.ipynb": notebook("old"),
        "doejane_LATE_12_205_bigram_net-1.ipynb": work,
        "Jane Roe_7_assignsubmission_file_bigram_net.ipynb": work,
    }
    found = find([write_files(tmp_path / "class", files)], MODULES, "bigram_net")
    assert [source.name for source in found.sources] == ["Jane Roe_7", "anna", "ben", "doejane_12"]
    for source in found.sources:
        assert read(source, MODULES).files["softmax.py"].decode() == f"\n{DONE}"
    assert found.passed_over == (
        "class/doejane_12_100_bigram_net.ipynb: an older upload of the same student",
    )
