"""The warm process of the bare functions: `calling ASSIGNMENT SUBMISSIONS REPORTS PASSES`.

Runs the tests once for each submission, which says how they judge and records which calls they make.
Then it makes the calls of all submissions as often as asked for, and prints the seconds of each pass.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.course import Assignment, load_assignment
from autograder.testing.effects import duplicate
from autograder.testing.observing import Observation, Request
from autograder.testing.recipes import Axes, Generator, Made, Makers, carry_out
from autograder.testing.subject import Called, Subject, load_makers, load_module

from ..measuring import Cost
from . import local_fixtures
from .plain_pytest import arguments_for


@dataclass(frozen=True)
class Call:
    """A call that a test made: of which module's function, with which arguments and recipes."""

    module: str
    function: str
    arguments: tuple[Any, ...]
    gradient_wrt: int | None


class Recorder:
    """A pytest plugin that notes the calls of tests on their way to the student's functions."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    @pytest.fixture
    def student(self, student: Subject, request: pytest.FixtureRequest) -> Subject:
        return _Recorded(student, request.path.stem.removeprefix("test_"), self.calls)


class _Recorded(Subject):
    def __init__(self, subject: Subject, module: str, calls: list[Call]) -> None:
        self._subject = subject
        self._module = module
        self._calls = calls

    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        kept = tuple(map(_kept, arguments))
        self._calls.append(Call(self._module, function, kept, request.gradient_wrt))
        return self._subject._observe(function, arguments, request)


Ready = tuple[Callable[..., Any], Sequence[Any]]
"""A function, and arguments that it has not changed yet."""


class Calls:
    """The recorded calls on one submission's functions."""

    def __init__(self, assignment: Assignment, submission: Path, report: Path, makers: Makers) -> None:
        recorder = Recorder()
        with redirect_stdout(sys.stderr):
            ended = pytest.main(
                arguments_for(assignment, submission, report), plugins=[local_fixtures, recorder]
            )
        if ended not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            raise RuntimeError(f"pytest ended with {ended!r} on {submission.name}")
        modules = {name: load_module(submission, name) for name in {call.module for call in recorder.calls}}
        self._functions = [getattr(modules[call.module], call.function) for call in recorder.calls]
        self._calls = recorder.calls
        self._makers = makers

    def cost(self) -> Cost:
        """What it takes to make them all."""
        ready = list(self._ready())
        gc.collect()
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            wall, cpu = time.perf_counter(), time.process_time()
            for function, arguments in ready:
                # A wrong function may raise; its call counts nevertheless.
                with suppress(Exception):
                    function(*arguments)
            cost = Cost(time.perf_counter() - wall, time.process_time() - cpu)
        _close_figures()
        return cost

    def _ready(self) -> Iterator[Ready]:
        for call, function in zip(self._calls, self._functions, strict=True):
            arguments: list[Any] = []
            for argument in call.arguments:
                arguments.append(
                    carry_out(argument, tuple(arguments), self._makers)
                    if isinstance(argument, Generator | Axes | Made)
                    else duplicate(argument)
                )
            if call.gradient_wrt is not None:
                arguments[call.gradient_wrt].requires_grad_()
            yield function, arguments


def main() -> None:
    assignment = load_assignment(Path(sys.argv[1]))
    submissions, reports, passes = Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    torch.set_num_threads(1)
    makers = load_makers(assignment.recipes)
    every = [
        Calls(assignment, submission, reports / f"{submission.name}.xml", makers)
        for submission in sorted(submissions.iterdir())
    ]
    # The first pass is the one that warms the process up.
    costs = [sum((calls.cost() for calls in every), Cost(0.0, 0.0)) for _pass in range(passes + 1)]
    print(json.dumps([asdict(cost) for cost in costs[1:]]))


def _kept(argument: Any) -> Any:
    return argument if isinstance(argument, Generator | Axes | Made) else duplicate(argument)


def _close_figures() -> None:
    if (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
        pyplot.close("all")


if __name__ == "__main__":
    main()
