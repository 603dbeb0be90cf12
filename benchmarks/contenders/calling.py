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
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.course import Assignment, load_assignment
from autograder.testing.observing import made_anew
from autograder.testing.recipes import Makers
from autograder.testing.subject import Recorded, Subject, load_makers, load_module

from ..measuring import Cost
from . import local_fixtures
from .plain_pytest import arguments_for


class Recorder:
    """A pytest plugin that notes the calls of tests on their way to the student's functions.

    Attributes:
        recorded: for each test, the exercise and what the test called.
    """

    def __init__(self) -> None:
        self.recorded: list[tuple[str, Recorded]] = []

    @pytest.fixture
    def student(self, student: Subject, request: pytest.FixtureRequest) -> Subject:
        recorded = Recorded(student)
        self.recorded.append((request.path.stem.removeprefix("test_"), recorded))
        return recorded


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
        modules = {name: load_module(submission, name) for name in dict(recorder.recorded)}
        self._calls = [
            (getattr(modules[name], call.function), call)
            for name, recorded in recorder.recorded
            for call in recorded._calls
        ]
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
        for function, call in self._calls:
            arguments = made_anew(call.arguments, self._makers)
            if call.request.gradient_wrt is not None:
                arguments[call.request.gradient_wrt].requires_grad_()
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


def _close_figures() -> None:
    if (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
        pyplot.close("all")


if __name__ == "__main__":
    main()
