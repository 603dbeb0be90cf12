"""Makes one notebook of a whole assignment, for Colab, Kaggle and whoever has only a browser.

It holds nothing but what a released folder holds, and templates: what leaks, leaks there already.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files as package_files
from typing import Any

from ..errors import UsageError
from ..files import zipped
from .folder import DESCRIPTION, README, for_tests
from .notebook import FOLDER_TAG, KERNEL, NOTEBOOK, WORK_SUFFIX

CELLS = "exercise_cells.py"
INTRODUCTION, UNPACK = "single_file.md", "unpack.py"
ABOUT_THE_FOLDER = "## How to work"
"""The section of a handout that tells of the folder; the notebook has an introduction of its own."""

HIDDEN = {"jupyter": {"source_hidden": True}, "cellView": "form", "_kg_hide-input": True}
"""Folds a cell's source in JupyterLab, on Colab and on Kaggle."""

FENCE = "```"


def single_file(released: Mapping[str, bytes]) -> str:
    """The notebook that is a whole assignment.

    Args:
        released: the files that students get, by path.

    Raises:
        UsageError: the assignment has no notebook.
    """
    if NOTEBOOK not in released:
        raise UsageError("the notebook is made from lab.py, and there is none in the assignment")
    description = json.loads(released[DESCRIPTION])
    introduction = _template(INTRODUCTION).replace("@title@", description["title"])
    carried = for_tests(released, description["hidden_tests"])
    made = {
        "cells": [
            _cell("introduction", "markdown", introduction),
            _cell("unpack", "code", _unpacking(carried, description["name"]), {**HIDDEN, "deletable": False}),
            *_lab_cells(json.loads(released[NOTEBOOK])["cells"], released),
            *_handout_cells(released[README].decode()),
        ],
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _unpacking(carried: Mapping[str, bytes], name: str) -> str:
    """Code that writes files into a folder of a name, and lets the notebook work there."""
    packed = base64.b64encode(zipped({**carried, f"tests/{CELLS}": _template(CELLS).encode()})).decode()
    return _template(UNPACK).replace('"@name@"', ascii(name)).replace("@packed@", packed)


def _lab_cells(lab: Sequence[Any], released: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    """The cells of the lab, each exercise's own before the one that tries it."""
    for cell in lab:
        about = cell["metadata"]
        if FOLDER_TAG in about.get("tags", ()):
            continue
        exercise = cell["id"].removesuffix(WORK_SUFFIX)
        if exercise != cell["id"]:
            stub = released[f"{exercise}.py"].decode()
            yield _cell(f"{exercise}-module", "code", f"%%exercise {exercise}\n{stub}", {"deletable": False})
        kept = {key: about[key] for key in ("deletable", "editable") if key in about}
        yield _cell(cell["id"], cell["cell_type"], "".join(cell["source"]), kept)


def _handout_cells(handout: str) -> Iterator[dict[str, Any]]:
    sections = [section for section in _sections(handout) if not section.startswith(ABOUT_THE_FOLDER)]
    for number, section in enumerate(sections, start=1):
        yield _cell(f"handout-{number}", "markdown", section)


def _sections(text: str) -> list[str]:
    """A text in Markdown, cut before each heading of the second level."""
    sections, fenced = [""], False
    for line in text.splitlines(keepends=True):
        fenced ^= line.lstrip().startswith(FENCE)
        if line.startswith("## ") and not fenced:
            sections.append("")
        sections[-1] += line
    return [section for section in sections if section.strip()]


def _cell(name: str, kind: str, source: str, metadata: Mapping[str, Any] | None = None) -> dict[str, Any]:
    lines = source.rstrip("\n").splitlines(keepends=True)
    made = {"id": name, "cell_type": kind, "metadata": dict(metadata or {}), "source": lines}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _template(name: str) -> str:
    return (package_files("autograder") / "release" / "templates" / name).read_text("utf-8")
