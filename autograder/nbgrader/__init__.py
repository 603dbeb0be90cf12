"""Works with nbgrader: its commands release, collect and report; this kit runs the student code."""

from __future__ import annotations

from .config import configure

__all__ = ["configure"]
