"""Why a test came out as it did, as text for a grader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any

from torch import Tensor

from ..grading.explaining import Came, Comparison, Explanation
from ..testing.objects import Held, Own
from ..testing.observing import Observation
from ..testing.recipes import Made
from ..text import listed, printable
from .rows import STATUS_WORDS

ENTRIES_MOST = 6
"""Entries of each dimension, and of each list, that are shown."""
TEXT_MOST = 300
"""Characters of a text that are shown."""
DEPTH_MOST = 5
"""Levels of containers that are shown."""

RETURNED = "returned"
ASPECTS = {
    "result": RETURNED,
    "gradient": "gradient",
    "overwrites": "an earlier result changed",
    "settings": "settings of torch left switched",
    "generator_next": "next number of the generator",
    "operations": "what ran",
    "drawing": "on the axes",
    "printed": "printed",
}
"""What a call did, in words."""
OF_ARGUMENTS = {
    "changed": "changed",
    "hooked": "has a hook left on it",
    "shares": "shares memory with the result",
}
"""What a call did to its arguments."""

NOTHING = "–"


def explanation_text(submission: str, exercise: str, explanation: Explanation) -> str:
    """The sentence of a test, then its calls with what came back and what the reference gives.

    Args:
        submission: its name.
        exercise: the test's.
        explanation: of the test.
    """
    return "\n".join(printable(line) for line in _lines(submission, exercise, explanation)) + "\n"


def _lines(submission: str, exercise: str, explanation: Explanation) -> Iterator[str]:
    result = explanation.result
    points = f"{result.score:g} of {result.test.points:g} points"
    yield f"{submission}, {exercise}, {result.test.name}: {points}, {STATUS_WORDS[result.status]}"
    yield f"  {result.test.title}"
    if result.message:
        yield f"  {result.message}"
    if explanation.replaced:
        yield f"  Graded with our {listed(explanation.replaced)} in place of the student's."
    if not explanation.as_before:
        yield "  The result file says something else: the code is not the same each time, or the kit changed."
    if not explanation.calls:
        yield "  The test made no call."
    numbered = list(enumerate(explanation.calls, 1))
    differing = [number for number, compared in numbered if _differs(compared)]
    if differing and len(numbered) > 1:
        yield f"  Call {differing[0]} is the first whose outcome differs from the reference's."
    shown = [pair for pair in numbered if not _only_reaches_into_objects(pair[1])]
    for number, compared in shown:
        yield ""
        yield from _call(number, compared)
    if left_out := len(numbered) - len(shown):
        yield ""
        yield f"{left_out} more calls only reach into objects, and both sides do the same there."


def _only_reaches_into_objects(compared: Comparison) -> bool:
    """Whether a call gets an attribute, an item or the like, and the reference gives the same."""
    return compared.call.request.on_objects and not _differs(compared)


def _differs(compared: Comparison) -> bool:
    """Whether something else comes of a call than of the reference's."""
    return _aspects(compared.got) != _aspects(compared.expected)


def _call(number: int, compared: Comparison) -> Iterator[str]:
    call = compared.call
    yield f"call {number}: {call.function}"
    places = len(call.arguments) - len(call.request.keywords)
    for place, argument in enumerate(call.arguments):
        name = call.request.keywords[place - places] if place >= places else f"argument {place + 1}"
        yield f"  {name}: {_shown(argument)}"
    got, expected = _aspects(compared.got), _aspects(compared.expected)
    failed = isinstance(compared.got, str) or isinstance(compared.expected, str)
    for aspect in dict.fromkeys([*got, *expected]):
        ours, theirs = expected.get(aspect, NOTHING), got.get(aspect, NOTHING)
        if aspect == RETURNED or (ours != theirs and not failed):
            yield f"  {aspect}: {theirs}"
            yield f"    reference: {'the same' if ours == theirs else ours}"


def _aspects(came: Came) -> dict[str, str]:
    """What a call did, by the words for it."""
    if isinstance(came, str):
        return {RETURNED: f"no value. {came}"}
    shown = {words: _shown(getattr(came, name)) for name, words in ASPECTS.items()}
    return shown | dict(_of_arguments(came))


def _of_arguments(came: Observation) -> Iterator[tuple[str, str]]:
    for name, words in OF_ARGUMENTS.items():
        for place in sorted(getattr(came, name)):
            yield (
                f"argument {place + 1} {words}",
                _shown(came.arguments[place]) if name == "changed" else "yes",
            )


def _shown(value: Any, depth: int = DEPTH_MOST) -> str:
    """A value in one line, cut where it is long or deep."""
    if depth == 0:
        return "…"

    def several(values: Iterable[Any]) -> str:
        return _joined(_shown(part, depth - 1) for part in values)

    match value:
        case Tensor():
            dtype = str(value.dtype).removeprefix("torch.")
            return f"tensor {tuple(value.shape)} {dtype} {_entries(value.detach())}"
        case Held():
            return f"an object, {value.name}"
        case Own():
            return value.name
        case Made(name=name, extra=extra):
            return f"{name}({several(extra)})"
        case str():
            return repr(value if len(value) <= TEXT_MOST else f"{value[:TEXT_MOST]}…")
        case Mapping():
            pairs = (f"{_shown(key, depth - 1)}: {_shown(part, depth - 1)}" for key, part in value.items())
            return f"{{{_joined(pairs)}}}"
        case list():
            return f"[{several(value)}]"
        case tuple():
            return f"({several(value)})"
        case set() | frozenset():
            return f"{{{several(sorted(value, key=repr))}}}"
        case float():
            return f"{value:.6g}"
        case _ if is_dataclass(value):
            parts = (
                f"{field.name} {_shown(getattr(value, field.name), depth - 1)}" for field in fields(value)
            )
            return ": ".join(filter(None, [type(value).__name__.lower(), ", ".join(parts)]))
        case _:
            return repr(value)[:TEXT_MOST]


def _entries(tensor: Tensor) -> str:
    """The numbers of a tensor, the first ones of each dimension."""
    if tensor.dim() == 0:
        return _shown(tensor.item())
    return f"[{_joined(map(_entries, tensor))}]"


def _joined(parts: Iterable[str]) -> str:
    """The first of some parts, and whether there are more."""
    shown = list(islice(parts, ENTRIES_MOST + 1))
    return ", ".join([*shown[:ENTRIES_MOST], *("…" for _more in shown[ENTRIES_MOST:])])
