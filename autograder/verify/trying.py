"""Tries the tests on one module: the work of one process of the proof."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch

from ..course import Assignment
from ..errors import Leak, UsageError
from ..grading.marking import Marking
from ..grading.rehearsal import Rehearsal
from ..grading.running import ExerciseRun, TestRun
from ..grading.session import GradingSession
from ..grading.starting import started_zygote
from ..release import MISTAKES, files_of
from ..results import Status, Test
from ..sandbox.isolation import Isolation
from ..sandbox.spare import Spare
from ..sandbox.task import Files
from ..testing.comparisons import Tolerance
from ..testing.mistakes import mistakes_in
from .at_home import Unhinted, unhinted
from .cases import Case, CaseKind
from .precision import InDouble, InThisProcess

THREADS = 2
"""Right answers are also measured with this many threads, which add sums in another order."""


UNNAMED = (CaseKind.STUB, CaseKind.IDLE)
"""Kinds of modules that need no diagnosis."""


@dataclass(frozen=True)
class Comparison:
    """A comparison of numbers in a test.

    Attributes:
        test: the test's name.
        number: counts the comparisons of the test from 1.
        within: the tolerance.
        share: the largest error of an entry, in tolerances.
    """

    test: str
    number: int
    within: Tolerance
    share: float


@dataclass(frozen=True)
class Tried:
    """The outcome of a case.

    Attributes:
        case: the case.
        tests: of its exercise.
        statuses: of these tests, by name; of a mutant, up to the first that ran out of time.
        messages: what the failed tests said.
        reasons: the same, but exceptions without the place where they were raised.
        full: whether its own exercise got full marks.
        named: the recognised misconceptions.
        losing_later: later exercises that are right but lost marks.
        imported: the modules that it imports.
        comparisons: of numbers, in all ways of measuring.
    """

    case: Case
    tests: tuple[Test, ...]
    statuses: Mapping[str, Status]
    messages: Mapping[str, str]
    reasons: Mapping[str, str]
    full: bool
    named: tuple[str, ...]
    losing_later: tuple[str, ...]
    imported: frozenset[str]
    comparisons: tuple[Comparison, ...]

    @property
    def in_full(self) -> bool:
        """Whether all tests were run."""
        return len(self.statuses) == len(self.tests)

    @property
    def score(self) -> float:
        """The points of the tests that it passes."""
        return sum(test.points for test in self.passed)

    @property
    def passed(self) -> tuple[Test, ...]:
        return tuple(test for test in self.tests if self.statuses.get(test.name) is Status.PASSED)

    @property
    def caught_by(self) -> frozenset[str]:
        """The tests that fail on it, and not just because another failed."""
        let_through = (Status.PASSED, Status.NOT_REACHED)
        return frozenset(name for name, status in self.statuses.items() if status not in let_through)


_session: GradingSession | None = None


def start(spare: Spare | None, assignment: Assignment, isolation: Isolation) -> None:
    """Make this process ready to try cases.

    Args:
        spare: becomes its zygote, if there is one.
        assignment: the assignment.
        isolation: the layers that cut the cases off.

    Raises:
        UsageError: the assignment cannot be used.
    """
    global _session
    _session = GradingSession(assignment, started_zygote(assignment, isolation, spare)).__enter__()


def _started() -> GradingSession:
    assert _session is not None
    return _session


def attempt(case: Case) -> Tried:
    """Try the tests on a case.

    Raises:
        GraderFault: the grader failed.
    """
    session = _started()
    return session.do(lambda marking: _attempt(case, marking, session.assignment))


@dataclass(frozen=True)
class Released:
    """What students would get.

    Attributes:
        refused: what prevents a release of the assignment, one line each.
        unhinted: the mistakes about which it gives students no hint.
    """

    refused: tuple[str, ...] = ()
    unhinted: tuple[Unhinted, ...] = ()


def release(modules: Collection[str]) -> Released:
    """Try to make what students get.

    Args:
        modules: the exercises whose mistakes should have hints there.

    Raises:
        GraderFault: the grader failed.
    """
    session = _started()
    try:
        files = files_of(session)
    except (Leak, UsageError) as error:
        return Released(refused=tuple(str(error).splitlines()))
    mistakes = mistakes_in(files[MISTAKES].decode()) if MISTAKES in files else {}
    return Released(unhinted=unhinted(mistakes, modules))


def unsteady(modules: Collection[str]) -> tuple[tuple[str, str, str], ...]:
    """The tests that not only the answers decide: exercise, name, and what is wrong.

    Args:
        modules: the exercises.

    Raises:
        GraderFault: the grader failed.
    """
    return _started().do(lambda marking: tuple(Rehearsal(marking.runner).unsteady(modules)))


def _attempt(case: Case, marking: Marking, assignment: Assignment) -> Tried:
    files = {**assignment.references(), f"{case.module}.py": case.source}
    tests = tuple(planned.test for planned in marking.runner.plan.exercises[case.module])
    run = _run(case, files, marking)
    full = all(result.score == result.test.points for result in run.results)
    wrong = () if full else (case.module,)
    nameless = full or case.kind in UNNAMED or len(run.tests) < len(tests)
    named = () if nameless else marking.diagnosis.recognise(case.module, run)
    later = [marking.mark_exercise(module, files, wrong) for module in case.later]
    ways = [run.tests, *(_measured_otherwise(case.module, files, marking) if case.kind.is_right else ())]
    return Tried(
        case,
        tests=tests,
        statuses={result.test.name: result.status for result in run.results},
        messages=_messages(case, run),
        reasons={
            test.result.test.name: reason for test in run.tests if (reason := _reason(test)) is not None
        },
        full=full,
        named=tuple(misconception.name for misconception in named),
        losing_later=tuple(result.exercise for result in later if result.lost_marks),
        imported=run.imported,
        comparisons=tuple(comparison for tests in ways for comparison in _comparisons(tests)),
    )


def _run(case: Case, files: Files, marking: Marking) -> ExerciseRun:
    """Run the tests, on a mutant up to the first time-out: an endless loop then costs only one."""
    if case.kind is not CaseKind.MUTANT:
        return marking.runner.run(case.module, files)
    runs: list[TestRun] = []
    with marking.runner.one_by_one(case.module, files) as tests:
        for test in tests:
            runs.append(test)
            if test.result.status is Status.TIMEOUT:
                break
    return ExerciseRun(tuple(runs), frozenset(), files)


def _messages(case: Case, run: ExerciseRun) -> dict[str, str]:
    """What the failed tests said; of a right module, what they raised, which is for their author."""
    said = {
        test.result.test.name: test.raised if case.kind.is_right and test.raised else test.result.message
        for test in run.tests
    }
    return {name: message for name, message in said.items() if message is not None}


def _reason(test: TestRun) -> str | None:
    raised = test.calls[-1].raised if test.calls else None
    return test.result.message if raised is None else raised


def _comparisons(tests: Sequence[TestRun]) -> Iterator[Comparison]:
    for test in tests:
        for number, measured in enumerate(test.measured, start=1):
            yield Comparison(test.result.test.name, number, measured.within, measured.share)


def _measured_otherwise(module: str, files: Files, marking: Marking) -> Iterator[tuple[TestRun, ...]]:
    """Runs of a right module with more threads, and in float64."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        makers = marking.runner.makers()
        with _threads(THREADS):
            yield marking.runner.run_on(module, InThisProcess(Path(folder), module, makers))
        yield marking.runner.run_on(module, InDouble(Path(folder), module, makers))


@contextmanager
def _threads(count: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
