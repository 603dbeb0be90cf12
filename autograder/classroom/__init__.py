"""Many submissions: which are graded already, who works, what is written when."""

from .run import ClassRun, Graded, grade_class

__all__ = ["ClassRun", "Graded", "grade_class"]
