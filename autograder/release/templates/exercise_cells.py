"""Makes a cell that begins with `%%exercise softmax` the module `softmax.py`."""

import contextlib
import importlib
import sys
from types import FunctionType, ModuleType
from typing import Any

from IPython import get_ipython
from kit.explaining import explain
from lab_check import EXERCISES, FOLDER, NotThereYet


def start() -> None:
    """Let the notebook know cells of exercises."""
    # Python takes what was saved twice within a second for unchanged, and goes on with its bytecode.
    sys.dont_write_bytecode = True
    get_ipython().register_magic_function(save, "cell", "exercise")
    get_ipython().input_transformers_cleanup.append(magic_first)


def magic_first(lines: list[str]) -> list[str]:
    """The lines of a cell, in which only comments may stand above `%%exercise`, with that line first."""
    for number, line in enumerate(lines):
        if line.startswith("%%exercise"):
            return [line, *lines[:number], *lines[number + 1 :]]
        if line.strip() and not line.lstrip().startswith("#"):
            break
    return lines


def save(line: str, cell: str) -> None:
    """Save a cell as the module of its exercise, and take it up wherever its functions are in use.

    Args:
        line: what follows `%%exercise`: the exercise.
        cell: the lines below.

    Raises:
        NotThereYet: there is no such exercise, or the module cannot be imported; it is saved all the same.
    """
    exercise = line.strip()
    if exercise not in EXERCISES:
        raise NotThereYet(f"After `%%exercise` stands the name of an exercise: {', '.join(EXERCISES)}.")
    # An empty line in place of the first: a message about line 9 means line 9 of the cell.
    (FOLDER / f"{exercise}.py").write_text(f"\n{cell.rstrip()}\n", encoding="utf-8")
    importlib.invalidate_caches()
    for name in EXERCISES:
        sys.modules.pop(name, None)
    try:
        importlib.import_module(exercise)
    except Exception as error:
        raise NotThereYet(f"{exercise}.py is saved. {_what_is_wrong(error, exercise)}") from None
    _take_up_anew(get_ipython().user_ns)
    print(f"{exercise}.py is saved.")


def _what_is_wrong(error: Exception, exercise: str) -> str:
    """Why a module cannot be imported, in one line."""
    if isinstance(error, ModuleNotFoundError) and error.name in EXERCISES:
        return f"It imports {error.name}: run the cell of {error.name} first, then this one again."
    return str(explain(error, FOLDER, exercise))


def _take_up_anew(names: dict[str, Any]) -> None:
    """Let names of the notebook stand for what the modules hold now."""
    for name, value in list(names.items()):
        if isinstance(value, ModuleType) and value.__name__ in EXERCISES:
            with contextlib.suppress(Exception):  # another exercise's, which its own cell tells of
                names[name] = importlib.import_module(value.__name__)
        elif isinstance(value, FunctionType | type) and value.__module__ in EXERCISES:
            with contextlib.suppress(Exception):
                names[name] = getattr(importlib.import_module(value.__module__), value.__name__)
