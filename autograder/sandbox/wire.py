"""Frames between processes: a JSON header and a body of bytes, both with their lengths before them.

Whoever reads a frame treats it as hostile: lengths are compared with a bound before anything is
read, and a header that is no plain JSON object is a `BadFrame`.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

PREFIX = struct.Struct(">II")
HEADER_MOST = 16 * 1024 * 1024
"""Bytes of a header: 32,000 words as a list take 0.3 MB."""

REQUEST_MOST = 1024 * 1024 * 1024
"""Bytes of the body of what the grader sends, which is to be trusted."""


class BadFrame(Exception):
    """What was read is no frame."""


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


def send(channel: socket.socket, frame: Frame, deadline: float | None = None) -> None:
    """Send a frame.

    Raises:
        TimeoutError: the deadline (of `time.monotonic()`) passed first.
        Closed: the other side has gone.
    """
    channel.settimeout(_left(deadline))
    try:
        channel.sendall(frame.packed())
    except (BrokenPipeError, ConnectionError):
        raise Closed from None


def receive(channel: socket.socket, body_most: int, deadline: float | None = None) -> Frame:
    """Receive a frame whose body has at most `body_most` bytes.

    Raises:
        TimeoutError: the deadline (of `time.monotonic()`) passed first.
        Closed: the other side has gone.
        BadFrame: what came is no frame, or larger than allowed.
    """
    return receive_rest(channel, _exactly(channel, PREFIX.size, deadline), body_most, deadline)


def receive_rest(
    channel: socket.socket, prefix: bytes, body_most: int, deadline: float | None = None
) -> Frame:
    """Receive a frame whose first `PREFIX.size` bytes have been read already."""
    header_size, body_size = PREFIX.unpack(prefix)
    if header_size > HEADER_MOST or body_size > body_most:
        raise BadFrame(f"a frame of {header_size} + {body_size} bytes")
    header = _parsed(_exactly(channel, header_size, deadline))
    return Frame(header, _exactly(channel, body_size, deadline))


def _parsed(header: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise BadFrame(f"a header that is no JSON: {type(error).__name__}") from None
    if type(parsed) is not dict:
        raise BadFrame("a header that is no JSON object")
    return parsed


def _exactly(channel: socket.socket, size: int, deadline: float | None) -> bytes:
    parts: list[bytes] = []
    missing = size
    while missing:
        channel.settimeout(_left(deadline))
        try:
            part = channel.recv(min(missing, 1 << 20))
        except ConnectionError:
            raise Closed from None
        if not part:
            raise Closed
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _left(deadline: float | None) -> float | None:
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
