"""Says in one line what to do where the tests cannot run: without torch, or with an old Python.

Imported before all else. An older Python, too, must be able to read it.
"""

import importlib.util
import os
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
IN_CELLS = (FOLDER / "tests" / "exercise_cells.py").is_file()
"""Whether the modules are written in cells of the notebook that has brought this file along."""

PYTHON_LEAST = (3, 11)
NEEDED = ("torch", "matplotlib", "pytest")
ACTIVATE = r".venv\Scripts\activate" if os.name == "nt" else ". .venv/bin/activate"
INSTALL = "python -m pip install -r requirements.txt"


def what_is_missing() -> "str | None":
    """What keeps the tests from running, with what to do; None if nothing does."""
    if sys.version_info < PYTHON_LEAST:
        found, least = (".".join(map(str, version[:2])) for version in (sys.version_info, PYTHON_LEAST))
        how = "Choose another kernel." if IN_CELLS else "README.md says how to install."
        return f"This is Python {found}; you need {least} or newer. {how}"
    for package in (*NEEDED, "numpy"):
        if (FOLDER / f"{package}.py").is_file():
            return f"{package}.py in this folder hides the package {package}. Give the file another name."
    missing = [package for package in NEEDED if importlib.util.find_spec(package) is None]
    if not missing:
        return None
    what = f"There is no {' and no '.join(missing)} in this Python."
    if IN_CELLS:
        return f"{what} Type, in a new cell: %pip install {' '.join(missing)}"
    own = FOLDER / ".venv"
    elsewhere = own.is_dir() and Path(sys.prefix).resolve() != own.resolve()
    what_to_type = ACTIVATE if elsewhere else INSTALL
    return f"{what} Type, in this folder: {what_to_type}"


# As in grading: what torch would compile runs as it is written.
os.environ["TORCH_COMPILE_DISABLE"] = "1"
REASON = what_is_missing()
if REASON is not None:
    sys.exit(REASON)
