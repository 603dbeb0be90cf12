"""All calls of an exercise in one message, and what they gave back in another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from ..testing.observing import Observation, Request
from ..testing.subject import Called
from .encoding import Encoded, decode_observation, encode, request_json
from .unpacking import BadValue
from .wire import REQUEST_MOST, Frame

ANSWERED = "answered"


@dataclass(frozen=True)
class Call:
    """A call as it is sent.

    Attributes:
        asked: the function and the arguments, as JSON.
        tensors: those of the arguments.
        first: whether it is the first of its test.
    """

    asked: str
    tensors: bytes
    request: Request
    first: bool

    @classmethod
    def of(cls, function: Called, arguments: tuple[Any, ...], request: Request, first: bool) -> Call:
        encoded = encode((function, arguments), REQUEST_MOST)
        return cls(json.dumps(encoded.json), encoded.tensors, request, first)

    def header(self) -> dict[str, Any]:
        return {
            "asked": json.loads(self.asked),
            "request": request_json(self.request),
            "first": self.first,
        }


@dataclass(frozen=True)
class Answer:
    """What one call gave back, as it was sent: the JSON of an observation, and its tensors."""

    text: bytes
    tensors: bytes

    @classmethod
    def of(cls, encoded: Encoded) -> Answer:
        return cls(json.dumps(encoded.json, separators=(",", ":")).encode(), encoded.tensors)

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.text) + len(self.tensors)

    def observation(self, arguments: tuple[Any, ...]) -> Observation:
        """The observation of a call with these arguments.

        Raises:
            BadValue: it is malformed.
        """
        try:
            described = json.loads(self.text)
        except (ValueError, RecursionError) as error:
            raise BadValue(f"no JSON: {type(error).__name__}") from None
        return decode_observation(Encoded(described, self.tensors), arguments)


@dataclass(frozen=True)
class Script:
    """The calls that the tests of an exercise make on right answers, ready to be sent.

    Attributes:
        number: how many calls there are.
        size: bytes of their JSON, which the tensors of one call after the other follow.
    """

    number: int
    size: int
    body: bytes

    @classmethod
    def of(cls, calls: Sequence[Call]) -> Script:
        headers = [{**call.header(), "tensors": len(call.tensors)} for call in calls]
        text = json.dumps(headers, separators=(",", ":")).encode()
        return cls(len(calls), len(text), text + b"".join(call.tensors for call in calls))

    def request(self) -> Frame:
        return Frame({"do": "script", "size": self.size}, self.body)


def calls_in(request: Frame) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The calls of a script, each with its tensors."""
    start = request.header["size"]
    for header in json.loads(request.body[:start]):
        end = start + header["tensors"]
        yield header, request.body[start:end]
        start = end


def answered(answers: Sequence[Answer]) -> Frame:
    """The message that carries answers."""
    sizes = [size for answer in answers for size in (len(answer.text), len(answer.tensors))]
    body = b"".join(part for answer in answers for part in (answer.text, answer.tensors))
    return Frame({"outcome": ANSWERED, "sizes": sizes}, body)


def answers_in(reply: Frame, number: int) -> tuple[Answer, ...] | None:
    """The answers that a message carries, hostile or not; None where it does not carry so many."""
    sizes = reply.header.get("sizes")
    if reply.header.get("outcome") != ANSWERED or type(sizes) is not list or len(sizes) != 2 * number:
        return None
    if not all(type(size) is int and size >= 0 for size in sizes) or sum(sizes) != len(reply.body):
        return None
    parts = [reply.body[start:end] for start, end in pairwise(accumulate(sizes, initial=0))]
    return tuple(Answer(text, tensors) for text, tensors in zip(parts[::2], parts[1::2], strict=True))
