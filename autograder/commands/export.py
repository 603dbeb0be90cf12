"""`autograder export`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..classroom import read_roster, roster_of_run
from ..errors import UsageError
from ..exports import Exported
from ..exports.canvas import canvas_column
from ..exports.classroom50 import classroom50_scores
from ..exports.github import github_json
from ..exports.gradescope import gradescope_json
from ..exports.results import exercises_of, read_class, read_one
from ..files import write_whole
from ..reports.rows import Row
from ..reports.scores import scores_csv
from ..text import printable

WITH_ROSTER = ("canvas", "classroom50")
"""Formats that are matched with a file of the other system."""


@dataclass(frozen=True)
class ExportOptions:
    """The options of an export, as on the command line.

    Attributes:
        results: a results folder, or the file of one result.
        form: `csv`, `canvas`, `gradescope`, `github` or `classroom50`.
        out: the file or folder to write; standard output, if None.
        roster: the students of the Canvas course, by default those that the results folder keeps; the
            `scores.json` of Classroom 50.
        column: the assignment's column there, or its name.
        visibility: when students see it on Gradescope; at once, if None.
    """

    results: Path
    form: str
    out: Path | None
    roster: Path | None
    column: str | None
    visibility: str | None


def export_command(wanted: ExportOptions) -> int:
    """Write results in the form that another system takes."""
    if not wanted.results.exists():
        raise UsageError(f"there is no {wanted.results}")
    if wanted.form not in WITH_ROSTER and (wanted.roster is not None or wanted.column is not None):
        raise UsageError("--roster and --column are for --format canvas and classroom50 alone")
    if wanted.form != "gradescope" and wanted.visibility is not None:
        raise UsageError("--visibility is for --format gradescope alone")
    if wanted.form == "gradescope" and wanted.results.is_dir():
        _write_each(wanted)
    else:
        _write(_one_text(wanted), wanted)
    return 0


def _one_text(wanted: ExportOptions) -> str:
    results, form = wanted.results, wanted.form
    if form == "csv":
        rows = read_class(_folder(results, form))
        return scores_csv(rows, exercises_of(rows), roster_of_run(results, None).roster)
    if form == "canvas":
        return _canvas(_folder(results, form), wanted.roster, wanted.column)
    if form == "classroom50":
        return _classroom50(_folder(results, form), wanted.roster, wanted.column)
    if results.is_dir():
        raise UsageError(f"{form} takes one result, not a class: give a file of the folder, {results}/….json")
    to_text = github_json if form == "github" else _for_gradescope(wanted)
    return to_text(read_one(results))


def _folder(results: Path, form: str) -> Path:
    if not results.is_dir():
        raise UsageError(f"{form} takes a class, not one result: give the folder, {results.parent}")
    return results


def _canvas(folder: Path, given: Path | None, column: str | None) -> str:
    roster = read_roster(given) if given is not None else roster_of_run(folder, None).roster
    if roster is None or column is None:
        raise UsageError(
            "canvas needs --roster FILE (the gradebook that Canvas exports) and "
            "--column, the assignment's heading there, such as “Bigrams (12345)”"
        )
    return _told(canvas_column(read_class(folder), roster, column))


def _classroom50(folder: Path, scores: Path | None, assignment: str | None) -> str:
    if scores is None or assignment is None:
        raise UsageError(
            "classroom50 needs --roster FILE (the classroom's scores.json) and --column, the "
            "assignment's name there"
        )
    return _told(classroom50_scores(read_class(folder), scores, assignment))


def _told(exported: Exported) -> str:
    for note in exported.notes:
        _note(note)
    return exported.text


def _for_gradescope(wanted: ExportOptions) -> Callable[[Row], str]:
    return partial(gradescope_json, visibility=wanted.visibility or "visible")


def _write_each(wanted: ExportOptions) -> None:
    folder, out = wanted.results, wanted.out
    if out is None:
        raise UsageError("gradescope of a class needs --out DIR, where a file is written for each submission")
    if out.resolve() == folder.resolve():
        raise UsageError(f"--out {out} would overwrite the results: give another folder")
    texts = {}
    for row in read_class(folder):
        if row.final is None:
            _note(f"left out, {row.why_no_score}: {row.submission}")
        else:
            texts[row.file] = _for_gradescope(wanted)(row)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write to {out}: {error.strerror}") from None
    for name, text in texts.items():
        write_whole(out / name, text.encode())
    print(f"{len(texts)} files in {out}")


def _write(text: str, wanted: ExportOptions) -> None:
    if wanted.out is None:
        sys.stdout.buffer.write(text.encode())
        return
    given = (wanted.results, wanted.roster)
    if any(path is not None and wanted.out.resolve() == path.resolve() for path in given):
        raise UsageError(f"--out {wanted.out} would overwrite what was given: choose another file")
    write_whole(wanted.out, text.encode())


def _note(line: str) -> None:
    print(printable(line), file=sys.stderr)
