"""Many submissions: which are graded already, who works, what is written when."""

from .changes import Change, ScoreChange
from .marks import HandMark, Marks, RunMarks, marks_of_run
from .run import ClassRun, Graded, frame_of, grade_class

__all__ = [
    "Change",
    "ClassRun",
    "Graded",
    "HandMark",
    "Marks",
    "RunMarks",
    "ScoreChange",
    "frame_of",
    "grade_class",
    "marks_of_run",
]
