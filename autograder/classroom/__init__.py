"""Grades many submissions: which are graded already, who works, what is written when."""

from .marks import HandMark, Marks, RunMarks, marks_of_run
from .roster import Ownership, Roster, RunRoster, called, ownership, read_roster, roster_of_run
from .run import ClassResults, ClassRun, Graded, Summary, gradable_of, grade_class

__all__ = [
    "ClassResults",
    "ClassRun",
    "Graded",
    "HandMark",
    "Marks",
    "Ownership",
    "Roster",
    "RunMarks",
    "RunRoster",
    "Summary",
    "called",
    "gradable_of",
    "grade_class",
    "marks_of_run",
    "ownership",
    "read_roster",
    "roster_of_run",
]
