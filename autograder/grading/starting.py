"""The zygote of an assignment, started before anything here imports torch, which takes as long as it does."""

from __future__ import annotations

from ..course import Assignment
from ..sandbox.isolation import Isolation
from ..sandbox.processes import Zygote
from ..sandbox.spare import Spare
from ..sandbox.task import Surroundings


def started_zygote(assignment: Assignment, isolation: Isolation, spare: Spare | None = None) -> Zygote:
    """A zygote that is getting ready by now.

    Args:
        assignment: whose surroundings its children find.
        isolation: the layers that cut them off.
        spare: a process that has imported torch already and becomes it, if there is one.
    """
    data = {name: path.read_bytes() for name, path in assignment.data.items()}
    recipes = assignment.recipes.read_bytes() if assignment.recipes.is_file() else b""
    zygote = Zygote(isolation, Surroundings(assignment.preload, data, recipes), spare)
    zygote.start()
    return zygote
