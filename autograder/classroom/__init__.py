"""Grades many submissions: which are graded already, who works, what is written when."""

from .changes import ScoreChange
from .marks import HandMark, Marks, RunMarks, marks_of_run
from .run import ClassResults, ClassRun, Graded, Summary, gradable_of, grade_class

__all__ = [
    "ClassResults",
    "ClassRun",
    "Graded",
    "HandMark",
    "Marks",
    "RunMarks",
    "ScoreChange",
    "Summary",
    "gradable_of",
    "grade_class",
    "marks_of_run",
]
