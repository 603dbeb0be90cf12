"""An assignment whose tests use what a module defines besides functions that they call."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.testing import LocalModules
from autograder.testing.effects import History

from .harness import Files, as_bytes, autograder, graded_in_silence, write_files

LAYERS: Files = {
    "assignment.toml": 'title = "Layers"\nexercises = ["layers"]\n',
    "handout.md": "# Layers\n\nConstants, exceptions, functions that go into functions.\n",
    "layers.py": '''
        """Exercise 1."""

        from collections.abc import Callable

        import torch
        from torch import Tensor, nn

        LETTERS = {".": 0, "a": 1, "b": 2}
        RATE = 0.5
        HALVES = torch.tensor([0.5, 1.0, 1.5])


        class BadShape(ValueError):
            """A table of the wrong shape."""


        class Doubled(nn.Module):
            """Twice its input, through a weight that torch knows as a parameter."""

            def __init__(self) -> None:
                super().__init__()
                ### BEGIN SOLUTION
                self.weight = nn.Parameter(torch.tensor(2.0))
                ### END SOLUTION

            def forward(self, xs: Tensor) -> Tensor:
                """The input, of any shape, times the weight."""
                ### BEGIN SOLUTION
                return self.weight * xs
                ### END SOLUTION


        def squared(xs: Tensor) -> Tensor:
            """Each entry squared; BadShape if there is not exactly one dimension."""
            ### BEGIN SOLUTION
            if xs.ndim != 1:
                raise BadShape(f"{xs.ndim} dimensions")
            return xs * xs
            ### END SOLUTION


        def drawn(count: int) -> Tensor:
            """So many numbers from 0 to 1."""
            return torch.rand(count)


        def twice(function: Callable[[Tensor], Tensor], xs: Tensor) -> Tensor:
            """What a function makes of what it makes of the input."""
            ### BEGIN SOLUTION
            return function(function(xs))
            ### END SOLUTION
    ''',
    "tests/test_layers.py": '''
        import copy

        import torch
        from autograder.testing import Mismatch, Subject, close, equal, placed, points, raises
        from torch import nn


        @points(5, public=True)
        def test_constants(student: Subject) -> None:
            """The letters have the numbers 0, 1 and 2; the rate is a half; the halves grow by a half."""
            equal(student.LETTERS, {".": 0, "a": 1, "b": 2})
            assert isinstance(student.RATE, float) and 2 * student.RATE == 1.0
            assert torch.equal(student.HALVES, torch.tensor([0.5, 1.0, 1.5]))


        @points(10, public=True)
        def test_functions_go_into_functions(student: Subject) -> None:
            """Squared twice, 3 becomes 81."""
            close(student.twice(student.squared, torch.tensor([3.0])), torch.tensor([81.0]))
            close(student.observe(student.squared, torch.tensor([-2.0])).result, torch.tensor([4.0]))


        @points(20, public=True)
        def test_own_exception(student: Subject) -> None:
            """A table raises BadShape."""
            with raises(student.BadShape, match="2"):
                student.squared(torch.ones(2, 2))


        @points(20, public=True)
        def test_types(student: Subject) -> None:
            """The layer is a module of torch's."""
            layer = student.Doubled()
            if not isinstance(layer, nn.Module):
                raise Mismatch("The layer is no nn.Module.")
            assert isinstance(layer, student.Doubled)
            assert not isinstance(layer, nn.Linear | torch.Tensor)
            assert not isinstance(2.0, student.Doubled)


        @points(10, public=True)
        def test_seed(student: Subject) -> None:
            """After a seed, what is drawn is what that seed gives."""
            drawn = []
            for _ in range(2):
                torch.manual_seed(5)
                drawn += [student.drawn(2), student.drawn(2), torch.rand(1)]
            equal(drawn[:3], drawn[3:])
            torch.manual_seed(5)
            equal([drawn[0], drawn[1]], [torch.rand(2), torch.rand(2)])


        @points(5)
        def test_copies(student: Subject) -> None:
            """What a copy of the layer learns, the layer does not know."""
            layer = student.Doubled()
            twin = copy.deepcopy(layer)
            twin.weight = nn.Parameter(torch.tensor(7.0))
            assert isinstance(layer.weight, nn.Parameter) and not isinstance(layer.weight.data, nn.Parameter)
            close([layer(torch.ones(())), twin(torch.ones(()))], [2.0, 7.0])


        @points(10, public=True)
        def test_gradients_reach_back(student: Subject) -> None:
            """What is computed from the layer's output has a gradient to its weight, which a step follows."""
            layer = student.Doubled()
            (layer(torch.tensor([3.0])) ** 2).sum().backward()
            close(layer.weight.grad, torch.tensor(36.0))
            placed(student, torch.optim.SGD)(layer.parameters(), lr=0.01).step()
            close(layer.weight, torch.tensor(1.64))
            equal([str(layer), f"{layer!r}"], ["Doubled()", "Doubled()"])


        @points(20, public=True)
        def test_without_gradients(student: Subject) -> None:
            """Within `torch.no_grad()`, what comes out has no graph."""
            xs = torch.tensor([2.0], requires_grad=True)
            with torch.no_grad():
                evaluated = student.observe("squared", xs)
                assert not torch.is_grad_enabled()
            assert student.squared(xs).requires_grad
            equal([evaluated.result.requires_grad, sorted(evaluated.settings)], [False, []])
    ''',
}

SOURCE = as_bytes(LAYERS["layers.py"]).decode()

CLASS: dict[str, tuple[str, float, dict[str, str]]] = {
    "right": (SOURCE, 100, {}),
    "no_letters": (SOURCE.replace("LETTERS", "CHARACTERS"), 95, {"constants": "no LETTERS in layers.py"}),
    "other_letters": (SOURCE.replace('"b": 2', '"b": 3'), 95, {"constants": "2"}),
    "rate_as_function": (
        SOURCE.replace("RATE = 0.5", "def RATE():\n    return 0.5"),
        95,
        {"constants": ""},
    ),
    "no_squared": (
        SOURCE.replace("def squared", "def square"),
        50,
        {"functions_go_into_functions": "no function squared in layers.py"},
    ),
    "other_exception": (
        SOURCE.replace("raise BadShape", "raise ValueError"),
        80,
        {"own_exception": "Expected a BadShape, got ValueError: 2 dimensions"},
    ),
    "no_module": (
        SOURCE.replace("(nn.Module)", "").replace("def forward", "def __call__"),
        70,
        {"types": "The layer is no nn.Module.", "gradients_reach_back": "parameters"},
    ),
    "claims_to_be_a_tensor": (
        SOURCE.replace('"""Twice its input', '__module__ = "torch"; __qualname__ = "Tensor"; """Twice'),
        100,
        {},
    ),
    "cuts_the_graph": (
        SOURCE.replace("self.weight * xs", "self.weight.detach() * xs"),
        90,
        {"gradients_reach_back": ""},
    ),
    "switches_gradients_on": (
        SOURCE.replace("return xs * xs", "torch.set_grad_enabled(True)\n    return xs * xs"),
        80,
        {"without_gradients": ""},
    ),
}


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("layers") / "layers", LAYERS)


@pytest.fixture(scope="module")
def graded(assignment: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("graded")
    students = {name: {"layers.py": source} for name, (source, _score, _said) in CLASS.items()}
    return graded_in_silence(assignment, folder, students)


@pytest.mark.parametrize("name", CLASS)
def test_marks_and_messages(graded: dict[str, dict[str, Any]], name: str) -> None:
    _source, score, said = CLASS[name]
    messages = {
        test["test"]: test["message"]
        for test in graded[name]["exercises"][0]["tests"]
        if test["status"] != "passed"
    }
    assert graded[name]["score"] == score, messages
    for test, words in said.items():
        assert words in messages[test]


def test_they_hold_at_home(assignment: Path, tmp_path: Path) -> None:
    released = tmp_path / "released"
    assert autograder("release", assignment, "--out", released).status == 0
    for name in ("right", "no_letters", "other_exception", "switches_gradients_on"):
        source, _score, said = CLASS[name]
        write_files(released, {"layers.py": source})
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        ran = subprocess.run(command, cwd=released, capture_output=True, text=True)
        assert ran.returncode == bool(said), (name, ran.stdout)
        assert all(words in ran.stdout for words in said.values()), (name, ran.stdout)


def test_a_list_may_hold_itself(tmp_path: Path) -> None:
    write_files(tmp_path, {"circle.py": "def circle():\n    a = []\n    a += [a, a, a]\n    return a\n"})
    result = LocalModules(tmp_path, "circle").circle()
    assert result[0] is result


def test_imports_find_a_module_beside_the_function_while_it_runs_and_no_longer(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "shapes.py": """
                import sides

                def number():
                    import sides, corners
                    sides.n += corners.n
                    return sides.n
            """,
            "sides.py": "n = 1\n",
            "corners.py": "n = 10\n",
        },
    )
    path = list(sys.path)
    shapes = LocalModules(tmp_path, "shapes")
    assert [shapes.number(), shapes.number()] == [11, 21]
    assert sys.path == path
    assert not sys.modules.keys() & {"shapes", "sides", "corners"}
    # Of another reading of the same files nothing is shared.
    assert LocalModules(tmp_path, "shapes").number() == 11


KEPT = (0.5, 2, "b", None, torch.ones(2), torch.zeros(3), [1], (1, 2), {1: 2}, print)


@pytest.mark.parametrize("after", range(len(KEPT)))
@pytest.mark.parametrize("before", range(len(KEPT)))
def test_whatever_comes_into_the_place_of_an_earlier_result_is_a_change(before: int, after: int) -> None:
    history, result = History(), {"kept": [KEPT[before]]}
    history.keep(result)
    result["kept"][0] = KEPT[after]
    assert history.is_overwritten() is (before != after)


def test_an_equal_number_in_the_place_of_another_is_no_change() -> None:
    history, result = History(), [float("0.5")]
    history.keep(result)
    result[0] = float("0.5")
    assert not history.is_overwritten()
