"""All calls at once, and verdicts that are remembered, change no result."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import torch

from autograder.course import Assignment, find_assignment
from autograder.grading.scripts import Answering, Asking, Memory
from autograder.grading.session import GradingSession
from autograder.grading.starting import started_zygote
from autograder.results import ExerciseResult
from autograder.sandbox.isolation import machine_isolation
from autograder.sandbox.script import answers_in
from autograder.sandbox.wire import Frame
from autograder.testing.subject import LocalModules

from .harness import RIGHT, ROOT, WRONG, as_bytes, write_files
from .test_objects import CLASS, NETS

EXERCISES = ("counting", "probabilities", "likelihood")


@dataclass(frozen=True)
class Module:
    exercise: str
    source: bytes


def modules(assignment: Assignment) -> list[Module]:
    """Right and wrong modules: alternatives and misconceptions of some exercises."""
    return [
        Module(exercise, path.read_bytes())
        for exercise in EXERCISES
        for folder in (assignment.alternatives, assignment.misconceptions)
        for path in sorted((folder / exercise).glob("*.py"))
    ]


@contextmanager
def session_of(assignment: Assignment, memory: Memory) -> Iterator[GradingSession]:
    with GradingSession(assignment, started_zygote(assignment, machine_isolation()), memory) as session:
        session.rehearse()
        yield session


def marked(session: GradingSession, module: Module) -> ExerciseResult:
    files = {**session.assignment.references(), f"{module.exercise}.py": module.source}
    return session.do(lambda marking: marking.mark_exercise(module.exercise, files, ()))


def test_results_are_the_same_with_and_without_and_in_any_order() -> None:
    assignment = find_assignment("bigram_counts", ROOT)
    wanted = modules(assignment)
    places = list(range(len(wanted)))
    random.Random(2147483647).shuffle(places)
    with session_of(assignment, Memory(most=0)) as session:
        expected = [marked(session, module) for module in wanted]
    memory = Memory()
    with session_of(assignment, memory) as session:
        first = {place: marked(session, wanted[place]) for place in places}
        again = [marked(session, module) for module in wanted]
        memory.scripts.clear()
        by_calls = [marked(session, module) for module in wanted]
    assert [first[place] for place in sorted(places)] == expected
    assert again == expected
    assert by_calls == expected
    assert sum(result.lost_marks for result in expected) > len(wanted) / 2


class Counted(Memory):
    """A memory that counts what it is asked and what it knew."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = self.known = 0

    def verdict(self, module: str, test: str, digest: bytes) -> Any:
        found = super().verdict(module, test, digest)
        self.asked += 1
        self.known += found is not None
        return found


def test_what_was_judged_is_not_judged_again(temperatures: Path) -> None:
    assignment = find_assignment(str(temperatures), temperatures)
    memory = Counted()
    with session_of(assignment, memory) as session:
        for files, share in ((RIGHT, 0.0), (RIGHT, 1.0), (WRONG, None), (WRONG, 1.0)):
            memory.asked = memory.known = 0
            files = {name: as_bytes(content) for name, content in files.items()}
            session.do(lambda marking, files=files: marking.mark_exercise("celsius", files, ()))  # type: ignore[misc]
            assert memory.asked > 0
            assert share is None or memory.known == share * memory.asked


def test_calls_on_objects_go_at_once_too(tmp_path: Path) -> None:
    assignment = find_assignment(str(write_files(tmp_path / "nets", NETS)), tmp_path)
    wanted = [
        Module(exercise, as_bytes(CLASS[name][0][f"{exercise}.py"]))
        for exercise, name in (
            *(("mlp", name) for name in ("right", "no_tanh", "plain_tensors", "no_attribute")),
            *(("descent", name) for name in ("right", "own_copies", "no_method")),
        )
    ]
    memory = Counted()
    with session_of(assignment, memory) as session:
        at_once = [marked(session, module) for module in wanted]
        known = memory.known
        again = [marked(session, module) for module in wanted]
        assert memory.known > known
        memory.scripts.clear()
        assert [marked(session, module) for module in wanted] == again == at_once


def test_only_so_many_verdicts_are_kept() -> None:
    memory, verdict = Memory(most=2), object()
    for test in ("a", "b"):
        memory.remember("m", test, b"", verdict)  # type: ignore[arg-type]
    assert memory.verdict("m", "a", b"") is verdict
    memory.remember("m", "c", b"", verdict)  # type: ignore[arg-type]
    assert [memory.verdict("m", test, b"") is None for test in "abc"] == [False, True, False]


DOUBLES = """
    import torch

    def double(values):
        return 2 * values
"""


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    (tmp_path / "doubles.py").write_text(dedent(DOUBLES))
    return Asking(LocalModules(tmp_path, "doubles"))


def test_answers_come_back_for_the_same_calls_alone(asking: Asking) -> None:
    given = torch.tensor([1.0, float("nan")])
    first = asking.double(given)
    script = asking.taken()
    assert script.is_ordinary
    answering = Answering(script)
    torch.testing.assert_close(answering.double(given.clone()), first, equal_nan=True)
    assert not answering.strayed
    assert not answering.left
    for call in (lambda subject: subject.double(given + 1), lambda subject: subject.triple(given)):
        answering = Answering(script)
        with pytest.raises(Exception, match="made otherwise than before"):
            call(answering)
        assert answering.strayed


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"outcome": "answered"},
        {"outcome": "answered", "sizes": 4},
        {"outcome": "answered", "sizes": [2]},
        {"outcome": "answered", "sizes": [2, 3]},
        {"outcome": "answered", "sizes": [-1, 5]},
        {"outcome": "answered", "sizes": [True, 3]},
        {"outcome": "answered", "sizes": ["2", 2]},
        {"outcome": "answered", "sizes": [2, 2, 0, 0]},
        {"outcome": "observed", "sizes": [2, 2]},
    ],
)
def test_answers_that_do_not_add_up_are_none(header: dict[str, Any]) -> None:
    assert answers_in(Frame(header, b"{}ab"), 1) is None


def test_answers_that_add_up() -> None:
    (answer,) = answers_in(Frame({"outcome": "answered", "sizes": [2, 2]}, b"{}ab"), 1) or ()
    assert (answer.text, answer.tensors) == (b"{}", b"ab")
