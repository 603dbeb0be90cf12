"""A secret is recognised wherever it stands, and whatever is done to its looks."""

from __future__ import annotations

import json

import pytest

from autograder.course import Assignment, find_assignment
from autograder.release import leaks_in

from .harness import ROOT

REFERENCE = "    counts = logits.exp()\n    return counts / counts.sum(dim=1, keepdim=True)\n"
RENAMED = "    c = z.exp()\n    return c / c.sum(dim=1, keepdim=True)\n"
REFORMATTED = "c=z.exp() ; return c/c.sum(\n    dim=1,\n    keepdim=True,\n)"
COMMENTED = "    # counts = logits.exp()\n    # return counts / counts.sum(dim=1, keepdim=True)\n"
EXPLAINED = (
    "    counts = logits.exp()  # never negative\n    return counts / counts.sum(dim=1, keepdim=True)\n"
)


@pytest.fixture(scope="module")
def net() -> Assignment:
    return find_assignment("bigram_net", ROOT)


def hidden_test() -> str:
    source = (ROOT / "solutions/bigram_net/tests/test_softmax.py").read_text()
    tests = source.split("\n\n\n")
    return next(test for test in tests if "def test_" in test and "public=True" not in test)


def notebook(source: str = "", output: str = "") -> str:
    outputs = [{"output_type": "stream", "name": "stdout", "text": output.splitlines(keepends=True)}]
    return json.dumps({"cells": [{"cell_type": "code", "source": source, "outputs": outputs}]})


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("softmax.py", "import torch\n\n\ndef softmax(logits):\n" + REFERENCE),
        ("notes/old.py", "def probabilities(z):\n" + RENAMED),
        ("README.md", "Try:\n\n" + RENAMED),
        ("README.md", "Try `" + REFORMATTED + "`"),
        ("extra.py", "def softmax(logits):\n" + COMMENTED),
        ("extra.py", "def softmax(logits):\n" + EXPLAINED),
        ("lab.ipynb", notebook(source="def f(z):\n" + RENAMED)),
        ("lab.ipynb", notebook(output="def f(z):\n" + RENAMED)),
    ],
)
def test_a_reference_is_found(net: Assignment, path: str, content: str) -> None:
    found = leaks_in({path: content.encode()}, net)
    assert f"{path} holds the solution of softmax (region 1)" in found


@pytest.mark.parametrize("path", ["tests/test_more.py", "README.md", "lab.ipynb"])
def test_a_hidden_test_is_found(net: Assignment, path: str) -> None:
    test = hidden_test().replace("student", "yours")
    content = notebook(source=test) if path.endswith(".ipynb") else test
    found = leaks_in({path: content.encode()}, net)
    assert any(line.startswith(f"{path} holds hidden test ") and "softmax" in line for line in found)


def test_a_solution_too_short_to_be_recognised_is_no_stub(net: Assignment) -> None:
    stub = (ROOT / "assignments/bigram_net/figures.py").read_text()
    solved = stub.replace(
        'raise NotImplementedError("exercise figures: your code goes here")', "ax.imshow(encoded)", 1
    )
    assert leaks_in({"figures.py": solved.encode()}, net) == ["figures.py is not the stub of figures"]


@pytest.mark.parametrize("name", ["bigram_counts", "bigram_net"])
def test_what_is_released_is_no_leak(name: str) -> None:
    folder = ROOT / "assignments" / name
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert leaks_in(files, find_assignment(name, ROOT)) == []


def test_another_use_of_the_same_words_is_no_leak(net: Assignment) -> None:
    other = "    counts = logits.exp()\n    return logits / counts.sum(dim=1, keepdim=True)\n"
    assert leaks_in({"extra.py": other.encode()}, net) == []


def test_a_file_with_nothing_but_a_heading_is_no_leak(net: Assignment) -> None:
    assert leaks_in({"README.md": b"# Names\n"}, net) == []
