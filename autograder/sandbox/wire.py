"""Frames between processes: two lengths, a JSON header and a body of bytes.

The reader treats a frame as hostile: it checks both lengths before it reads on, and a header that is no
plain JSON object is a `BadFrame`.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

PREFIX = struct.Struct(">II")
HEADER_MOST = 16 * 1024 * 1024
"""The most bytes of a header: 32,000 words as a list take 0.3 MB."""

REQUEST_MOST = 1024 * 1024 * 1024
"""The most bytes of a body from the grader, which is trusted."""


Wait = Callable[[], float]
"""Gives the seconds to wait before the next call, and raises `TimeoutError` when time is up."""

T = TypeVar("T")


class BadFrame(Exception):
    """The input is no frame."""


class Closed(Exception):
    """The other side has gone."""


@dataclass(frozen=True)
class Frame:
    """One message: `header` says what it is, `body` holds tensors or files."""

    header: dict[str, Any]
    body: bytes = b""

    def packed(self) -> bytes:
        header = json.dumps(self.header, separators=(",", ":")).encode()
        return PREFIX.pack(len(header), len(self.body)) + header + self.body


def send(channel: socket.socket, frame: Frame, wait: Wait | None = None) -> None:
    """Send a frame.

    Args:
        channel: the socket.
        frame: the frame.
        wait: how long it may take; None for any time.

    Raises:
        TimeoutError: it takes longer.
        Closed: the other side has gone.
    """
    unsent = memoryview(frame.packed())
    while unsent:
        unsent = unsent[_patiently(channel, partial(channel.send, unsent), wait) :]


def receive(channel: socket.socket, body_most: int, wait: Wait | None = None) -> Frame:
    """Receive a frame.

    Args:
        channel: the socket.
        body_most: the most bytes of its body.
        wait: how long it may take; None for any time.

    Raises:
        TimeoutError: it takes longer.
        Closed: the other side has gone.
        BadFrame: the input is no frame, or too large.
    """
    return receive_rest(channel, _exactly(channel, PREFIX.size, wait), body_most, wait)


def receive_rest(channel: socket.socket, prefix: bytes, body_most: int, wait: Wait | None = None) -> Frame:
    """Receive a frame as `receive` does, after its first `PREFIX.size` bytes, the `prefix`."""
    header_size, body_size = PREFIX.unpack(prefix)
    if header_size > HEADER_MOST or body_size > body_most:
        raise BadFrame(f"a frame of {header_size} + {body_size} bytes")
    header = _parsed(_exactly(channel, header_size, wait))
    return Frame(header, _exactly(channel, body_size, wait))


def _parsed(header: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise BadFrame(f"a header that is no JSON: {type(error).__name__}") from None
    if type(parsed) is not dict:
        raise BadFrame("a header that is no JSON object")
    return parsed


def _exactly(channel: socket.socket, size: int, wait: Wait | None) -> bytes:
    parts: list[bytes] = []
    missing = size
    while missing:
        part = _patiently(channel, partial(channel.recv, min(missing, 1 << 20)), wait)
        if not part:
            raise Closed
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _patiently(channel: socket.socket, step: Callable[[], T], wait: Wait | None) -> T:
    """Repeats one step of sending or receiving until it gives something."""
    while True:
        channel.settimeout(None if wait is None else wait())
        try:
            return step()
        except TimeoutError:
            continue
        except ConnectionError:
            raise Closed from None
