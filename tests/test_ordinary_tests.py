"""Tests as people write them who know pytest and torch, and nothing of processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .harness import Files, graded_in_silence, write_files

LATER: Files = {
    "assignment.toml": 'title = "Later"\nexercises = ["later"]\n',
    "handout.md": "# Later\n\nWhat comes after bigrams.\n",
    "later.py": '''
        """Exercise 1."""

        from collections import namedtuple

        import torch
        from torch import nn

        Spread = namedtuple("Spread", "mean largest")


        def size(model: nn.Module, dtype: torch.dtype = torch.float32) -> int:
            """How many numbers of a dtype a model learns."""
            ### BEGIN SOLUTION
            return sum(weights.numel() for weights in model.parameters() if weights.dtype == dtype)
            ### END SOLUTION


        def twice(function, values):
            """A function of a function of values."""
            ### BEGIN SOLUTION
            return function(function(values))
            ### END SOLUTION


        def spread(values):
            """The mean and the largest of some values, as a `Spread`."""
            ### BEGIN SOLUTION
            return Spread(values.mean(), values.max())
            ### END SOLUTION


        def rates(first, steps):
            """A rate for each step, each half as large as the one before."""
            ### BEGIN SOLUTION
            for step in range(steps):
                yield first / 2**step
            ### END SOLUTION


        class Windows:
            """All windows of a text."""

            def __init__(self, text: str, width: int) -> None:
                self.text, self.width = text, width

            @classmethod
            def of_pairs(cls, text: str) -> "Windows":
                """The windows of two characters."""
                ### BEGIN SOLUTION
                return cls(text, 2)
                ### END SOLUTION

            def __getitem__(self, place: int) -> str:
                """The window at a place; IndexError if there is none."""
                ### BEGIN SOLUTION
                if not 0 <= place <= len(self.text) - self.width:
                    raise IndexError(f"no window at {place}")
                return self.text[place : place + self.width]
                ### END SOLUTION


        class Span:
            """A stretch of a text; spans of the same length are equal."""

            def __init__(self, start: int, end: int) -> None:
                self.start, self.end = start, end

            def __len__(self) -> int:
                return self.end - self.start

            def __eq__(self, other: object) -> bool:
                """Whether the other one is as long."""
                ### BEGIN SOLUTION
                return isinstance(other, Span) and len(self) == len(other)
                ### END SOLUTION

            def __lt__(self, other: "Span") -> bool:
                """Whether the other one is longer."""
                ### BEGIN SOLUTION
                return len(self) < len(other)
                ### END SOLUTION

            def __floordiv__(self, parts: int) -> int:
                """How long each of some parts is."""
                ### BEGIN SOLUTION
                return len(self) // parts
                ### END SOLUTION


        class Layer(nn.Module):
            """Values times weights, all of which begin as ones."""

            def __init__(self, inputs: int, outputs: int) -> None:
                super().__init__()
                self.weights = nn.Parameter(torch.ones(inputs, outputs))

            def forward(self, values: torch.Tensor) -> torch.Tensor:
                """The sums, of shape (n, outputs)."""
                ### BEGIN SOLUTION
                return values @ self.weights
                ### END SOLUTION
    ''',
    "tests/test_later.py": '''
        import pytest
        import torch
        from torch import nn

        from autograder.testing import points


        @pytest.fixture(scope="module")
        def model():
            return nn.Sequential(nn.Linear(3, 2), nn.Tanh(), nn.Linear(2, 1))


        @points(10)
        def test_size(student, model):
            """Two layers have eleven parameters."""
            assert student.size(model) == 11
            assert student.size(model, dtype=torch.float64) == 0


        @points(10)
        def test_twice(student):
            """relu and an absolute value are applied twice."""
            values = torch.tensor([-1.0, 2.0])
            torch.testing.assert_close(student.twice(torch.relu, values), torch.tensor([0.0, 2.0]))
            assert student.twice(abs, -3) == 3


        @points(10)
        def test_spread(student):
            """The entries have names."""
            got = student.spread(torch.tensor([1.0, 2.0, 6.0]))
            assert got.mean == 3 and got.largest == 6
            mean, _largest = got
            assert mean.item() == pytest.approx(3.0)


        @points(10)
        def test_rates(student):
            """Each rate is half as large."""
            assert list(student.rates(8.0, 4)) == [8.0, 4.0, 2.0, 1.0]


        @points(20)
        def test_windows(student):
            """Windows of two characters follow each other, and then there is an IndexError."""
            windows = student.Windows.of_pairs("abcd")
            assert list(windows) == ["ab", "bc", "cd"]
            with pytest.raises(IndexError, match="at 3"):
                windows[3]
            assert not hasattr(windows, "sizes")


        @points(10)
        def test_spans(student):
            """Spans are compared by their lengths."""
            span, equal, longer = student.Span(0, 4), student.Span(2, 6), student.Span(0, 5)
            assert span == equal and span in [longer, equal]
            assert not span != equal
            assert span != longer and span != 4
            assert max(span, longer) is longer
            assert longer // 2 == 2


        @points(20)
        def test_gradient(student):
            """The gradient of the weights is the sum of the values."""
            layer = student.Layer(2, 1)
            sums = student.observe(layer, torch.tensor([[1.0, 2.0], [3.0, 4.0]]), held=True).result
            (2 * sums.squeeze(1)).sum().backward()
            torch.testing.assert_close(layer.weights.grad, torch.tensor([[8.0], [12.0]]))


        class TestState:
            @pytest.fixture
            def layers(self, student, reference):
                return student.Layer(2, 3), reference.Layer(2, 3)

            @points(10, after="test_gradient")
            def test_state(self, layers):
                """A state can be loaded, here and there."""
                layer, other = layers
                layer.load_state_dict({"weights": torch.arange(6.0).view(2, 3)})
                other.load_state_dict(layer.state_dict())
                torch.testing.assert_close(layer(torch.eye(2)), other(torch.eye(2)))
    ''',
}


def changed(right: str, wrong: str) -> Files:
    assert right in LATER["later.py"]
    return {"later.py": LATER["later.py"].replace(right, wrong)}


CLASS: dict[str, tuple[Files, float, str]] = {
    "right": (changed("", ""), 100, ""),
    "lists": (
        changed("for step in range(steps):\n                yield first / 2**step", "return [8.0, 4, 2, 1]"),
        100,
        "",
    ),
    "other_exception": (
        changed("raise IndexError(f", "raise KeyError(f"),
        80,
        "KeyError: 'no window at 3'",
    ),
    "plain_tuple": (
        changed("return Spread(values.mean(), values.max())", "return values.mean(), values.max()"),
        90,
        "The test cannot use what came back",
    ),
    "cut_off": (changed("values @ self.weights", "values @ self.weights.detach()"), 70, ""),
    "never_equal": (changed("and len(self) == len(other)", "and self is other"), 90, ""),
    "no_classmethod": (changed("def of_pairs", "def of_two"), 80, "Windows.of_pairs"),
}


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("later") / "later", LATER)


@pytest.fixture(scope="module")
def graded(assignment: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("graded")
    students = {name: files for name, (files, _score, _said) in CLASS.items()}
    return graded_in_silence(assignment, folder, students)


@pytest.mark.parametrize("name", CLASS)
def test_they_grade(graded: dict[str, dict[str, Any]], name: str) -> None:
    _files, score, said = CLASS[name]
    tests = graded[name]["exercises"][0]["tests"]
    assert graded[name]["score"] == score, tests
    assert any(said in (test["message"] or "") for test in tests)


def test_they_pass_in_plain_pytest(assignment: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    ran = subprocess.run(command, cwd=assignment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
