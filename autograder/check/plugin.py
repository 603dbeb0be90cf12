"""The pytest plugin that tells what becomes of each public test, while it runs."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ..naming import exercise_of
from .outcomes import Verdict

PRINTED_MOST = 4000
OF_PYTEST = {"kind": "error", "where": ""}
"""Of an explanation that conftest.py did not give."""

SLOW_IMPORTS = ("matplotlib.pyplot", "torch._dynamo")
"""Take half a second and more, and not every exercise needs them; the latter comes with an optimiser."""

VERDICTS = {
    "failed": Verdict.FAILS,
    "error": Verdict.ERROR,
    "too slow": Verdict.TOO_SLOW,
    "to do": Verdict.TO_DO,
}
"""By the kind of explanation that the folder's own conftest.py gives."""

WITHOUT_FAILURE = {"passed": Verdict.PASSES, "skipped": Verdict.NOT_RUN}


class Telling:
    """Hooks of a pytest session in a student's folder.

    Args:
        tell: is told each thing, as JSON holds it.
        exercises: the names of all exercises.
    """

    def __init__(self, tell: Callable[[dict[str, Any]], None], exercises: Sequence[str]) -> None:
        self._tell = tell
        self._exercises = exercises

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._tell({"what": "broken", "node": report.nodeid, "text": str(report.longrepr)})

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        sentences: dict[str, list[str]] = defaultdict(list)
        built_on: dict[str, Any] = {}
        for item in session.items:
            exercise = self._exercise_of(item.path)
            sentences[exercise].append(_sentence(item))
            built_on[exercise] = dict(item.user_properties).get("built_on", [])
        self._tell({"what": "collected", "sentences": sentences, "built_on": built_on})

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._tell({"what": "began", "exercise": self._exercise_of(Path(nodeid.split("::")[0]))})

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # A test that cannot even begin has no report of its call.
        if report.when != "call" and (report.when != "setup" or report.passed):
            return
        known = dict(report.user_properties)
        explanation: Any = known.get("explanation") or {**OF_PYTEST, "text": str(report.longrepr)}
        self._tell(
            {
                "what": "ended",
                "verdict": VERDICTS[explanation["kind"]]
                if report.failed
                else WITHOUT_FAILURE[report.outcome],
                "message": explanation["text"] if report.failed else "",
                "where": explanation["where"] if report.failed else "",
                "printed": report.capstdout[:PRINTED_MOST],
                "hints": known.get("hints", []),
                "plainer_hints": known.get("plainer_hints", {}),
            }
        )

    def pytest_sessionfinish(self) -> None:
        imported = [module for module in SLOW_IMPORTS if module in sys.modules]
        self._tell({"what": "finished", "slow_imports": imported})

    def _exercise_of(self, path: Path) -> str:
        return exercise_of(path, self._exercises) or path.stem


def _sentence(item: pytest.Item) -> str:
    documented = getattr(getattr(item, "function", None), "__doc__", None)
    return str(documented or item.name).strip().splitlines()[0]
