"""Tries the tests on one module: the work of one process of the proof."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from ..course import Assignment
from ..errors import Leak, UsageError
from ..grading.diagnosis import ANSWERED, Diagnosis
from ..grading.marking import Marking
from ..grading.plan import PlannedTest
from ..grading.rehearsal import Rehearsal
from ..grading.running import TestRun
from ..grading.session import GradingSession
from ..grading.starting import started_zygote
from ..grading.verdicts import not_reached
from ..release import MISTAKES, files_of
from ..results import Status, Test, TestResult
from ..sandbox.isolation import Isolation
from ..sandbox.spare import Spare
from ..sandbox.task import Files
from ..testing.behaviour import Behaviour
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
        named: the misconceptions that are recognised.
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


@dataclass(frozen=True)
class Attempt:
    """The outcome of a case before its misconceptions are recognised.

    Attributes:
        tried: the outcome, without a name.
        behaviour: what the case did in its tests, each run even if the one that it builds on failed.
        seen: as much of it as grading sees; None if the case needs no name.
    """

    tried: Tried
    behaviour: Behaviour
    seen: Behaviour | None


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


def attempt(case: Case) -> Attempt:
    """Try the tests on a case.

    Raises:
        GraderFault: the grader failed.
    """
    session = _started()
    return session.do(lambda marking: _attempt(case, marking, session.assignment))


def named(module: str, unnamed: Sequence[Attempt], behaviours: Mapping[bytes, Behaviour]) -> list[Tried]:
    """The outcomes of attempts with the misconceptions that are recognised in them.

    Args:
        module: the exercise.
        unnamed: attempts at it that need a name.
        behaviours: what its misconceptions and alternatives did, by their text.

    Raises:
        GraderFault: the grader failed.
    """

    def recognise(marking: Marking) -> list[Tried]:
        marking.diagnosis.know(module, behaviours)
        return list(_named(unnamed, marking.diagnosis))

    return _started().do(recognise)


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


def _attempt(case: Case, marking: Marking, assignment: Assignment) -> Attempt:
    files = {**assignment.references(), f"{case.module}.py": case.source}
    planned = marking.runner.plan.exercises[case.module]
    alone, imported = _run(case, files, marking)
    tests = _in_order(planned, alone)
    full = all(test.result.score == test.result.test.points for test in tests)
    wrong = () if full else (case.module,)
    needs_name = not full and case.kind not in UNNAMED and len(tests) == len(planned)
    later = [marking.mark_exercise(module, files, wrong) for module in case.later]
    ways = [tests, *(_measured_otherwise(case.module, files, marking) if case.kind.is_right else ())]
    tried = Tried(
        case,
        tests=tuple(each.test for each in planned),
        statuses={test.result.test.name: test.result.status for test in tests},
        messages=_messages(case, tests),
        reasons={test.result.test.name: reason for test in tests if (reason := _reason(test)) is not None},
        full=full,
        named=(),
        losing_later=tuple(result.exercise for result in later if result.lost_marks),
        imported=imported,
        comparisons=tuple(comparison for run in ways for comparison in _comparisons(run)),
    )
    behaviour = {test.result.test.name: test.behaviour() for test in alone}
    return Attempt(tried, behaviour, _seen(behaviour, tried.statuses) if needs_name else None)


def _run(case: Case, files: Files, marking: Marking) -> tuple[tuple[TestRun, ...], frozenset[str]]:
    """Run each test alone, on a mutant up to the first time-out: an endless loop then costs only one.

    Returns:
        The outcomes, and the modules that the case imported.
    """
    runs: list[TestRun] = []
    runner = marking.runner.on(marking.runner.plan.each_alone())
    with (
        runner.isolated(case.module, files) as student,
        closing(runner.one_by_one_on(case.module, student)) as tests,
    ):
        for test in tests:
            runs.append(test)
            if case.kind is CaseKind.MUTANT and test.result.status is Status.TIMEOUT:
                break
    return tuple(runs), student.imported


def _in_order(planned: Sequence[PlannedTest], alone: Sequence[TestRun]) -> tuple[TestRun, ...]:
    """The same outcomes, where a test is not reached if the one that it builds on failed."""
    results: dict[str, TestResult] = {}
    runs: list[TestRun] = []
    for each, run in zip(planned, alone, strict=False):
        unreached = not_reached(each, results)
        runs.append(run if unreached is None else TestRun(unreached))
        results[each.test.name] = runs[-1].result
    return tuple(runs)


def _seen(behaviour: Behaviour, statuses: Mapping[str, Status]) -> Behaviour:
    """What grading sees: where code dies or does not end, it leaves out the tests that are not reached."""
    if ANSWERED.issuperset(statuses.values()):
        return behaviour
    return {name: test for name, test in behaviour.items() if statuses[name] is not Status.NOT_REACHED}


def _named(unnamed: Sequence[Attempt], diagnosis: Diagnosis) -> Iterator[Tried]:
    for attempt in unnamed:
        assert attempt.seen is not None
        case = attempt.tried.case
        recognised = diagnosis.account_for(attempt.seen, case.module, case.source)
        yield replace(attempt.tried, named=tuple(misconception.name for misconception in recognised))


def _messages(case: Case, tests: Sequence[TestRun]) -> dict[str, str]:
    """What the failed tests said; of a right module, what they raised, which is for their author."""
    said = {
        test.result.test.name: test.raised if case.kind.is_right and test.raised else test.result.message
        for test in tests
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
