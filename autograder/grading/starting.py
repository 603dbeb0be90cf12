"""The zygote of an assignment, started before anything here imports torch, which takes as long as it does."""

from __future__ import annotations

from ..course import Assignment
from ..sandbox.isolation import Isolation
from ..sandbox.processes import Zygote
from ..sandbox.task import Surroundings


def started_zygote(assignment: Assignment, isolation: Isolation) -> Zygote:
    """A zygote that is importing torch by now."""
    data = {name: path.read_bytes() for name, path in assignment.data.items()}
    recipes = assignment.recipes.read_bytes() if assignment.recipes.is_file() else b""
    zygote = Zygote(isolation, Surroundings(assignment.preload, data, recipes))
    zygote.start()
    return zygote
