"""What lies beside the modules costs nothing, and is named if it was perhaps needed."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from .class_folders import WORK, Maker, entry, folder, folder_of, read_at, tar_of, tar_with, zip_of, zipped

TOO_MANY = {"softmax.py": b"", **{f"{i}.py": b"" for i in range(201)}}


def with_link(path: Path) -> Path:
    (folder(path / "a") / "old").symlink_to("/etc")
    return path / "a"


LEFT_OUT: dict[tuple[str, str], Maker] = {
    ("archive", "sub/old.tar.gz (another archive)"): folder_of({**WORK, "sub/old.tar.gz": b""}),
    ("archive in a zip", "old.ZIP (another archive)"): zip_of({**WORK, "old.ZIP": b""}),
    ("files", "(beyond 200 files or 20 MB)"): folder_of(TOO_MANY | WORK),
    ("files in a zip", "(beyond 200 files or 20 MB)"): zip_of(TOO_MANY | WORK),
    ("files in a tar", "(beyond 200 files or 20 MB)"): tar_of(TOO_MANY | WORK),
    ("thousands", "802 more"): folder_of(WORK | {f"{i}.py": b"" for i in range(1004)}),
    ("folders", "beyond 200 folders"): folder_of(WORK | {f"{i % 30}/{i}/{i}.py": b"" for i in range(200)}),
    ("large", "names.bin (beyond 200 files or 20 MB)"): zip_of({**WORK, "names.bin": bytes(20_000_001)}),
    ("large in a tar", "names.bin (beyond"): tar_of({"a.bin": b"", "names.bin": bytes(20_000_001), **WORK}),
    ("link", "old (a link)"): with_link,
    ("link in a tar", "a (a link)"): tar_with(entry("a", tarfile.SYMTYPE, linkname="/etc")),
    ("hard link in a tar", "a (a link)"): tar_with(entry("a", tarfile.LNKTYPE, linkname="b")),
    ("copy", "softmax (1).py (perhaps meant as softmax.py)"): folder_of({**WORK, "softmax (1).py": b""}),
    ("other case", "Softmax.PY (perhaps meant as softmax.py)"): zip_of({**WORK, "Softmax.PY": b""}),
    ("copy above", "Copy of softmax.py (perhaps meant"): zip_of(
        {"Copy of softmax.py": b"", "a/softmax.py": WORK["softmax.py"]}
    ),
    ("other version", "old/softmax.py (perhaps meant as softmax.py)"): tar_of(
        {**WORK, "old/softmax.py": b""}
    ),
    ("copy beside an archive", "softmax-2.py (perhaps meant as softmax.py)"): lambda path: zipped(
        path / "b.zip", {"softmax-2.py": b"", "a.zip": zip_of(WORK)(path).read_bytes()}
    ),
    ("long name", "… (too long or too deep a path)"): tar_of({**WORK, "n" * 256: b""}),
    ("deep", "d.txt (too long or too deep a path)"): folder_of({**WORK, "d/" * 30 + "d.txt": b""}),
    ("twice", "notes.txt (there twice)"): tar_of({**WORK, "./notes.txt": b"other"}),
    ("fifo in a tar", "a (a special file)"): tar_with(entry("a", tarfile.FIFOTYPE)),
}


@pytest.mark.parametrize(
    ("said", "make"), [pytest.param(said, make, id=case) for (case, said), make in LEFT_OUT.items()]
)
def test_what_lies_beside_the_modules_costs_nothing(tmp_path: Path, said: str, make: Maker) -> None:
    submission = read_at(make(tmp_path))
    assert said in ", ".join(submission.left_out)
    modules = {path: content for path, content in WORK.items() if path in ("softmax.py", "one_hot.py")}
    kept = dict(submission.files).items()
    assert modules.items() <= kept or submission.left_out[0].startswith("a (")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "one-hot.py",
            "oneHot.PY",
            "One hot.py",
            "one_hot_final_v2.py",
            "s1234567_one_hot.py",
            "one_hot2.py",
        ),
        *("one_hot.txt", "one_hot", "one_hot.docx", "one_hot.py.download", "one_hot.py~", "ｏne_hot.py "),
    ],
)
def test_what_is_perhaps_meant_as_a_missing_module_is_named(tmp_path: Path, name: str) -> None:
    files = {name: b"", "helpers.py": b"", "tests/test_one_hot.py": b"", "hot.py": b""}
    assert read_at(folder(tmp_path / "a", {**WORK, **files})).left_out == (
        f"{name} (perhaps meant as one_hot.py)",
    )


def test_a_helper_beside_a_module_is_no_version_of_it(tmp_path: Path) -> None:
    files = {**WORK, "softmax_helpers.py": b"", "softmax.txt": b"", "softmax.py~": b""}
    submission = read_at(folder(tmp_path / "a", files))
    assert (submission.left_out, set(submission.files)) == ((), set(files))
