"""Fixtures of the project's own tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox.processes import Zygote

from .attacks.harness import machine
from .harness import TEMPERATURES, write_files


class SharedZygote(Zygote):
    """One that outlives the sessions that use it."""

    def close(self) -> None: ...

    def end(self) -> None:
        super().close()


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    shared = SharedZygote(machine())
    yield shared
    shared.end()


@pytest.fixture(scope="session")
def temperatures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small assignment that has nothing to do with bigrams."""
    return write_files(tmp_path_factory.mktemp("solutions") / "temperatures", TEMPERATURES)
