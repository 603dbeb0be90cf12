"""Errors by their cause: the user's input, or the grader itself."""

from __future__ import annotations


class UsageError(Exception):
    """The user's input cannot be used: one line on standard error, exit status 2."""


class GraderFault(Exception):
    """The grader itself failed: never a student's zero."""
