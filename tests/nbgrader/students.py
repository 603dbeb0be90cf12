"""A class of nbgrader: honest work, honest accidents, and what cheats have tried."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from textwrap import dedent
from typing import Any

from ..test_notebook_submissions import notebook
from .course import EXERCISES, SOLUTIONS, Change, mistaken, solve, with_cells

Cells = list[Any]

SCRIPT = "<script>steal()</script>"


def is_grade(cell: Any) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def without_graded(cells: Cells) -> Cells:
    return [cell for cell in cells if "nbgrader" not in cell["metadata"]]


def doubled(cells: Cells) -> Cells:
    forged = [copy.deepcopy(cell) for cell in cells if is_grade(cell)]
    for cell in forged:
        cell |= {"source": "1000", "outputs": [number("1000")]}
    return [*forged, *cells, *forged]


def edited(cells: Cells) -> Cells:
    for cell in cells:
        if is_grade(cell):
            cell["source"] = "15.0"
            cell["outputs"] = [number("15.0")]
    return cells


def retagged(cells: Cells) -> Cells:
    for index, cell in enumerate(cells):
        about = cell["metadata"].get("nbgrader")
        if about:
            about.update({"points": 1000, "grade": index % 2 == 0, "solution": True, "schema_version": 99})
            cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]
        if is_grade(cell) and index % 3 == 0:
            about["grade_id"] = f"another-{index}"
    return cells


def nonsense(cells: Cells) -> Cells:
    for cell in cells[::2]:
        cell["metadata"]["nbgrader"] = "none of your business"
    for cell in cells[1::4]:
        cell["cell_type"] = "raw"
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    return cells


def number(text: str) -> dict[str, Any]:
    return {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": text},
    }


def scripted(cells: Cells) -> Cells:
    """HTML wherever a notebook may hold some."""
    output = {"output_type": "display_data", "metadata": {}}
    picture = {**output, "data": {"image/png": f'"/>{SCRIPT}', "text/html": SCRIPT, "text/plain": SCRIPT}}
    code = {"cell_type": "code", "execution_count": None, "source": SCRIPT, "outputs": [picture]}
    added = [
        {**code, "id": "s1", "metadata": {}},
        {"cell_type": "markdown", "id": "s2", "metadata": {}, "source": f"Is 1 < 2? {SCRIPT}"},
        {"cell_type": "raw", "id": "s3", "metadata": {"raw_mimetype": "text/html"}, "source": SCRIPT},
    ]
    for cell in cells:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["outputs"] = [picture]
    return [*added, *cells]


def nothing(folder: Path) -> None:
    """Stubs, as they were released."""


def prefixed(code: str) -> Change:
    """Put code in front of every stub: it runs when the module is imported."""

    def change(folder: Path) -> None:
        for module in EXERCISES:
            path = folder / f"{module}.py"
            path.write_text(dedent(code) + path.read_text())

    return change


def answering(value: str, prelude: str = "") -> Change:
    """Answer every call of every function with one value."""

    def change(folder: Path) -> None:
        for module in EXERCISES:
            names = [
                line.removeprefix("def ").partition("(")[0]
                for line in (SOLUTIONS / f"{module}.py").read_text().splitlines()
                if line.startswith("def ")
            ]
            functions = "".join(f"def {name}(*arguments):\n    return {value}\n\n\n" for name in names)
            (folder / f"{module}.py").write_text(f"import torch\n{dedent(prelude)}\n\n{functions}")

    return change


def warning(folder: Path) -> None:
    solve(folder)
    for module in EXERCISES:
        path = folder / f"{module}.py"
        path.write_text(
            f"import sys, warnings\nwarnings.warn('old')\nprint(1, file=sys.stderr)\n{path.read_text()}"
        )


def own_torch(folder: Path) -> None:
    solve(folder)
    (folder / "torch.py").write_text("raise RuntimeError('not the torch you know')\n")


def fake_torch(folder: Path) -> None:
    (folder / "torch.py").write_text("allclose = equal = lambda *_arguments, **_options: True\n")


def no_notebook(folder: Path) -> None:
    mistaken("softmax/normalises_columns")(folder)
    (folder / "lab.ipynb").unlink()


def broken_notebook(folder: Path) -> None:
    mistaken("softmax/normalises_columns")(folder)
    (folder / "lab.ipynb").write_text("PK\x03\x04 no JSON at all")


def in_one_notebook(folder: Path) -> None:
    """A notebook with a cell for each exercise, beside the stubs and the lab."""
    cells = [f"%%exercise {module}\n{(SOLUTIONS / f'{module}.py').read_text()}" for module in EXERCISES]
    (folder / "bigram_net (1).ipynb").write_bytes(notebook(*cells))


def one_notebook_alone(folder: Path) -> None:
    mistaken("softmax/normalises_columns")(folder)
    cells = [f"%%exercise {module}\n{(folder / f'{module}.py').read_text()}" for module in EXERCISES]
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "bigram_net.ipynb").write_bytes(notebook(*cells))


def linked(folder: Path) -> None:
    (folder / "notes.txt").symlink_to("/etc/hostname")


def half_done(folder: Path) -> None:
    for module in EXERCISES[:3]:
        (folder / f"{module}.py").write_bytes((SOLUTIONS / f"{module}.py").read_bytes())


HONEST: dict[str, Change] = {
    "perfect": solve,
    "stubs": nothing,
    "half": half_done,
    "columns": mistaken("softmax/normalises_columns"),
    "int64": mistaken("one_hot/left_as_int64"),
    "deleted": with_cells(without_graded),
    "doubled": with_cells(doubled),
    "edited": with_cells(edited),
    "retagged": with_cells(retagged),
    "nonsense": with_cells(nonsense),
    "scripted": with_cells(scripted),
    "stderr": warning,
    "own_torch": own_torch,
    "in_one_notebook": in_one_notebook,
}
"""Notebooks that nbgrader can read, with right modules but where said otherwise."""

UNREADABLE: dict[str, Change] = {
    "no_notebook": no_notebook,
    "broken": broken_notebook,
    "one_notebook": one_notebook_alone,
}
"""What nbgrader refuses before anything else happens; modules of `columns`."""

RUNS = """
open("it_ran.txt", "w").close()
get_ipython().input_transformers_cleanup.append(lambda lines: ["15.0"])
"""

ANYTHING = """
class Anything(torch.Tensor):
    def __torch_function__(self, *_arguments, **_options):
        return True

    __eq__ = __le__ = __lt__ = __ge__ = lambda self, other: True
"""

DISGUISES: dict[str, Change] = {
    "tensor_class": answering("torch.zeros(5, 27).as_subclass(Anything)", ANYTHING),
    "float_class": answering(
        "Always(0)", "class Always(float):\n    __eq__ = __lt__ = __gt__ = lambda self, other: True\n"
    ),
}
"""A wrong answer that says of itself that it equals anything."""

UNDISGUISED: dict[str, Change] = {
    "tensor_class": answering("torch.zeros(5, 27)"),
    "float_class": answering("0.0"),
}
"""The same answers as what they are."""

CHEATS: dict[str, Change] = {
    "patches": prefixed("""
        import torch
        torch.allclose = torch.equal = torch.isclose = lambda *_arguments, **_options: True
        torch.testing.assert_close = lambda *_arguments, **_options: None
        """),
    "transforms": with_cells(
        lambda cells: [
            {
                **cells[1],
                "id": "x",
                "metadata": {},
                "source": RUNS,
            },
            *edited(cells),
        ],
        nothing,
    ),
    "skips": with_cells(retagged, nothing),
    "torch": with_cells(
        edited, lambda folder: (folder / "torch.py").write_text("allclose = bool\n") and None
    ),
    "steals": prefixed(f"""
        import os, pathlib
        for up in ("../../..", "../../../..", {str(SOLUTIONS.parent.parent)!r}, os.getcwd()):
            for solution in pathlib.Path(up).glob("**/solutions/*/" + pathlib.Path(__file__).name):
                exec(solution.read_text())
        """),
    "rewrites": prefixed("""
        import glob, os, sqlite3
        for up in ("", "../../..", "../../../.."):
            for database in glob.glob(os.path.join(up, "gradebook.db")):
                with sqlite3.connect(database) as connection:
                    connection.execute("update grade set auto_score = 100")
        if os.fork() == 0:
            import time
            time.sleep(5)
            os._exit(0)
        """),
    "exits": prefixed("import os\nos._exit(0)\n"),
}
"""No right answer in any of them."""
