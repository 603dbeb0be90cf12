"""Classes for tests of how submissions are found and read: folders and archives, made in one line."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.submissions import Found, Source, Submission, find, read

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
