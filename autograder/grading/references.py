"""The references of an assignment, called in this very process."""

from __future__ import annotations

from typing import Any

from ..course import Assignment
from ..errors import UsageError
from ..testing.observing import Observation, Request
from ..testing.subject import LocalModules, Subject, load_makers


class References(Subject):
    """The functions of all references of an assignment, by name: `reference.softmax(logits)`."""

    def __init__(self, assignment: Assignment) -> None:
        makers = load_makers(assignment.recipes)
        self._modules = [LocalModules(assignment.folder, module, makers) for module in assignment.modules]
        self._assignment = assignment

    def _observe(self, function: str, arguments: tuple[Any, ...], request: Request) -> Observation:
        for module in self._modules:
            if module.defines(function):
                return module._observe(function, arguments, request)
        raise UsageError(f"no reference of {self._assignment.name} has a function {function!r}")
