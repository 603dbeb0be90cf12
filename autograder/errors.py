"""What goes wrong through what the user gave."""

from __future__ import annotations


class UsageError(Exception):
    """What the user gave cannot be used: one line for standard error, exit status 2."""
