"""`autograder verify`."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

from ..course import find_assignment
from ..errors import UsageError
from ..files import write_whole
from ..release.notebook import import_jupytext
from ..sandbox.isolation import machine_isolation, refuse_exposed, refuse_unguarded
from ..text import listed, printable
from ..verify import Proof, Scope, as_json, page, prove, show
from .progress import bar_at_a_terminal

FALLS_SHORT = 1


def verify_command(name: str, out: Path | None, *, workers: int, only: frozenset[str], quick: bool) -> int:
    """Prove the tests of an assignment; status 1 if something does not hold.

    Args:
        name: of the assignment, or the path of its folder.
        out: the folder of the proof; below `build/verify`, if None.
        workers: how many processes try modules at once.
        only: the exercises to prove; all, if empty.
        quick: whether to leave mutants out.
    """
    assignment = find_assignment(name, Path.cwd())
    if unknown := sorted(only - set(assignment.modules)):
        known = listed(assignment.modules)
        raise UsageError(f"{assignment.name} has no exercise “{printable(unknown[0])}”, only {known}")
    isolation = machine_isolation()
    refuse_unguarded(isolation)
    refuse_exposed(assignment.folder)
    if assignment.lab.is_file():
        import_jupytext()
    notes = Console(stderr=True, highlight=False, markup=False)
    columns = (TextColumn("verifying"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with bar_at_a_terminal(columns, notes) as progress:
        task = progress.add_task("verifying", total=None)
        proof = prove(
            assignment,
            isolation,
            workers,
            lambda done, total: progress.update(task, completed=done, total=total),
            Scope(only, mutants=not quick),
        )
    folder = out or Path("build", "verify", assignment.name)
    _write(proof, folder)
    show(proof, folder, Console(highlight=False, markup=False))
    return 0 if proof.holds else FALLS_SHORT


def _write(proof: Proof, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror}") from None
    described = json.dumps(as_json(proof), indent=2, ensure_ascii=False) + "\n"
    write_whole(folder / "proof.json", described.encode())
    write_whole(folder / "index.html", page(proof).encode())
