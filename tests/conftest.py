"""Fixtures of the project's own tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from .harness import TEMPERATURES, write_files


@pytest.fixture(scope="session")
def temperatures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small assignment that has nothing to do with bigrams."""
    return write_files(tmp_path_factory.mktemp("solutions") / "temperatures", TEMPERATURES)
