"""Classes for tests of how submissions are found and read: folders and archives, made in one line."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.submissions import Found, Source, Submission, find, read

Maker = Callable[[Path], Path]

MODULES = ("one_hot", "softmax")
WORK = {"softmax.py": b"def softmax(logits): ...\n", "notes.txt": b"\xef\xbb\xbfa\r\n\0\xff"}


def folder(path: Path, files: Mapping[str, bytes] = WORK) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


def zipped(path: Path, files: Mapping[str, bytes] = WORK) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, files: Mapping[str, bytes] = WORK, mode: Any = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def search(*paths: Path) -> Found:
    return find(paths, MODULES, "bigram_net")


def names(*paths: Path) -> list[str]:
    return [source.name for source in search(*paths).sources]


def read_only(*paths: Path) -> Submission:
    (source,) = search(*paths).sources
    return read(source, MODULES)


def read_at(path: Path) -> Submission:
    return read(Source("alice", path), MODULES)


def made(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def entry(name: str, kind: bytes = tarfile.REGTYPE, **fields: object) -> bytes:
    """The header of a tar entry that nobody checks."""
    info = tarfile.TarInfo(name)
    info.type = kind
    for field, value in fields.items():
        setattr(info, field, value)
    return info.tobuf(tarfile.GNU_FORMAT)


def folder_of(files: Mapping[str, bytes]) -> Maker:
    return lambda path: folder(path / "a", files)


def zip_of(files: Mapping[str, bytes]) -> Maker:
    return lambda path: zipped(path / "a.zip", files)


def tar_of(files: Mapping[str, bytes]) -> Maker:
    return lambda path: tarred(path / "a.tgz", files)


def tar_with(header: bytes) -> Maker:
    return lambda path: made(path / "a.tar", header + bytes(1024))
