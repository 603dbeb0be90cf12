"""Fixtures of the project's own tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import load_assignment
from autograder.grading.session import GradingSession
from autograder.release import files_of
from autograder.sandbox.processes import Zygote

from .attacks.harness import machine
from .harness import TEMPERATURES, Release, write_files


class SharedZygote(Zygote):
    """One that outlives the sessions that use it."""

    def close(self) -> None: ...

    def end(self) -> None:
        super().close()


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    shared = SharedZygote(machine())
    yield shared
    shared.end()


@pytest.fixture(scope="session")
def release(zygote: Zygote) -> Release:
    """Makes the files of a release in this process."""

    def files(assignment: Path) -> dict[str, bytes]:
        with GradingSession(load_assignment(assignment), zygote) as session:
            return files_of(session)

    return files


@pytest.fixture(scope="session")
def temperatures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small assignment that has nothing to do with bigrams."""
    return write_files(tmp_path_factory.mktemp("solutions") / "temperatures", TEMPERATURES)
