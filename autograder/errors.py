"""What goes wrong through what the user gave, and what through the grader itself."""

from __future__ import annotations


class UsageError(Exception):
    """What the user gave cannot be used: one line for standard error, exit status 2."""


class GraderFault(Exception):
    """The grader itself failed: never a student's zero."""
