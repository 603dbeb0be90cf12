"""The references of an assignment, called in this very process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..course import Assignment
from ..errors import UsageError
from ..sandbox.encoding import Encoded, decode_observation, encode, encode_observation
from ..sandbox.limits import MIB
from ..testing.objects import Held, holds_objects, own_names
from ..testing.observing import Observation, Request
from ..testing.subject import Called, LocalModules, Subject, load_makers

ANSWER_MOST = 64 * MIB
KEPT_BYTES_MOST = MIB
KEPT_MOST = 1000
"""How many answers are kept. The tests of an exercise ask some tens of times; more come together only if
their questions depend on a student's results."""

_Asked = tuple[str, Request, str, bytes]
"""A function, what to observe, and the encoded arguments."""


@dataclass(frozen=True)
class _Known:
    """A kept answer.

    Attributes:
        answer: what the function did.
        drew: the states of torch's generator before and after, if the function drew from it.
    """

    answer: Encoded
    drew: tuple[Tensor, Tensor] | None

    def holds(self, random_state: Tensor) -> bool:
        """Whether the function would give the same answer, with torch's generator in this state."""
        return self.drew is None or torch.equal(self.drew[0], random_state)


class References(Subject):
    """The functions of all references of an assignment, by name: `reference.softmax(logits)`.

    Tests ask the same for every student, so answers are kept. Each is encoded and decoded, like a
    student's answer from another process. What gives back an object, or is asked of one, is asked anew:
    objects change.
    """

    def __init__(self, assignment: Assignment) -> None:
        makers = load_makers(assignment.recipes)
        self._modules = [LocalModules(assignment.folder, module, makers) for module in assignment.modules]
        self._assignment = assignment
        self._known: dict[_Asked, _Known] = {}

    def _is_value(self, name: str) -> bool:
        return any(module._defines(name) and module._is_value(name) for module in self._modules)

    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        if isinstance(function, Held) or holds_objects(arguments):
            return self._called(function, arguments, request)
        asked = encode(arguments, ANSWER_MOST)
        key = (function, request, json.dumps(asked.json), asked.tensors)
        known, before = self._known.get(key), torch.get_rng_state()
        if known is None or not known.holds(before):
            observation = self._called(function, arguments, request)
            if holds_objects(observation.result):
                return observation
            after = torch.get_rng_state()
            drew = None if torch.equal(before, after) else (before, after)
            known = _Known(encode_observation(observation, ANSWER_MOST), drew)
            self._keep(key, known)
        elif known.drew is not None:
            torch.set_rng_state(known.drew[1])
        return decode_observation(known.answer, arguments)

    def _keep(self, key: _Asked, known: _Known) -> None:
        if len(key[-1]) + len(known.answer.tensors) > KEPT_BYTES_MOST:
            return
        if len(self._known) >= KEPT_MOST:
            self._known.clear()
        self._known[key] = known

    def _called(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        names = own_names(arguments)
        if isinstance(function, str) and not request.on_objects:
            names.append(function)
        for module in self._modules:
            if all(map(module._defines, names)):
                return module._observe(function, arguments, request)
        raise UsageError(f"no reference of {self._assignment.name} has {' and '.join(map(repr, names))}")
