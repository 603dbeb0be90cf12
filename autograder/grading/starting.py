"""Starts an assignment's zygote before this process imports torch: both imports then run side by side."""

from __future__ import annotations

from ..course import Assignment
from ..sandbox.isolation import Isolation
from ..sandbox.processes import Zygote
from ..sandbox.spare import Spare
from ..sandbox.task import Surroundings


def started_zygote(assignment: Assignment, isolation: Isolation, spare: Spare | None = None) -> Zygote:
    """A zygote that has begun to start.

    Args:
        assignment: gives the surroundings of its children.
        isolation: the layers that cut them off.
        spare: a process with torch imported that becomes the zygote, if there is one.
    """
    data = {name: path.read_bytes() for name, path in assignment.data.items()}
    recipes = assignment.recipes.read_bytes() if assignment.recipes.is_file() else b""
    zygote = Zygote(isolation, Surroundings(assignment.preload, data, recipes), spare)
    zygote.start()
    return zygote
