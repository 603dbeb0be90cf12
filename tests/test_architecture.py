"""Imports point the way that docs/architecture.md draws."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .harness import ROOT

PACKAGE = ROOT / "autograder"
PAGE = ROOT / "docs" / "architecture.md"


def levels() -> dict[str, int]:
    """The members of the drawing, each with its line, counted from the top."""
    (drawing,) = re.findall(r"^## Who imports whom$.*?^```$\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.M)
    return {name: number for number, line in enumerate(drawing.splitlines()) for name in line.split()}


def member(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[str]:
    """The other members that a module imports from."""
    # Inside the package they are relative; an absolute one would be a way around.
    within = ["autograder", *path.relative_to(PACKAGE).parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module=module, level=level):
                above = within[: len(within) - level] if level else []
                names = [[*above, *(module or "").split("."), alias.name] for alias in node.names]
            case ast.Import():
                names = [alias.name.split(".") for alias in node.names]
            case _:
                continue
        for first, *rest in ([part for part in name if part] for name in names):
            if first == "autograder" and rest and not rest[0].isupper() and not rest[0].startswith("_"):
                yield rest[0]


def test_imports_point_downwards() -> None:
    drawn = levels()
    modules = [
        path for path in PACKAGE.rglob("*.py") if "templates" not in path.parts and path.parent != PACKAGE
    ]
    modules += [path for path in PACKAGE.glob("*.py") if not path.name.startswith("__")]
    assert drawn.keys() == {member(path) for path in modules}, "the drawing has all packages and no others"
    upwards = {
        f"{path.relative_to(ROOT)} imports {imported}"
        for path in modules
        for imported in imports(path)
        if imported != member(path) and drawn[imported] <= drawn[member(path)]
    }
    assert not upwards


def test_the_files_of_the_page_exist() -> None:
    table = PAGE.read_text().split("## Where to look")[1].split("\n## ")[0]
    named = re.findall(r"`([\w/]+(?:\.py|/))`", table)
    assert len(named) > 20
    assert not [name for name in named if not (PACKAGE / name).exists()]
