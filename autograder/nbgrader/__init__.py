"""nbgrader's part: its own commands release, collect and report; what runs student code is ours."""

from __future__ import annotations

from .config import configure

__all__ = ["configure"]
