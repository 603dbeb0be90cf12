"""Writes new assignments and new exercises, for authors to fill with their own."""

from .exercises import EXAMPLE, more_exercises, new_assignment
from .writing import write_new

__all__ = ["EXAMPLE", "more_exercises", "new_assignment", "write_new"]
