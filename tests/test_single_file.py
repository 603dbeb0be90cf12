"""The notebook that is a whole assignment: it works in an empty folder, and is a submission by itself."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

import pytest

from autograder.course import find_assignment
from autograder.release import leaks_in, single_file
from autograder.submissions import Source, find, read

from .harness import RIGHT, ROOT, TEMPERATURES, autograder, results, write_files
from .test_notebook_submissions import notebook
from .test_release import ASSIGNMENTS, LAB, files_below

PACKED = re.compile(r"set_up\('(.+)', \"([A-Za-z0-9+/=]+)\"\)$")

IN_AN_EMPTY_FOLDER = """
import contextlib, io, json, os, sys
sys.modules["autograder"] = None
sys.modules.update(dict.fromkeys(sys.argv[2:]))
os.environ |= {"IPYTHONDIR": os.path.abspath(".ipython"), "MPLBACKEND": "agg"}
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(colors="NoColor")
said = []
for cell in json.loads(sys.stdin.read()):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        shell.run_cell(cell)
    said.append(out.getvalue().strip())
with open(sys.argv[1], "w") as file:
    json.dump(said, file)
"""

COLUMNS = """
import torch
from one_hot import one_hot

def softmax(logits):
    return logits.exp() / logits.exp().sum(dim=0)
"""
TWICE = "def softmax(logits):\n    return logits * 2\n"
TITLED = f"# @title My own\n\n  # and last\n%%exercise softmax\n{TWICE}"
NEVER_ENDS = "def show_one_hot(encoded, ax):\n    while True: encoded + encoded\n"
FEW_SECONDS = """
with open("tests/assignment.json") as file:
    described = file.read()
with open("tests/assignment.json", "w") as file:
    file.write(described.replace('"call_seconds": 5.0', '"call_seconds": 1'))
"""


def released(name: str) -> dict[str, bytes]:
    folder = ROOT / "assignments" / name
    return {path.as_posix(): (folder / path).read_bytes() for path in sorted(files_below(folder))}


def made(name: str) -> Any:
    return json.loads(single_file(released(name)))


def finished(name: str) -> bytes:
    """The notebook of an assignment with the references in the cells of its exercises."""
    whole = made(name)
    for cell in whole["cells"]:
        first = "".join(cell["source"]).partition("\n")[0]
        if first.startswith("%%exercise "):
            reference = ROOT / "solutions" / name / f"{first.split()[1]}.py"
            cell["source"] = f"{first}\n{reference.read_text()}"
    return json.dumps(whole).encode()


def run_cells(folder: Path, cells: list[str], *missing: str) -> list[str]:
    """What cells say that run one after the other, in a folder with nothing in it and without the kit."""
    said = folder / "said.json"
    command = [sys.executable, "-c", IN_AN_EMPTY_FOLDER, str(said), *missing]
    text = json.dumps(cells)
    ran = subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    found: list[str] = json.loads(said.read_text())
    return found


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the cells say while a student works on `softmax` and `figures`."""
    cells = {cell["id"]: "".join(cell["source"]) for cell in made("bigram_net")["cells"]}
    work = [
        *(cells["unpack"], cells["setup"], cells["softmax"]),
        *(f"%%exercise softmax\n{COLUMNS}", cells["one_hot-module"], f"%%exercise softmax\n{COLUMNS}"),
        *("from softmax import softmax\nones = torch.ones(2, 2)\nprint(softmax(ones))", cells["softmax"]),
        *(f"\n{TITLED}", "print(softmax(ones))"),
        *("%%exercise softmax\ndef softmax(logits:\n", "%%exercise sofmax\nx"),
        *(FEW_SECONDS, f"%%exercise figures\n{NEVER_ENDS}", cells["figures"]),
    ]
    return run_cells(tmp_path_factory.mktemp("empty"), work)


def test_the_first_cells_make_all_ready(said: list[str]) -> None:
    assert said[0].startswith("Ready. Your modules are saved in the folder ")
    assert said[1] == ""
    assert said[2] == "softmax: run its cell first; it begins with `%%exercise softmax`."


def test_a_cell_becomes_its_module(said: list[str]) -> None:
    assert said[3:6] == [
        "softmax.py is saved. It imports one_hot: run the cell of one_hot first, then this one again.",
        "one_hot.py is saved.",
        "softmax.py is saved.",
    ]
    assert "hint: Over which dimension do the counts of one example run?" in said[7]
    assert said[7].endswith("Then run its cell, and run this cell again.")


def test_what_is_changed_counts_without_a_restart(said: list[str]) -> None:
    assert said[6] == "tensor([[0.5000, 0.5000],\n        [0.5000, 0.5000]])"
    assert said[9] == "tensor([[2., 2.],\n        [2., 2.]])"


def test_comments_may_stand_above_an_exercise(tmp_path: Path) -> None:
    cells = {cell["id"]: "".join(cell["source"]) for cell in made("bigram_net")["cells"]}
    assert run_cells(tmp_path, [cells["unpack"], TITLED])[1] == "softmax.py is saved."
    whole = made("bigram_net")
    whole["cells"] = [{"cell_type": "code", "source": TITLED}]
    (tmp_path / "anna.ipynb").write_text(json.dumps(whole))
    graded = read(Source("anna", tmp_path / "anna.ipynb"), ["softmax"]).files["softmax.py"]
    assert graded == (tmp_path / "bigram_net" / "softmax.py").read_bytes()
    assert graded.splitlines()[4].startswith(b"def softmax")


def test_slips_have_one_line(said: list[str]) -> None:
    assert said[10].startswith("softmax.py is saved. ")
    assert said[10].endswith("(softmax.py, line 2: def softmax(logits:)")
    assert said[11].startswith("After `%%exercise` stands the name of an exercise: dataset, one_hot, ")


def test_a_loop_without_end_is_ended(said: list[str]) -> None:
    line = "(figures.py, line 3: while True: encoded + encoded)"
    assert f"No answer after 2 seconds: is there a loop that never ends? {line}" in said[14]


def test_what_is_missing_has_one_line(tmp_path: Path) -> None:
    unpack = "".join(made("bigram_net")["cells"][1]["source"])
    (line,) = run_cells(tmp_path, [unpack], "torch")
    assert line == (
        "There is no torch in this Python. Type, in a new cell: %pip install torch. Then run this cell again."
    )


def test_where_nothing_can_be_written_it_works_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "bigram_net").write_text("a file, and no folder")
    cells = {cell["id"]: "".join(cell["source"]) for cell in made("bigram_net")["cells"]}
    work = [cells["unpack"], cells["one_hot-module"], cells["unpack"], f"%%exercise softmax\n{COLUMNS}"]
    ready, one_hot, again, softmax = run_cells(tmp_path, work)
    assert ready.startswith("Ready. Your modules are saved in the folder ")
    assert ready.endswith("bigram_net.")
    assert str(tmp_path) not in ready
    assert (one_hot, again, softmax) == ("one_hot.py is saved.", ready, "softmax.py is saved.")


def saved_by_colab(whole: Any) -> None:
    whole["nbformat_minor"] = 0
    whole["metadata"] = {"colab": {"provenance": [], "toc_visible": True}, "accelerator": "GPU"}
    for cell in whole["cells"]:
        name = cell.pop("id")
        cell["metadata"] |= {"id": name, "cellView": "form", "outputId": "0b1c", "colab": {"height": 430}}
        if cell["cell_type"] == "code":
            image = {"image/png": base64.b64encode(bytes(range(256)) * 400).decode()}
            cell["outputs"] = [{"output_type": "display_data", "data": image, "metadata": {}}]


def saved_by_kaggle(whole: Any) -> None:
    whole["nbformat_minor"] = 4
    whole["metadata"]["kaggle"] = {"accelerator": "none", "dataSources": [], "isInternetEnabled": False}
    first = {"cell_type": "code", "source": "import numpy as np\nimport pandas as pd\n", "metadata": {}}
    whole["cells"].insert(0, {**first, "outputs": [], "execution_count": None})
    for cell in whole["cells"]:
        cell.pop("id", None)
        cell["source"] = "".join(cell["source"])
        cell["metadata"] |= {"trusted": True, "_uuid": "8f2839f2", "execution": {"iopub.status.idle": "2026"}}


def saved_by_vs_code(whole: Any) -> None:
    whole["metadata"]["language_info"] = {"name": "python", "version": "3.12.3"}
    for cell in whole["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n").splitlines(keepends=True)


@pytest.mark.parametrize("saved", [saved_by_colab, saved_by_kaggle, saved_by_vs_code])
def test_whatever_saves_it_gives_the_same_modules(saved: Callable[[Any], None], tmp_path: Path) -> None:
    assignment = find_assignment("bigram_net", ROOT)
    whole = json.loads(finished("bigram_net"))
    saved(whole)
    (tmp_path / "Copy of bigram_net.ipynb").write_text(json.dumps(whole))
    (source,) = find([tmp_path], assignment.modules, "bigram_net").sources
    submission = read(source, assignment.modules)
    assert submission.left_out == ()
    for module in assignment.modules:
        assert submission.files[f"{module}.py"] == b"\n" + assignment.reference(module).read_bytes()


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_it_holds_what_students_get_and_nothing_else(name: str) -> None:
    files, whole = released(name), made(name)
    named = PACKED.search("".join(whole["cells"][1]["source"]))
    assert named is not None
    assert named[1] == name
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(named[2]))) as archive:
        packed = {path: archive.read(path) for path in archive.namelist()}
    cells = packed.pop("tests/exercise_cells.py")
    assert cells == (package_files("autograder") / "release/templates/exercise_cells.py").read_bytes()
    assert packed.items() <= files.items()
    tests = {path for path in files if path.startswith("tests/")}
    assert packed.keys() == tests | {"names.txt", "pytest.ini"}
    assert leaks_in({"all.ipynb": json.dumps(whole).encode()}, find_assignment(name, ROOT)) == []
    assert "python -m pip install" not in json.dumps(whole)
    assert len({cell["id"] for cell in whole["cells"]}) == len(whole["cells"])


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_it_alone_is_the_modules(name: str, tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / f"{name} (1).ipynb").write_bytes(finished(name))
    assignment = find_assignment(name, ROOT)
    (source,) = find([tmp_path / "class"], assignment.modules, name).sources
    submission = read(source, assignment.modules)
    assert submission.name == f"{name} (1)"
    assert submission.left_out == ()
    for module in assignment.modules:
        # The empty line stands for the cell's first.
        assert submission.files[f"{module}.py"] == b"\n" + assignment.reference(module).read_bytes()


def test_from_release_to_marks(tmp_path: Path) -> None:
    write_files(tmp_path / "temperatures", {**TEMPERATURES, "lab.py": LAB})
    out = tmp_path / "class" / "anna.ipynb"
    assert autograder("release", tmp_path / "temperatures", "--notebook", "--out", out).status == 0
    whole = json.loads(out.read_text())
    for cell in whole["cells"]:
        if "%%exercise celsius\n" in cell["source"]:
            cell["source"] = f"%%exercise celsius\n{RIGHT['celsius.py'].decode()}"
    out.write_text(json.dumps(whole))
    (tmp_path / "class" / "ben.ipynb").write_bytes(notebook("def to_celsius(fahrenheit): ..."))
    ran = autograder("grade", tmp_path / "temperatures", tmp_path / "class", "--out", tmp_path / "results")
    assert ran.status == 0
    marked = results(tmp_path / "results")
    assert marked["anna"]["score"] == 50
    assert marked["ben"]["status"] == "unreadable"
    assert marked["ben"]["error"] == (
        "There is no module, and no cell of “ben.ipynb” begins with “%%exercise” and the name of an exercise."
    )


def test_another_form_is_refused(temperatures: Path, tmp_path: Path) -> None:
    ran = autograder("release", temperatures, "--notebook", "--out", tmp_path)
    assert (ran.status, ran.err) == (
        2,
        "autograder: with --notebook, --out is the notebook to write, such as temperatures.ipynb\n",
    )
    ran = autograder("release", temperatures, "--notebook", "--gradescope", "--out", tmp_path)
    assert "--gradescope and --notebook write different things" in ran.err
