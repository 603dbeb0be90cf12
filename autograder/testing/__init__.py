"""What the tests of an assignment are written with.

A test takes the `student` fixture, calls the student's functions through it and compares what
comes back. This package needs torch and pytest alone, because a released assignment carries a
copy of it: public tests run on a student's machine without the rest of the autograder.
"""

from .comparisons import (
    LONG_RUNS,
    VALUES,
    Mismatch,
    Tolerance,
    avoids,
    close,
    equal,
    is_tensor,
    same_losses,
    vectorised,
)
from .marks import points
from .observing import Drawing, Line, Observation, Operations
from .recipes import Axes, Generator, Made
from .subject import LocalModules, Subject

__all__ = [
    "LONG_RUNS",
    "VALUES",
    "Axes",
    "Drawing",
    "Generator",
    "Line",
    "LocalModules",
    "Made",
    "Mismatch",
    "Observation",
    "Operations",
    "Subject",
    "Tolerance",
    "avoids",
    "close",
    "equal",
    "is_tensor",
    "points",
    "same_losses",
    "vectorised",
]
