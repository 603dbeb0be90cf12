"""Result forgery: code that wants marks for what it did not compute.

The design stops these, not a layer: verdicts are reached in a process that never runs a line of
student code. So the control is the same code beside a naive checker that shares its process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest

from autograder.course import find_assignment
from autograder.grading.session import GradingSession
from autograder.grading.starting import started_zygote
from autograder.results import Status, SubmissionResult
from autograder.sandbox.processes import Zygote
from autograder.submissions import Submission

from ..harness import RIGHT, TEMPERATURES
from .forgeries import CHANNEL, FORGERIES, REPLIES, WRONG, Forgery, ReplyAttack
from .harness import attack, machine, zygote

NAIVE = """
import contextlib, io, json, torch

def work():
    import celsius
    return celsius

def call():
    return work().to_celsius(torch.tensor([32.0, 212.0]))

def caught(action):
    try:
        action()
    except BaseException as error:
        return error

def raised_by(action):
    return type(caught(action))

def output_of(action):
    with contextlib.redirect_stdout(io.StringIO()) as output:
        action()
    return output.getvalue()

def attack():
    expected = torch.tensor([0.0, 100.0])
{body}
    # Not by the value itself: a deceived process is left as it is, but for what it says.
    return 1.0 if deceived else 0.0
"""


@pytest.fixture(scope="module")
def started() -> Iterator[Zygote]:
    with zygote() as one:
        yield one


@pytest.fixture(scope="module")
def session(temperatures: Path) -> Iterator[GradingSession]:
    assignment = find_assignment(str(temperatures), temperatures)
    with GradingSession(assignment, started_zygote(assignment, machine())) as one:
        one.rehearse()
        yield one


@pytest.fixture(scope="module")
def right(session: GradingSession) -> SubmissionResult:
    return session.grade(Submission("right", RIGHT))


def graded(session: GradingSession, source: str, files: dict[str, bytes] | None = None) -> SubmissionResult:
    """Grade a submission of one exercise; the other is missing and earns nothing."""
    return session.grade(
        Submission("right", dict(sorted({"celsius.py": dedent(source).encode(), **(files or {})}.items())))
    )


def statuses_of(result: SubmissionResult) -> set[Status]:
    return {test.status for test in result.exercises[0].tests}


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_forgery_earns_nothing(session: GradingSession, right: SubmissionResult, forgery: Forgery) -> None:
    result = graded(session, forgery.module)
    assert (result.status, result.score) == ("graded", 0.0)
    assert statuses_of(result) <= forgery.statuses
    # Nobody beside it notices.
    assert session.grade(Submission("right", RIGHT)) == right
    assert right.score == 100.0


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_control_forgery_deceives_a_checker_in_its_process(started: Zygote, forgery: Forgery) -> None:
    body = indent(f"deceived = bool({forgery.check})", "    ")
    naive = NAIVE.replace("{body}", body)
    outcome = attack(started, naive, files={"celsius.py": forgery.module.encode()})
    # A process whose encoder the attack has replaced as well can no longer say that it was deceived.
    deceived_itself = outcome.failure is not None and forgery.name.startswith("modules that")
    assert outcome.value == 1.0 or deceived_itself, outcome


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply.name)
def test_forged_reply_earns_nothing(
    session: GradingSession, right: SubmissionResult, reply: ReplyAttack
) -> None:
    body = reply.body if reply.body.startswith("\n") else f"\n    {reply.body}"
    result = graded(session, f"{CHANNEL}\ndef to_celsius(fahrenheit):{body}\n")
    assert result.status == "graded", result.error
    assert statuses_of(result) <= reply.statuses
    # What comes back untouched has the right dtype; that is all that an echo earns.
    assert result.score == (10.0 if Status.PASSED in statuses_of(result) else 0.0)
    assert session.grade(Submission("right", RIGHT)) == right


def test_control_code_in_the_process_can_forge_what_its_process_says(started: Zygote) -> None:
    forging = f"{CHANNEL}\ndef attack():\n    write(forged(7.0))\n    return 8.0\n"
    # Taken for the answer: so it must earn nothing by being a value that was not computed.
    assert attack(started, forging).value == 7.0
    replacing = next(reply for reply in REPLIES if "replaced" in reply.name).body
    echo = f"{CHANNEL}\ndef attack(fahrenheit):{replacing}\n"
    assert attack(started, echo, 1.0).value == 7.0


SHADOWS = {
    "torch.py": "print('taken')",
    "sitecustomize.py": "print('taken')",
    "usercustomize.py": "print('taken')",
    "pytest.py": "print('taken')",
    "_pytest/__init__.py": "print('taken')",
    "autograder/__init__.py": "print('taken')",
    "json.py": "print('taken')",
    "conftest.py": """
        import pytest
        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_makereport():
            report = yield
            report.outcome = "passed"
            return report
    """,
    "cheat.pth": "import sys; sys.stdout.write('taken')",
}
"""Files that a submission holds in place of what a checker imports."""

HOW_A_CHECKER_STARTS = {
    "torch.py": ["-c", "import torch"],
    "sitecustomize.py": ["-c", ""],
    "usercustomize.py": ["-c", "import usercustomize"],
    "pytest.py": ["-m", "pytest"],
    "_pytest/__init__.py": ["-m", "pytest"],
    "autograder/__init__.py": ["-c", "import autograder"],
    "json.py": ["-c", "import json"],
    "conftest.py": ["-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"],
    "cheat.pth": ["-c", "import site; site.addsitedir('.')"],
}


@pytest.mark.parametrize("path", SHADOWS)
def test_submitted_file_takes_nobodys_place(
    session: GradingSession, right: SubmissionResult, path: str
) -> None:
    shadow = {path: dedent(SHADOWS[path]).encode()}
    assert graded(session, WRONG, shadow).score == 0.0
    with_it = session.grade(Submission("right", {**RIGHT, **shadow}))
    assert with_it == right


@pytest.mark.parametrize("path", SHADOWS)
def test_control_submitted_file_takes_the_place_in_its_folder(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(dedent(SHADOWS[path]))
    (tmp_path / "test_it.py").write_text("def test_it():\n    assert False\n")
    ran = subprocess.run(
        [sys.executable, *HOW_A_CHECKER_STARTS[path]],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert "taken" in ran.stdout or "1 passed" in ran.stdout


ENDINGS = {
    "at import": "import os; os._exit(0)",
    "after the checker": "import atexit, os; atexit.register(os._exit, 0); raise ValueError",
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_exit_status_is_no_verdict(session: GradingSession, ending: str) -> None:
    result = graded(session, ending)
    assert (result.status, result.score) == ("graded", 0.0)


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_control_exit_status_says_success(ending: str) -> None:
    ran = subprocess.run([sys.executable, "-c", ending], capture_output=True, timeout=30, check=False)
    assert ran.returncode == 0


class TestFollowThrough:
    """Marks that depend on an earlier exercise being replaced."""

    WARMEST_BY_THEFT = """
        import celsius, inspect, pathlib
        for folder in (".", "..", "/tmp", "/var/tmp", "/dev/shm", str(pathlib.Path.home())):
            try:
                pathlib.Path(folder, "stolen-stand-in.py").write_text(inspect.getsource(celsius))
            except OSError:
                pass
        def warmest(fahrenheit):
            return celsius.to_celsius(fahrenheit).max()
    """
    CELSIUS_BY_THEFT = """
        import pathlib
        def to_celsius(fahrenheit):
            for folder in (".", "..", "/tmp", "/var/tmp", "/dev/shm", str(pathlib.Path.home())):
                path = pathlib.Path(folder, "stolen-stand-in.py")
                if path.is_file():
                    names = {}
                    exec(path.read_text(), names)
                    return names["to_celsius"](fahrenheit)
            return "nothing stolen yet"
    """

    def test_an_exercise_broken_on_purpose_gains_nothing(self, session: GradingSession) -> None:
        broken = {**RIGHT, "celsius.py": b"raise ValueError"}
        result = session.grade(Submission("right", broken))
        assert [exercise.score for exercise in result.exercises] == [0.0, 50.0]

    def test_a_stand_in_cannot_be_carried_off(self, session: GradingSession) -> None:
        theft = {
            "celsius.py": dedent(self.CELSIUS_BY_THEFT).encode(),
            "warmest.py": dedent(self.WARMEST_BY_THEFT).encode(),
        }
        for _ in range(2):  # what the first run leaves would serve the second
            result = session.grade(Submission("right", theft))
            assert [exercise.score for exercise in result.exercises] == [0.0, 50.0]

    def test_control_in_one_process_it_is_carried_off(self, started: Zygote) -> None:
        whole = """
import os, torch
def attack(thief, stand_in):
    open("celsius.py", "w").write(stand_in)
    import warmest
    names = {}
    exec(thief, names)
    return float(names["to_celsius"](torch.tensor([212.0]))[0])
"""
        files = {"warmest.py": dedent(self.WARMEST_BY_THEFT).encode()}
        stand_in = dedent(str(TEMPERATURES["stand_ins/celsius.py"]))
        outcome: Any = attack(started, whole, dedent(self.CELSIUS_BY_THEFT), stand_in, files=files)
        assert outcome.value == pytest.approx(100.0)
