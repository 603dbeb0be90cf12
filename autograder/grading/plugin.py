"""The pytest plugin: collects the tests once, then runs them for one student after another."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pytest

from ..course import Assignment
from ..errors import GraderFault, UsageError
from ..results import Test, TestResult
from ..testing.comparisons import Measured, measuring
from ..testing.differences import showing_values
from ..testing.observing import MOST_PRINTED
from ..testing.random_states import random_states
from ..testing.subject import Recorded, Subject
from .blame import TestFault, place, told
from .endless import Watch
from .plan import PlannedTest
from .references import References
from .running import TestRun
from .verdicts import failed_by_itself, judge, not_reached, passed, with_output_limit


class GradingPlugin:
    """Hooks and fixtures of a pytest session that grades.

    Args:
        assignment: the assignment that the tests belong to.
        loop: replaces pytest's own loop over the items; when it returns, pytest ends.

    Attributes:
        proven: whether the references have passed every test. Before that, a test that raises by itself
            counts as failed, with the reason for its author.
        items: the collected tests.
        collection_errors: why tests cannot be collected.
    """

    def __init__(self, assignment: Assignment, loop: Callable[[], None]) -> None:
        self._assignment = assignment
        self._folder = assignment.folder.resolve()
        self._loop = loop
        self.proven = False
        self._student: Recorded | None = None
        self._raised: BaseException | None = None
        self.items: Sequence[pytest.Item] = ()
        self.collection_errors: list[UsageError] = []

    def run(self, tests: Sequence[PlannedTest], student: Subject) -> Generator[TestRun]:
        """Run the tests of one exercise in order.

        Args:
            tests: the tests.
            student: the functions to judge.

        Raises:
            GraderFault: a test failed in a way that cannot come from the code under test.
        """
        results: dict[str, TestResult] = {}
        for planned in tests:
            run = self._run_one(planned, Recorded(student, lambda: self._references), results)
            results[planned.test.name] = run.result
            yield run

    def _run_one(self, planned: PlannedTest, student: Recorded, results: dict[str, TestResult]) -> TestRun:
        if (result := not_reached(planned, results)) is not None:
            return TestRun(result)
        measured: list[Measured] = []
        self._student, self._raised = student, None
        student._begin_test()
        item = planned.item
        try:
            with (
                self._watch.over_a_test(),
                measuring(measured.append),
                random_states(item.name),
            ):
                # The session as next item keeps fixtures that a whole class shares.
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=item.session)
        except (KeyboardInterrupt, pytest.exit.Exception) as error:
            self._raised = error
        finally:
            self._student = None
        item._report_sections.clear()
        item.user_properties.clear()
        raised = told(self._raised, self._folder) if self._raised is not None else None
        result = self._result(planned.test, student, raised)
        if _printed_too_much(student):
            result = with_output_limit(result)
        return TestRun(result, tuple(student._calls), tuple(measured), raised)

    def _result(self, test: Test, student: Recorded, raised: str | None) -> TestResult:
        if self._raised is None or raised is None:
            return passed(test)
        if isinstance(self._raised, GraderFault):
            raise self._raised
        if place(self._raised, self._folder) is None:
            raise GraderFault(f"test {test.name}: {raised}") from self._raised
        try:
            return judge(test, self._raised, student, raised)
        except TestFault:
            if self.proven:
                raise
            return failed_by_itself(test, raised)

    @pytest.fixture
    def student(self) -> Subject:
        """The student's functions of the exercise under test, in a process of their own."""
        if self._student is None:
            raise GraderFault("a fixture asks for `student` while no student is graded")
        return self._student

    @pytest.fixture(scope="session")
    def reference(self) -> References:
        """The references' functions, of all exercises."""
        return self._references

    @cached_property
    def _references(self) -> References:
        return References(self._assignment)

    @pytest.fixture(scope="session")
    def data_file(self) -> Callable[[str], Path]:
        """The path of one of the assignment's public data files, by its name."""
        return self._data_file

    def _data_file(self, name: str) -> Path:
        if name not in self._assignment.data:
            known = ", ".join(self._assignment.data) or "which has none"
            raise UsageError(f"{name!r} is no data file of {self._assignment.name} ({known})")
        return self._assignment.data[name]

    def seeded(self, name: str) -> None:
        """Note that a test, if one is running, has seeded a generator."""
        if self._student is not None:
            self._student._seeded(name)

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "points(number, public, after, form): the points of a test")

    @pytest.hookimpl(wrapper=True)
    def pytest_load_initial_conftests(self) -> Generator[None]:
        try:
            return (yield)
        except BaseException as error:
            raise self._not_collected(error) from None

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, Any, Any]:
        with random_states(collector.name):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        if fixturedef.scope == "function":
            return (yield)
        # Which test makes a fixture that others share must not show in its values.
        with random_states(fixturedef.argname):
            return (yield)

    def pytest_exception_interact(
        self, call: pytest.CallInfo[Any], report: pytest.CollectReport | pytest.TestReport
    ) -> None:
        if isinstance(report, pytest.CollectReport) and call.excinfo is not None:
            self.collection_errors.append(self._not_collected(call.excinfo.value))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.collection_errors.append(
                UsageError(
                    f"{report.nodeid} skips all its tests, whose points nobody could get: let it skip none"
                )
            )

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        raise self._not_collected(excinfo.value) from None

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        raise self._not_collected(excinfo.value) from None

    def _not_collected(self, error: BaseException) -> UsageError:
        # If a file of tests cannot be imported, pytest's own exception holds the reason.
        reason = error.__cause__ if isinstance(error, pytest.Collector.CollectError) else None
        reason = reason or getattr(error, "cause", None) or error
        said = told(reason, self._folder)
        return UsageError(f"the tests of {self._assignment.name} cannot be collected: {said}")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = session.items

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> bool:
        self._watch = Watch(max(limits.exercise_seconds for limits in self._assignment.all_limits()))
        with closing(self._watch):
            self._loop()
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        marker = item.get_closest_marker("points")
        with showing_values(marker is not None and bool(marker.kwargs.get("public"))):
            return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep the exception itself; pytest's own report would format a traceback nobody reads."""
        error = call.excinfo.value if call.excinfo is not None else None
        if error is not None and self._raised is None:
            self._raised = error
        assert call.when != "collect"
        outcome: Literal["passed", "failed"] = "failed" if error is not None else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)


def _printed_too_much(student: Recorded) -> bool:
    return any(
        call.observation is not None and len(call.observation.printed) >= MOST_PRINTED
        for call in student._calls
    )
