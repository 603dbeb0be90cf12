"""The pytest plugin: collects the tests once, then runs them for one student after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest

from ..course import Assignment
from ..errors import GraderFault
from ..results import Status, TestResult
from ..sandbox.outcomes import StudentFailure
from ..testing.comparisons import Measured, measuring
from ..testing.differences import showing_values
from ..testing.observing import MOST_PRINTED
from ..testing.subject import Recorded, Subject
from .plan import PlannedTest
from .references import References
from .running import TestRun
from .verdicts import judge, not_reached, passed, with_output_limit


class GradingPlugin:
    """Hooks and fixtures of one pytest session that grades.

    Args:
        assignment: whose tests these are.
        loop: takes the place of pytest's own loop over the items; when it returns, pytest ends.
    """

    def __init__(self, assignment: Assignment, loop: Callable[[], None]) -> None:
        self._assignment = assignment
        self._loop = loop
        self._student: Subject | None = None
        self._raised: BaseException | None = None
        self.items: Sequence[pytest.Item] = ()
        self.collection_errors: list[str] = []

    def run(self, tests: Sequence[PlannedTest], student: Subject) -> Generator[TestRun]:
        """Run the tests of one exercise, one after the other, on whose functions they are to judge.

        Raises:
            GraderFault: a test failed in a way that cannot come from the code under test.
        """
        results: dict[str, TestResult] = {}
        for planned in tests:
            run = self._run_one(planned, Recorded(student), results)
            results[planned.test.name] = run.result
            yield run

    def _run_one(self, planned: PlannedTest, student: Recorded, results: dict[str, TestResult]) -> TestRun:
        first = results.get(planned.after) if planned.after is not None else None
        if first is not None and first.status is not Status.PASSED:
            return TestRun(not_reached(planned.test, first.test))
        measured: list[Measured] = []
        self._student, self._raised = student, None
        item = planned.item
        try:
            with measuring(measured.append):
                # With the session as what comes next, fixtures that a whole class shares are kept.
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=item.session)
        finally:
            self._student = None
        item._report_sections.clear()
        item.user_properties.clear()
        result = passed(planned.test) if self._raised is None else judge(planned.test, self._raised, student)
        if _printed_too_much(student):
            result = with_output_limit(result)
        return TestRun(result, tuple(student.calls), tuple(measured))

    @pytest.fixture
    def student(self) -> Subject:
        """The student's functions of the exercise under test, in a process of their own."""
        if self._student is None:
            raise GraderFault("a fixture asks for `student` while no student is graded")
        return self._student

    @pytest.fixture(scope="session")
    def reference(self) -> References:
        """The references' functions, of whichever exercise."""
        return References(self._assignment)

    @pytest.fixture(scope="session")
    def data_file(self) -> Callable[[str], Path]:
        """The path of one of the assignment's public data files, by its name."""
        return lambda name: self._assignment.data[name]

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "points(number, public, after, form): the points of a test")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.collection_errors.append(str(report.longrepr))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = session.items

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> bool:
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
            self._raised = error if call.when == "call" else _outside_the_test(error, call.when)
        assert call.when != "collect"
        outcome: Literal["passed", "failed"] = "failed" if error is not None else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)


def _outside_the_test(error: BaseException, when: str) -> BaseException:
    """An exception of a fixture: the student's doing only where the student's code raised it."""
    if isinstance(error, StudentFailure):
        return error
    return GraderFault(f"{when}: {type(error).__name__}: {error}")


def _printed_too_much(student: Recorded) -> bool:
    return any(
        call.observation is not None and len(call.observation.printed) >= MOST_PRINTED
        for call in student.calls
    )
