"""An assignment whose exercises are classes: a module of torch, and an optimiser written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .harness import Files, Release, as_bytes, autograder, graded_in_silence, write_files
from .warm import python

NETS: Files = {
    "assignment.toml": 'title = "Nets"\nexercises = ["mlp", "descent"]\n',
    "handout.md": "# Nets\n\nA hidden layer, and an optimiser.\n",
    "mlp.py": '''
        """Exercise 1: a network with one hidden layer."""

        import torch
        from torch import Tensor, nn


        class MLP(nn.Module):
            """Logits of `classes` from inputs of `width` numbers, with 8 hidden tanh neurons."""

            def __init__(self, width: int, classes: int, generator: torch.Generator) -> None:
                """Weights of shape (inputs, outputs), drawn from the generator, the first layer first."""
                super().__init__()
                ### BEGIN SOLUTION
                self.first = nn.Parameter(torch.randn(width, 8, generator=generator))
                self.second = nn.Parameter(torch.randn(8, classes, generator=generator))
                ### END SOLUTION

            def forward(self, xs: Tensor) -> Tensor:
                """Logits, of shape (n, classes), of the inputs `xs`, of shape (n, width)."""
                ### BEGIN SOLUTION
                return (xs @ self.first).tanh() @ self.second
                ### END SOLUTION
    ''',
    "descent.py": '''
        """Exercise 2: gradient descent with momentum."""

        from collections.abc import Iterable

        import torch
        from torch import Tensor


        class Momentum:
            """An optimiser that keeps a velocity for each parameter."""

            def __init__(self, parameters: Iterable[Tensor], rate: float, momentum: float = 0.9) -> None:
                self.parameters = list(parameters)
                self.rate = rate
                self.momentum = momentum
                self.velocities = [torch.zeros_like(parameter) for parameter in self.parameters]

            def step(self) -> None:
                """Velocity: momentum times itself plus the gradient. Parameter: minus rate times velocity."""
                ### BEGIN SOLUTION
                with torch.no_grad():
                    for parameter, velocity in zip(self.parameters, self.velocities):
                        velocity.mul_(self.momentum).add_(parameter.grad)
                        parameter -= self.rate * velocity
                ### END SOLUTION

            def zero_grad(self) -> None:
                """Set all gradients to None."""
                ### BEGIN SOLUTION
                for parameter in self.parameters:
                    parameter.grad = None
                ### END SOLUTION
    ''',
    "tests/test_mlp.py": '''
        import torch
        from autograder.testing import Generator, Subject, close, equal, is_tensor, points


        @points(10, public=True)
        def test_layers(student: Subject) -> None:
            """The network has two layers of weights, which torch knows as parameters."""
            shapes = [tuple(layer.shape) for layer in student.MLP(3, 5, Generator(1)).parameters()]
            equal(shapes, [(3, 8), (8, 5)])


        @points(20)
        def test_draws(student: Subject, reference: Subject) -> None:
            """The layers are drawn from the generator, the first one first."""
            right = reference.MLP(4, 2, Generator(7)).state_dict()
            drawn = student.MLP(4, 2, Generator(7)).state_dict()
            for got, expected in zip(drawn.values(), right.values(), strict=True):
                close(got, expected)


        @points(10)
        def test_logits(student: Subject, reference: Subject, rng: torch.Generator) -> None:
            """The logits are right."""
            xs = torch.randn(6, 3, generator=rng)
            got = student.MLP(3, 5, Generator(1))(xs)
            is_tensor(got, shape=(6, 5), dtype=torch.float32)
            close(got, reference.MLP(3, 5, Generator(1))(xs))


        @points(10, public=True)
        def test_squashed(student: Subject) -> None:
            """The hidden neurons are between -1 and 1: inputs that grow from large to huge change nothing."""
            xs = torch.tensor([[1e4, -2e4, 3e4]])
            model = student.MLP(3, 5, Generator(1))
            close(model(xs), model(100 * xs))


        @points(10)
        def test_sizes(student: Subject, reference: Subject, rng: torch.Generator) -> None:
            """Wide inputs, many classes and many examples are right, too."""
            xs = torch.randn(1500, 120, generator=rng) / 100
            got = student.MLP(120, 130, Generator(1))(xs)
            close(got, reference.MLP(120, 130, Generator(1))(xs))
    ''',
    "tests/test_descent.py": '''
        import torch
        from autograder.testing import Mismatch, Subject, close, placed, points


        def after(student: Subject, steps: int, *starts: list[float]) -> list[list[float]]:
            """Weights that start there, after steps down the slope of their squares."""
            weights = [placed(student, torch.tensor(start, requires_grad=True)) for start in starts]
            optimiser = student.Momentum(weights, 0.1, momentum=0.5)
            for _ in range(steps):
                optimiser.zero_grad()
                for each in weights:
                    squares = student.observe(each.square, held=True).result
                    squares.backward(torch.ones(len(each)))
                optimiser.step()
            return [each.tolist() for each in weights]


        @points(10, public=True)
        def test_step(student: Subject) -> None:
            """The first step goes down the slope."""
            close(after(student, 1, [1.0, -2.0])[0], [0.8, -1.6])


        @points(20)
        def test_steps(student: Subject, reference: Subject) -> None:
            """Later steps have the velocity of earlier ones, for each parameter, however small."""
            starts = [1.0, -2.0], [1e-4, -1e-5, 2e-5]
            right = after(reference, 4, *starts)
            for got, expected, scale in zip(after(student, 4, *starts), right, (1, 1e5)):
                close([scale * number for number in got], [scale * number for number in expected])


        @points(10)
        def test_zero_grad(student: Subject) -> None:
            """Gradients are None when they have been cleared."""
            weights = [placed(student, torch.ones(2, requires_grad=True)) for _ in range(2)]
            for each in weights:
                each.grad = torch.ones(2)
            student.Momentum(weights, 0.1).zero_grad()
            if any(each.grad is not None for each in weights):
                raise Mismatch("A gradient is still there.")
    ''',
    "misconceptions/mlp/no_squashing.py": '''
        """What lies between the two layers?

        Seen: tanh left out, so that two linear layers are one.
        """

        import torch
        from torch import Tensor, nn


        class MLP(nn.Module):
            def __init__(self, width: int, classes: int, generator: torch.Generator) -> None:
                super().__init__()
                self.first = nn.Parameter(torch.randn(width, 8, generator=generator))
                self.second = nn.Parameter(torch.randn(8, classes, generator=generator))

            def forward(self, xs: Tensor) -> Tensor:
                return xs @ self.first @ self.second
    ''',
    "misconceptions/descent/adds_the_gradient.py": '''
        """Which way does the loss get smaller?

        Seen: parameters moved up the slope.
        """

        import torch


        class Momentum:
            def __init__(self, parameters, rate, momentum=0.9):
                self.parameters = list(parameters)
                self.rate = rate
                self.momentum = momentum
                self.velocities = [torch.zeros_like(parameter) for parameter in self.parameters]

            def step(self):
                with torch.no_grad():
                    for parameter, velocity in zip(self.parameters, self.velocities):
                        velocity.mul_(self.momentum).add_(parameter.grad)
                        parameter += self.rate * velocity

            def zero_grad(self):
                for parameter in self.parameters:
                    parameter.grad = None
    ''',
    "alternatives/descent/by_data.py": """
        class Momentum:
            def __init__(self, parameters, rate, momentum=0.9):
                self.pairs = [[parameter, 0.0] for parameter in parameters]
                self.rate, self.momentum = rate, momentum

            def step(self):
                for pair in self.pairs:
                    parameter, velocity = pair
                    pair[1] = self.momentum * velocity + parameter.grad
                    parameter.data = parameter.data - self.rate * pair[1]

            def zero_grad(self):
                for parameter, _velocity in self.pairs:
                    parameter.grad = None
    """,
    "alternatives/mlp/linear.py": """
        import torch
        from torch import nn


        class MLP(nn.Module):
            def __init__(self, width, classes, generator):
                super().__init__()
                self.layers = nn.ParameterList()
                for sizes in [(width, 8), (8, classes)]:
                    self.layers.append(nn.Parameter(torch.randn(*sizes, generator=generator)))

            def forward(self, xs):
                hidden = torch.tanh(torch.matmul(xs, self.layers[0]))
                return torch.matmul(hidden, self.layers[1])
    """,
}

RIGHT = {name: as_bytes(NETS[name]) for name in ("mlp.py", "descent.py")}
MLP = as_bytes(NETS["mlp.py"]).decode()
DESCENT = as_bytes(NETS["descent.py"]).decode()
COPIES = "[each.detach().clone() for each in parameters]"
ENDLESS = "    def parameters(self):\n        while True:\n            yield self.first\n\n    def forward"

CLASS: dict[str, tuple[Files, float, dict[str, str]]] = {
    "right": (RIGHT, 100, {}),
    "no_tanh": ({**RIGHT, "mlp.py": MLP.replace(".tanh()", "")}, 70, {"logits": "All 6 rows are wrong"}),
    "plain_tensors": (
        {**RIGHT, "mlp.py": MLP.replace("nn.Parameter(", "(")},
        70,
        {"layers": "Expected 2 entries, got 0", "draws": ""},
    ),
    "no_attribute": (
        {**RIGHT, "mlp.py": MLP.replace("self.first =", "self.one =")},
        70,
        {"logits": "has no attribute 'first' (mlp.py, line"},
    ),
    "no_class": ({"descent.py": DESCENT, "mlp.py": "x = 1\n"}, 40, {"logits": "There is no MLP in mlp.py."}),
    "no_method": (
        {**RIGHT, "descent.py": DESCENT.replace("def zero_grad", "def clear")},
        60,
        {"zero_grad": "'Momentum' object has no attribute 'zero_grad'"},
    ),
    "own_copies": (
        {
            **RIGHT,
            "descent.py": DESCENT.replace("list(parameters)", COPIES),
        },
        60,
        {"zero_grad": "A gradient is still there"},
    ),
    "without_end": (
        {**RIGHT, "mlp.py": MLP.replace("    def forward", ENDLESS)},
        90,
        {"layers": "more than 10,000 items"},
    ),
    "ends_in_a_method": (
        {**RIGHT, "mlp.py": MLP.replace("return (xs", "import os; os._exit(0); return (xs")},
        70,
        {"logits": "ended"},
    ),
}


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("nets") / "nets", NETS)


@pytest.fixture(scope="module")
def graded(assignment: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("graded")
    students = {name: files for name, (files, _score, _said) in CLASS.items()}
    return graded_in_silence(assignment, folder, students)


@pytest.mark.parametrize("name", CLASS)
def test_marks_and_messages(graded: dict[str, dict[str, Any]], name: str) -> None:
    _files, score, said = CLASS[name]
    result = graded[name]
    messages = {
        test["test"]: test["message"]
        for exercise in result["exercises"]
        for test in exercise["tests"]
        if test["status"] != "passed"
    }
    assert result["score"] == score, messages
    for test, words in said.items():
        assert words in messages[test]


def test_a_mistake_in_a_method_gets_its_name(graded: dict[str, dict[str, Any]]) -> None:
    (named,) = graded["no_tanh"]["exercises"][0]["misconceptions"]
    assert named["hint"] == "What lies between the two layers?"


def test_verify_proves_classes(assignment: Path) -> None:
    ran = autograder("verify", assignment, "--out", assignment.parent / "proof")
    assert (ran.status, ran.err) == (0, ""), ran.out


def test_public_tests_run_at_home(assignment: Path, release: Release, tmp_path: Path) -> None:
    write_files(tmp_path / "released", release(assignment))
    for files, failed in ((RIGHT, ""), (CLASS["plain_tensors"][0], "Expected 2 entries, got 0")):
        write_files(tmp_path / "released", files)
        ran = python("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=tmp_path / "released")
        assert failed in ran.out
        assert ran.status == (1 if failed else 0), ran.out
