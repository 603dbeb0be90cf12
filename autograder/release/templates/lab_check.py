"""Runs the public tests of one exercise for the notebook, and says how far you are."""

import sys
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib.pyplot as plt
import pytest
import torch

TESTS = Path(__file__).parent
FOLDER = TESTS.parent
WITHOUT = ("cacheprovider", "terminal", "faulthandler", "unraisableexception")
NOT_WRITTEN = "Not written yet: "
AND_THEN = "Then save it, and run this cell again."


class NotThereYet(Exception):
    """Some of the public tests do not pass yet; shown without a traceback, which would help nobody."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


@dataclass(frozen=True)
class Tried:
    """A test that has run: its sentence, its points, and what is wrong, if anything."""

    sentence: str
    points: float
    wrong: str | None


def check(exercise: str) -> None:
    """Run the public tests of an exercise on your module as it is saved now.

    Raises:
        NotThereYet: not all of them pass; the text says what to look at.
    """
    tests = TESTS / f"test_{exercise}.py"
    if not tests.is_file():
        print(f"{exercise}: it is tested only when your work is graded.")
        return
    collected = _Collected(exercise)
    options = [option for name in WITHOUT for option in ("-p", f"no:{name}")]
    yours, figures = _modules_of(FOLDER), plt.get_fignums()
    # The tests start from a fixed seed; yours goes on afterwards as if nothing had been.
    with torch.random.fork_rng(devices=[]):
        ended = pytest.main([str(tests), "--capture=sys", f"--rootdir={FOLDER}", *options], [collected])
    sys.modules.update(yours)
    for figure in set(plt.get_fignums()) - set(figures):
        plt.close(figure)  # drawn by the tests: the notebook would show it
    if ended == pytest.ExitCode.INTERRUPTED:
        raise NotThereYet(f"{exercise}: stopped.")
    if not collected.tried:
        raise NotThereYet(f"{exercise}: no test could run; `python -m pytest` in this folder says why.")
    verdict = _verdict(exercise, collected)
    if all(one.wrong is None for one in collected.tried):
        print(verdict)
    else:
        raise NotThereYet(verdict)


class _Collected:
    """A plugin of pytest that keeps what became of each test."""

    def __init__(self, exercise: str) -> None:
        self._exercise = exercise
        self.tried: list[Tried] = []
        self.hints: list[str] = []

    # Around that of conftest.py, which says in one line what is wrong.
    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Function) -> Generator[None, Any, pytest.TestReport]:
        report: pytest.TestReport = yield
        if report.when == "call" or report.failed:
            sentence = (item.function.__doc__ or item.name).splitlines()[0]
            wrong = str(report.longrepr).removeprefix(sentence).strip() if report.failed else None
            points = sum(marker.args[0] for marker in item.iter_markers("points"))
            self.tried.append(Tried(sentence, points, wrong))
        return report

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        conftest: Any = session.config.pluginmanager.get_plugin(str(TESTS / "conftest.py"))
        self.hints = list(session.config.stash[conftest.HINTS].about(self._exercise))


def _verdict(exercise: str, collected: _Collected) -> str:
    tried = collected.tried
    if all(one.wrong and one.wrong.startswith(NOT_WRITTEN) for one in tried):
        places = dict.fromkeys(one.wrong.removeprefix(NOT_WRITTEN) for one in tried if one.wrong)
        lines = [f"{exercise}: still to do. These are what it is checked for:", ""]
        lines += [f"  {one.sentence}" for one in tried]
        return "\n".join([*lines, "", f"Next: write what is missing ({'; '.join(places)}). {AND_THEN}"])
    reached = sum(one.points for one in tried if one.wrong is None)
    lines = [
        f"{exercise}: {reached:g} of {sum(one.points for one in tried):g} points of the public tests",
        *(f"    hint: {hint}" for hint in collected.hints),
        "",
    ]
    for one in tried:
        lines += [f"✗ {one.sentence}", f"    {one.wrong}"] if one.wrong else [f"✓ {one.sentence}"]
    if any(one.wrong for one in tried):
        return "\n".join([*lines, "", f"Next: look at the first ✗, and mend it. {AND_THEN}"])
    return "\n".join([*lines, "", "All of them pass. More tests run when your work is graded."])


def _modules_of(folder: Path) -> Mapping[str, ModuleType]:
    """Your modules that are loaded: the tests load them anew, and the notebook keeps those it has."""
    return {
        name: module
        for name, module in sys.modules.items()
        if (file := getattr(module, "__file__", None)) is not None and Path(file).parent == folder
    }
