"""However busy the machine is, the same submission gets the same bytes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from autograder.course import load_assignment
from autograder.grading.session import GradingSession
from autograder.grading.starting import started_zygote
from autograder.sandbox.isolation import machine_isolation
from autograder.submissions import Submission

from ..harness import RIGHT, TEMPERATURES, as_bytes, write_files
from ..test_patience import one_processor_shared_with_busy_processes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the clocks of Linux")

BODY = "return (fahrenheit - 32) * (5 / 9)"
CLASS = {
    "slow": f"end = time.process_time() + 0.3\n    while time.process_time() < end: pass\n    {BODY}",
    "endless": "while True: pass",
    "sleeps": "time.sleep(1000)",
    "hoards": "hoard = []\n    while True: hoard.append(bytearray(10**7))",
}


@contextmanager
def on_one_processor() -> Iterator[None]:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GradingSession]:
    """A session all of whose processes run on the same processor."""
    limited = str(TEMPERATURES["assignment.toml"]).replace("call_seconds = 2.0", "call_seconds = 0.8")
    folder = write_files(tmp_path_factory.mktemp("busy"), {**TEMPERATURES, "assignment.toml": limited})
    assignment = load_assignment(folder)
    with (
        on_one_processor(),
        GradingSession(assignment, started_zygote(assignment, machine_isolation())) as started,
    ):
        yield started


@pytest.mark.parametrize("name", CLASS)
def test_a_busy_machine_changes_no_byte(session: GradingSession, name: str) -> None:
    source = f"import time\n\ndef to_celsius(fahrenheit):\n    {CLASS[name]}\n"
    submission = Submission(name, {**RIGHT, "celsius.py": as_bytes(source)})
    idle = json.dumps(session.grade(submission).as_json())
    with one_processor_shared_with_busy_processes():
        busy = json.dumps(session.grade(submission).as_json())
    assert busy == idle
    assert (json.loads(idle)["score"] == 100.0) == (name == "slow")
