"""Assembles the example class of class.toml: `python examples/assemble.py FOLDER`."""

from __future__ import annotations

import io
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.course import load_assignment
from autograder.release.stubs import stub

EXAMPLES = Path(__file__).resolve().parent
ASSIGNMENT = EXAMPLES.parent / "solutions" / "bigram_net"
FOLDERS = {
    "alternative": ASSIGNMENT / "alternatives",
    "misconception": ASSIGNMENT / "misconceptions",
    "example": EXAMPLES / "modules",
}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def assemble(folder: Path) -> None:
    """Write the submission of every student into a folder."""
    students = tomllib.loads((EXAMPLES / "class.toml").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    for name, student in students.items():
        files = _files(student.get("differs", []))
        if student.get("windows"):
            files = {path: _as_on_windows(content) for path, content in files.items()}
        _pack(student.get("packed", "folder"), folder, name, files)


def _files(differs: Sequence[str]) -> dict[str, bytes]:
    """The references' modules, but for those that differ."""
    references = {module: ASSIGNMENT / f"{module}.py" for module in load_assignment(ASSIGNMENT).modules}
    modules = {module: path.read_bytes() for module, path in references.items()}
    for source in differs:
        origin, _, place = source.partition(":")
        module = place.partition("/")[0]
        match origin:
            case "missing":
                del modules[module]
            case "stub":
                modules[module] = stub(references[module]).encode()
            case _:
                modules[module] = (FOLDERS[origin] / f"{place}.py").read_bytes()
    return {f"{module}.py": content for module, content in modules.items()}


def _as_on_windows(content: bytes) -> bytes:
    return BYTE_ORDER_MARK + content.replace(b"\n", b"\r\n")


def _pack(packed: str, folder: Path, name: str, files: Mapping[str, bytes]) -> None:
    match packed:
        case "folder":
            (folder / name).mkdir(exist_ok=True)
            for path, content in files.items():
                (folder / name / path).write_bytes(content)
        case "zip":
            (folder / f"{name}.zip").write_bytes(_zip(files))
        case "mac_zip":
            (folder / f"{name}.zip").write_bytes(_zip(_as_on_a_mac(files)))
        case "broken_zip":
            whole = _zip(files)
            (folder / f"{name}.zip").write_bytes(whole[: len(whole) // 2])
        case "tar.gz":
            (folder / f"{name}.tar.gz").write_bytes(_tar(files))
        case _:
            raise ValueError(f"{name}: there is no way to pack called {packed!r}")


def _as_on_a_mac(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What "Compress" makes of a folder there."""
    wrapped = {f"bigram_net/{path}": content for path, content in files.items()}
    forks = {f"__MACOSX/bigram_net/._{path}": b"\0\5\26\7" for path in files}
    return {"bigram_net/.DS_Store": b"\0\0\0\1Bud1", **wrapped, **forks}


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return buffer.getvalue()


def _tar(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for path, content in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


if __name__ == "__main__":
    assemble(Path(sys.argv[1]))
