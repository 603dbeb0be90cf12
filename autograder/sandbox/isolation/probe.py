"""Which layers this machine gives, found out by trying each in a process of its own."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..limits import Limits
from .enter import Cell, enter, pid_namespace
from .layers import LAYERS, Isolation

REASON_MOST = 300


def probe(without: Mapping[str, str]) -> Isolation:
    """Try each layer alone.

    Args:
        without: layers that are not wanted, each with the reason.
    """
    off = dict(without)
    for name in LAYERS:
        if name not in without and (reason := _reason_against(name)) is not None:
            off[name] = reason
    return Isolation(off)


def _reason_against(layer: str) -> str | None:
    """Why a layer cannot be applied here, or None where it can."""
    if sys.platform != "linux" and layer != "limits":
        return "only on Linux"
    if layer == "pid_namespace":
        return _reason_against_pid_namespaces()
    alone = Isolation({name: "tried without" for name in LAYERS if name != layer})
    scratch = Path(tempfile.mkdtemp(prefix="exercise-"))
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _try(Cell(writing, scratch, {}, Limits()), alone)
    os.close(writing)
    with os.fdopen(reading) as answer:
        reason = answer.read(REASON_MOST)
    _pid, status = os.waitpid(pid, 0)
    shutil.rmtree(scratch, ignore_errors=True)
    if reason:
        return reason.strip()
    return None if status == 0 else "the attempt ended its process"


def _try(cell: Cell, isolation: Isolation) -> None:
    status = 1
    try:
        enter(cell, isolation)
        status = 0
    except Exception as error:
        os.write(cell.channel, (str(error) or type(error).__name__)[:REASON_MOST].encode())
    finally:
        os._exit(status)


def _reason_against_pid_namespaces() -> str | None:
    try:
        with pid_namespace(Isolation()):
            pass
    except OSError as error:
        return str(error)
    return None
