"""The code of known mistakes cannot be read out of what students get."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.course import find_assignment
from autograder.errors import Leak
from autograder.grading.misconceptions import misconceptions_of, plainer_hints_of

from .harness import ROOT, TEMPERATURES, Files, Release, autograder, write_files
from .test_release import ASSIGNMENTS, files_below
from .test_release_hints import MISTAKES, hint_of, misconceptions

BY_HAND = re.compile(r"README\.md|lab\.ipynb|tests/test_\w+\.py|names\.txt")
"""What the author wrote for students, which may say what is in any program about names."""

WORDS_LEAST, WORDS_LEAST_OF_FACTS = 8, 3
"""Shorter lines stand in any program; facts hold none at all."""

ASPECTS = {"value", "type", "gradient", "changed", "drawing", "work", "elsewhere"}
KEYS = {
    *("hint", "tests", "passed", "shown", "wrong", "raised", *ASPECTS),
    *("either", "shape", "numbers", "course", "odd", "sums", "text", "keys", "pairs", "parts", "kind"),
    *("required", "leaf", "images", "lines", "labels", "dict", "list", "tuple"),
}
TYPES = {
    *("None", "bool", "int", "float", "str", "int8", "uint8", "int16", "int32", "int64"),
    *("float16", "bfloat16", "float32", "float64"),
}
SAID_OF_WORK = {
    "The work grows with the number of examples: there is a loop over them.",
    "Twice as many examples take four times the memory: n of them make something of n × n.",
}
"""What a public test says of operations that it counted."""

TEXT = r"[A-Za-z., \n-]*|</?\w+>|\^"
"""Names and characters that functions gave back, and marks that learners take for start and end."""

RAISED = [
    r"KeyError: (tensor\(\[\d+\]\)|'(</?\w+>|\^)')",
    r"RuntimeError: result type Float can't be cast to the desired output type (Int|Long)",
    r"RuntimeError: one of the variables needed for gradient computation has been modified by an inplace .*",
    r"The function runs torch's own [\w ]+, without which this exercise is to be done\.",
    r"TypeError: unsupported operand type\(s\) for @: 'Tensor' and 'NoneType'",
    r"RuntimeError: Trying to backward through the graph a second time .*",
    r"IndexError: index \d+ is out of bounds for dimension \d with size \d+",
    r"IndexError: shape mismatch: indexing tensors could not be broadcast together "
    r"with shapes \[\d+\], \[\d+\]",
    r"RuntimeError: The size of tensor a \(\d+\) must match the size of tensor b \(\d+\) "
    r"at non-singleton dimension \d",
    r"RuntimeError: mat1 and mat2 shapes cannot be multiplied \(\d+x\d+ and \d+x\d+\)",
    r"RuntimeError: a leaf Variable that requires grad is being used in an in-place operation\.",
    r"RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn",
    r"TypeError: unsupported operand type\(s\) for \*: 'float' and 'NoneType'",
]
"""What torch and Python say of a mistake, to a student who makes it as well: of shapes and types alone."""


def words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", re.sub(r"#.*", "", text))


def own_lines(source: str) -> Iterator[list[str]]:
    """The lines of a module, but for signatures, docstrings and imports."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        statements: list[ast.stmt] = node.body if isinstance(node, ast.FunctionDef) else [node]
        for one in statements:
            is_docstring = isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
            if not isinstance(one, ast.Import | ast.ImportFrom) and not is_docstring:
                yield from map(words, lines[one.lineno - 1 : one.end_lineno])


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_in(inner)


def functions_of(stub: Path) -> set[str]:
    return {node.name for node in ast.parse(stub.read_text()).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_no_line_of_a_mistake_is_in_the_release(name: str) -> None:
    folder = ROOT / "assignments" / name
    released = {
        path.as_posix(): f" {' '.join(words((folder / path).read_text()))} " for path in files_below(folder)
    }
    facts = " ".join(strings_in(json.loads((folder / MISTAKES).read_text())))
    released[MISTAKES] = f" {' '.join(words(facts))} "
    lines = [
        (path.parent.name, path.stem, line)
        for path in misconceptions(name)
        for line in own_lines(path.read_text())
    ]
    assert len(lines) > 100
    found = [
        (file, module, mistake, " ".join(line))
        for file, text in released.items()
        for module, mistake, line in lines
        if len(line) >= (WORDS_LEAST_OF_FACTS if file == MISTAKES else WORDS_LEAST)
        and f" {' '.join(line)} " in text
        and not BY_HAND.fullmatch(file)
    ]
    assert found == []


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_mistakes_are_hints_numbers_and_a_few_known_words(name: str) -> None:
    folder, assignment = ROOT / "assignments" / name, find_assignment(name, ROOT)
    for exercise, known in json.loads((folder / MISTAKES).read_text()).items():
        hints = {hint_of(path) for path in misconceptions(name) if path.parent.name == exercise}
        plainer = plainer_hints_of(misconceptions_of(assignment, exercise))
        functions = functions_of(folder / f"{exercise}.py")
        tests = {
            function.removeprefix("test_") for function in functions_of(folder / f"tests/test_{exercise}.py")
        }
        for one in known:
            assert set(one["hints"]) <= hints
            assert one["plainer"] == {hint: plainer[hint] for hint in one["hints"]}
            assert one["tests"].keys() <= tests
            for test in one["tests"].values():
                known_words = functions | KEYS | TYPES | SAID_OF_WORK | set(texts_in(test))
                others = [text for text in strings_in(test) if text not in known_words]
                # Positions of changed arguments are keys, too.
                assert all(
                    text.isdecimal() or re.fullmatch(TEXT, text) or is_said_of_values(text) for text in others
                )


def is_said_of_values(text: str) -> bool:
    return any(re.fullmatch(said, text) for said in RAISED)


def texts_in(value: Any) -> Iterator[str]:
    """Text that functions gave back: names and characters."""
    if isinstance(value, dict):
        if "text" in value:
            assert re.fullmatch(TEXT, value["text"])
            yield value["text"]
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def test_a_mistake_that_tells_its_own_code_is_refused(tmp_path: Path) -> None:
    mistake = '''
        """What should come back?"""

        import inspect


        def to_celsius(fahrenheit):
            source = inspect.getsource(to_celsius)
            return "told: " + source
    '''
    files: Files = {**TEMPERATURES, "misconceptions/celsius/tells.py": mistake}
    ran = autograder("release", write_files(tmp_path / "temperatures", files), "--out", tmp_path / "out")
    assert ran.status == 1
    assert f"{MISTAKES} holds the mistake tells of celsius (piece 1)" in ran.err
    assert not (tmp_path / "out").exists()


def test_code_of_a_mistake_in_the_handout_is_refused(release: Release, tmp_path: Path) -> None:
    mistake = """
        def to_celsius(fahrenheit):
            scaled = fahrenheit * 5
            return scaled / 9
    """
    handout = "Not like this:\n\n    scaled = fahrenheit*5\n    return scaled/9\n"
    files: Files = {"misconceptions/celsius/no_offset.py": mistake, "handout.md": handout}
    with pytest.raises(Leak, match=r"README\.md holds the mistake no_offset of celsius"):
        release(write_files(tmp_path / "temperatures", {**TEMPERATURES, **files}))


def test_what_the_stub_gives_is_no_secret(release: Release, tmp_path: Path) -> None:
    given = '''


        def to_kelvin(celsius: torch.Tensor) -> torch.Tensor:
            """Kelvin."""
            return celsius.double().add(273.15).to(torch.float32)
    '''
    reference = TEMPERATURES["celsius.py"]
    assert isinstance(reference, str)
    mistake = reference.replace(" - 32", "").replace('"""Exercise 1."""', "") + given
    files: Files = {"celsius.py": reference + given, "misconceptions/celsius/no_offset.py": mistake}
    released = release(write_files(tmp_path / "temperatures", {**TEMPERATURES, **files}))
    assert b"celsius.double()" in released["celsius.py"]
