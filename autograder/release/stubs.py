"""Stubs: references without the regions that students write."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbgrader.preprocessors import ClearSolutions
from traitlets.config import Config

from ..errors import UsageError

BEGIN = "BEGIN SOLUTION"
END = "END SOLUTION"


def stub(reference: Path) -> str:
    """The stub of a reference: its solution regions raise NotImplementedError with its name.

    Raises:
        UsageError: the regions are not well-formed, or there are none.
    """
    source = reference.read_text(encoding="utf-8")
    if BEGIN not in source:
        raise UsageError(f"{reference}: no region between {BEGIN} and {END}, so the stub would be the answer")
    task = f'raise NotImplementedError("exercise {reference.stem}: your code goes here")'
    cell = nbformat.v4.new_code_cell(source)  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    clear = ClearSolutions(
        enforce_metadata=False, config=Config(ClearSolutions={"code_stub": {"python": task}})
    )
    try:
        cleared, _resources = clear.preprocess(notebook, {})
    except RuntimeError as error:
        raise UsageError(f"{reference}: {error}") from None
    text: str = cleared.cells[0].source
    return text


def solution_regions(reference: Path) -> list[str]:
    """What stands between the marks of a reference."""
    regions: list[list[str]] = []
    inside = False
    for line in reference.read_text(encoding="utf-8").splitlines():
        if BEGIN in line:
            regions.append([])
            inside = True
        elif END in line:
            inside = False
        elif inside:
            regions[-1].append(line)
    return ["\n".join(region) for region in regions]
