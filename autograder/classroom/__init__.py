"""Many submissions: which are graded already, who works, what is written when."""

from .changes import Change, ScoreChange
from .run import ClassRun, Graded, grade_class

__all__ = ["Change", "ClassRun", "Graded", "ScoreChange", "grade_class"]
