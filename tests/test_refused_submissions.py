"""What is refused: with one sentence, without harm to this machine, and without a loss to others."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.submissions import Unreadable, read

from .class_folders import (
    MODULES,
    WORK,
    Maker,
    entry,
    folder,
    folder_of,
    made,
    read_at,
    search,
    tar_of,
    tar_with,
    tarred,
    zip_of,
    zipped,
)


def with_mode(path: Path, mode: int) -> Path:
    info = zipfile.ZipInfo("softmax.py")
    info.external_attr = mode << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return path


def encrypted(path: Path) -> Path:
    content = bytearray(zipped(path, {"softmax.py": b"x"}).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    return made(path, bytes(content))


def twice(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("softmax.py", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("softmax.py", "two")
    return path


def spoilt(path: Path) -> Path:
    """One byte of the second header is wrong: tarfile alone would take it for the end."""
    content = bytearray(tarred(path, WORK, "w").read_bytes())
    content[1024 + 3] ^= 0xFF
    return made(path, bytes(content))


def linked(path: Path) -> Path:
    (folder(path / "a") / "one_hot.py").symlink_to("/etc/passwd")
    return path / "a"


def with_fifo(path: Path) -> Path:
    os.mkfifo(folder(path / "a", {}) / "softmax.py")
    return path / "a"


def changed_zip(change: Callable[[bytes], bytes]) -> Maker:
    return lambda path: made(path / "a.zip", change(zipped(path / "a.zip").read_bytes()))


def changed_tar(change: Callable[[bytes], bytes]) -> Maker:
    return lambda path: made(path / "a.tgz", change(tarred(path / "a.tgz").read_bytes()))


MANY_MODULES = {f"{i}/softmax.py": b"" for i in range(201)}
REFUSED: dict[tuple[str, str], Maker] = {
    ("link", "is a link"): linked,
    ("fifo", "special file"): with_fifo,
    ("201 modules", "200 files"): zip_of(MANY_MODULES),
    ("201 modules in a tar", "200 files"): tar_of(MANY_MODULES),
    ("deep", "too deep"): folder_of({"d/" * 30 + "softmax.py": b""}),
    ("too large", "20 MB"): folder_of({"softmax.py": bytes(10_000_001), "one_hot.py": bytes(10_000_000)}),
    ("too large unpacked", "20 MB"): zip_of({"softmax.py": bytes(20_000_001)}),
    ("zip of a link", "is a link"): lambda path: with_mode(path / "a.zip", 0o120777),
    ("zip of a device", "special file"): lambda path: with_mode(path / "a.zip", 0o020666),
    ("tar of a link", "is a link"): tar_with(entry("softmax.py", tarfile.SYMTYPE, linkname="/etc")),
    ("tar of a hard link", "is a link"): tar_with(entry("a/softmax.py", tarfile.LNKTYPE, linkname="b")),
    ("tar of a fifo", "special file"): tar_with(entry("softmax.py", tarfile.FIFOTYPE)),
    ("tar with holes", "special file"): tar_with(entry("softmax.py", tarfile.GNUTYPE_SPARSE)),
    ("encrypted", "encrypted"): lambda path: encrypted(path / "a.zip"),
    ("lzma in a zip", "unusual way"): changed_zip(lambda content: content.replace(b"\x08\0", b"\x0e\0")),
    ("climbs", "leads out"): zip_of({"a/../../b.py": b""}),
    ("climbs in baggage", "leads out"): tar_of({".git/../../b.py": b""}),
    ("absolute", "leads out"): tar_of({"/tmp/b.py": b""}),
    ("drive", "leads out"): zip_of({"C:b.py": b""}),
    ("backslashes", "leads out"): zip_of({"..\\b.py": b""}),
    ("zero byte", "leads out"): changed_zip(lambda content: content.replace(b"notes", b"no\0es")),
    ("twice in a zip", "twice"): lambda path: twice(path / "a.zip"),
    ("twice after clearing up", "twice"): tar_of({"softmax.py": b"", "./softmax.py": b""}),
    ("file and folder", "both"): zip_of({"a": b"", "a/b": b""}),
    ("long name", "too long"): tar_of({"n" * 256 + "/softmax.py": b""}),
    ("empty zip", "damaged"): changed_zip(lambda content: b""),
    ("empty tar", "damaged"): changed_tar(lambda content: b""),
    ("no zip", "damaged"): changed_zip(lambda content: b"PK\3\4 what is this"),
    ("no tar", "damaged"): changed_tar(lambda content: b"\x1f\x8b what is this"),
    ("damaged zip in a zip", "damaged"): zip_of({"work.zip": b"PK\3\4 what is this"}),
    ("archives in an archive", "only “a.zip” and “b.zip” may"): zip_of({"a.zip": b"", "b.zip": b""}),
    ("archive in an archive in another", "only “b.zip” may"): lambda path: zipped(
        path / "c.zip", {"a.zip": zip_of({"b.zip": b"PK"})(path).read_bytes()}
    ),
    ("two versions", "only “new/softmax.py” and “old/softmax.py” may hold"): folder_of(
        {"new/softmax.py": b"", "old/softmax.py": b""}
    ),
    ("rar in a zip", "rar"): zip_of({"work.rar": b"Rar!"}),
    ("cut zip", "damaged"): changed_zip(lambda content: content[:-30]),
    ("cut tar", "damaged"): changed_tar(lambda content: content[:-4]),
    ("cut content", "damaged"): tar_with(entry("a", size=5000)),
    ("spoilt tar", "damaged"): lambda path: spoilt(path / "a.tar"),
    ("wrong checksum", "damaged"): changed_tar(lambda content: content[:-8] + bytes(4) + content[-4:]),
    ("alz", "“.alz”"): lambda path: made(path / "a.alz", b"ALZ"),
    ("page", "is a web page"): lambda path: made(path / "a.zip", b"\n <!DOCTYPE html><title>Log in"),
    ("rar", "rar"): lambda path: made(path / "a.rar", b"Rar!"),
}


@pytest.mark.parametrize(
    ("reason", "make"),
    [pytest.param(reason, make, id=case) for (case, reason), make in REFUSED.items()],
)
def test_refused_with_one_sentence_and_the_others_are_read(tmp_path: Path, reason: str, make: Maker) -> None:
    whole = folder(tmp_path / "class", {})
    refused = make(whole)
    folder(whole / "honest")
    sources = {source.path.name: source for source in search(whole).sources}
    assert dict(read(sources["honest"], MODULES).files) == WORK
    with pytest.raises(Unreadable, match=r"\A[^\n]+\.\Z") as caught:
        read(sources[refused.name], MODULES)
    assert reason in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_file_swapped_for_a_fifo_does_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = folder(tmp_path / "alice")
    really_open = os.open

    def swap_then_open(path: Any, flags: int, **more: Any) -> int:
        if path == "softmax.py":
            (alice / "softmax.py").unlink()
            os.mkfifo(alice / "softmax.py")
        return really_open(path, flags, **more)

    monkeypatch.setattr(os, "open", swap_then_open)
    with pytest.raises(Unreadable, match="special file"):
        read_at(alice)


def zip_that_lies(path: Path) -> Path:
    """120 MB that claim to be 10 bytes."""
    content = bytearray(zipped(path, ZEROS).read_bytes())
    start = content.index(b"PK\1\2")
    content[22:26] = content[start + 24 : start + 28] = (10).to_bytes(4, "little")
    return made(path, bytes(content))


def zip_of_many(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(110_000):
            archive.writestr(f".git/{i}", b"")
    return path


def tar_of_a_long_header(path: Path, kind: bytes) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("name")
        info.type, info.size = kind, 120_000_000
        assert archive.fileobj is not None
        archive.fileobj.write(info.tobuf(tarfile.GNU_FORMAT))
        archive.fileobj.write(bytes(info.size))
    return path


def tar_of_headers_on_headers(path: Path) -> Path:
    return made(
        path, b"".join(entry("x", tarfile.GNUTYPE_LONGNAME, size=1) + bytes(512) for _ in range(5000))
    )


def tar_that_goes_back(path: Path) -> Path:
    """A size below zero would send tarfile round in a circle."""
    record = b"15 size=-10240\n"
    header = entry("x", tarfile.XHDTYPE, size=len(record)) + record.ljust(512, b"\0")
    return made(path, header + entry("y") + bytes(1024))


ZEROS = {"softmax.py": bytes(120_000_000)}
BOMBS: dict[str, Maker] = {
    "large": zip_of(ZEROS),
    "large in a zip in a zip": lambda path: zipped(
        path / "b.zip", {"a.zip": zip_of(ZEROS)(path).read_bytes()}
    ),
    "lying": lambda path: zip_that_lies(path / "a.zip"),
    "many": lambda path: zip_of_many(path / "a.zip"),
    "tar": tar_of(ZEROS),
    "xz": lambda path: tarred(path / "a.tar.xz", ZEROS, "w:xz"),
    "long name": lambda path: tar_of_a_long_header(path / "a.tgz", tarfile.GNUTYPE_LONGNAME),
    "pax": lambda path: tar_of_a_long_header(path / "a.tgz", tarfile.XHDTYPE),
    "headers on headers": lambda path: tar_of_headers_on_headers(path / "a.tar"),
    "back": lambda path: tar_that_goes_back(path / "a.tar"),
}


@pytest.mark.parametrize("make", BOMBS.values(), ids=BOMBS)
def test_bombs_stay_small(tmp_path: Path, make: Maker) -> None:
    code = """
import sys, resource
from pathlib import Path
from autograder.submissions import Source, Unreadable, read
try:
    read(Source("alice", Path(sys.argv[1])), ["softmax"])
except Unreadable:
    print("unreadable")
"""

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (150_000_000, 150_000_000))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    command = [sys.executable, "-c", code, str(make(tmp_path))]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, cwd=root, preexec_fn=small, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("unreadable\n", "")


def test_refusals_stay_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"\A.{,150}\Z"):
        read_at(tarred(tmp_path / "a.tar", {"../\n\x1b[31m" + "n" * 5000: b""}, "w"))
