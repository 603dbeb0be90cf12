"""Errors by their cause: the user's input, the grader itself, or a secret in what students get."""

from __future__ import annotations


class UsageError(Exception):
    """The user's input cannot be used: one line on standard error, exit status 2."""


class GraderFault(Exception):
    """The grader itself failed: never a student's zero."""


class Leak(Exception):
    """A release would hold something secret; the text has a line for each place. Exit status 1."""
