"""Values and observations as JSON and safetensors, and back.

None, numbers and text are plain JSON; everything else is a tagged object, so that tuples and dicts
with integer keys survive. Tensors go into one safetensors block. Never pickle, but for arguments of
tests that nothing else can hold: its bytes are programs.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from ..testing.effects import SETTINGS
from ..testing.objects import Number
from ..testing.observing import Drawing, Line, Observation, Operations, Request
from ..testing.recipes import Recipe
from .packing import Numbering, Packer, tensors_as_bytes
from .unpacking import BadValue, Unpacker, check, of_type, tensors_from_bytes


@dataclass(frozen=True)
class Encoded:
    """A value in two parts: JSON, and tensors as safetensors."""

    json: Any
    tensors: bytes


def encode(value: Any, most: int, number: Numbering | None = None) -> Encoded:
    """Encode a value whose tensors and text take at most `most` bytes.

    Args:
        value: the value.
        most: bytes.
        number: gives the number of an object that is held here; None if objects are held elsewhere.

    Raises:
        TooLarge: it takes more. The check comes before any copy.
    """
    packer = Packer(most, number)
    node = packer.pack(value)
    return Encoded(node, tensors_as_bytes(packer.tensors))


def decode(
    encoded: Encoded, *, with_recipes: bool = False, objects: Mapping[Number, Any] | None = None
) -> Any:
    """Decode a value, hostile or not.

    Args:
        encoded: the value.
        with_recipes: whether it may hold recipes.
        objects: those that are held here, by number; None if they are held elsewhere.

    Raises:
        BadValue: it is malformed.
    """
    return Unpacker(tensors_from_bytes(encoded.tensors), with_recipes, objects).unpack(encoded.json)


def encode_observation(observation: Observation, most: int, number: Numbering | None = None) -> Encoded:
    """Encode an observation without unchanged arguments.

    Args:
        observation: the observation.
        most: bytes that it may take.
        number: gives the number of an object that is held here; None if objects are held elsewhere.

    Raises:
        TooLarge: it takes more.
    """
    drawing, operations = observation.drawing, observation.operations
    return encode(
        {
            "result": observation.result,
            "changed": {i: observation.arguments[i] for i in sorted(observation.changed)},
            "hooked": sorted(observation.hooked),
            "shares": sorted(observation.shares),
            "overwrites": observation.overwrites,
            "settings": sorted(observation.settings),
            "generator_next": observation.generator_next,
            "gradient": observation.gradient,
            "operations": operations
            and (sorted(operations.names), operations.calls, operations.lines, operations.largest),
            "drawing": drawing
            and (
                drawing.images,
                tuple((line.x, line.y) for line in drawing.lines),
                drawing.x_label,
                drawing.y_label,
                drawing.elsewhere,
                drawing.others,
            ),
            "printed": observation.printed,
        },
        most,
        number,
    )


def decode_observation(encoded: Encoded, sent: tuple[Any, ...]) -> Observation:
    """Decode an observation, hostile or not.

    Args:
        encoded: the observation.
        sent: the arguments of the call.

    Raises:
        BadValue: it is malformed.
    """
    fields = of_type(decode(encoded), dict)
    try:
        changed: dict[int, Any] = of_type(fields["changed"], dict)
        hooked: list[int] = of_type(fields["hooked"], list)
        shares: list[int] = of_type(fields["shares"], list)
        check(all(type(i) is int and 0 <= i < len(sent) for i in (*changed, *hooked, *shares)))
        settings: list[str] = of_type(fields["settings"], list)
        check(all(type(name) is str and name in SETTINGS for name in settings))
        plain = [None if isinstance(argument, Recipe) else argument for argument in sent]
        return Observation(
            result=fields["result"],
            arguments=tuple(changed.get(i, argument) for i, argument in enumerate(plain)),
            changed=frozenset(changed),
            hooked=frozenset(hooked),
            shares=frozenset(shares),
            overwrites=of_type(fields["overwrites"], bool),
            settings=frozenset(settings),
            generator_next=_float_or_none(fields["generator_next"]),
            gradient=_tensor_or_none(fields["gradient"]),
            operations=_operations(fields["operations"]),
            drawing=_drawing(fields["drawing"]),
            printed=of_type(fields["printed"], str),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadValue(f"no observation: {type(error).__name__}") from None


def request_json(request: Request) -> dict[str, Any]:
    return {
        "gradient_wrt": request.gradient_wrt,
        "operations": request.operations,
        "keywords": list(request.keywords),
        "on_objects": request.on_objects,
        "held": request.held,
        "gradients": request.gradients,
        "random_states": request.random_states and base64.b64encode(request.random_states).decode(),
    }


def request_from(described: Mapping[str, Any]) -> Request:
    """The request that `request_json` described."""
    states = described["random_states"]
    return Request(**{**described, "random_states": states and base64.b64decode(states)})


def _operations(value: Any) -> Operations | None:
    if value is None:
        return None
    names, calls, lines, largest = of_type(value, tuple)
    check(all(type(name) is str for name in of_type(names, list)))
    return Operations(frozenset(names), of_type(calls, int), of_type(lines, int), of_type(largest, int))


def _drawing(value: Any) -> Drawing | None:
    if value is None:
        return None
    images, lines, x_label, y_label, elsewhere, others = of_type(value, tuple)
    return Drawing(
        images=tuple(of_type(image, Tensor) for image in of_type(images, tuple)),
        lines=tuple(_line(line) for line in of_type(lines, tuple)),
        x_label=of_type(x_label, str),
        y_label=of_type(y_label, str),
        elsewhere=of_type(elsewhere, bool),
        others=of_type(others, bool),
    )


def _line(value: Any) -> Line:
    x, y = of_type(value, tuple)
    return Line(of_type(x, Tensor), of_type(y, Tensor))


def _float_or_none(value: Any) -> float | None:
    return None if value is None else of_type(value, float)


def _tensor_or_none(value: Any) -> Tensor | None:
    return None if value is None else of_type(value, Tensor)
