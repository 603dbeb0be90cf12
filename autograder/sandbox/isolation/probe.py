"""Finds out which layers this machine gives, by trying each in a process of its own.

`python -m autograder.sandbox.isolation` prints the layers that are off, with the reasons.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ...errors import GraderFault
from ..environment import bare_environment
from ..limits import Limits
from .enter import CHANNEL, Cell, enter, pid_namespace
from .layers import LAYERS, Isolation

REASON_MOST = 300


def machine_isolation() -> Isolation:
    """The layers that this machine gives.

    A process with a single thread tries them, as namespaces and forks demand.

    Raises:
        GraderFault: that process failed.
    """
    command = [sys.executable, "-s", "-P", "-m", __package__]
    try:
        ran = subprocess.run(
            command,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env=bare_environment(),
            check=False,
        )
        return Isolation(json.loads(ran.stdout))
    except OSError as error:
        reason = str(error)
    except ValueError:
        reason = " ".join(ran.stderr.splitlines()[-1:])[-REASON_MOST:]
    raise GraderFault(f"the probe of this machine's isolation failed: {reason}")


def main() -> None:
    """Try all layers and print the reasons against those that fail."""
    reasons = {name: _reason_against(name) for name in LAYERS}
    print(json.dumps({name: reason for name, reason in reasons.items() if reason is not None}))


def _reason_against(layer: str) -> str | None:
    """Why a layer cannot be applied here, or None if it can."""
    if sys.platform != "linux" and layer != "limits":
        return "only on Linux"
    alone = Isolation({name: "tried without" for name in LAYERS if name != layer})
    scratch = Path(tempfile.mkdtemp(prefix="exercise-"))
    cell = Cell(scratch, {}, Limits())
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(writing, CHANNEL)
        _try(_make_pid_namespace if layer == "pid_namespace" else partial(enter, cell, alone))
    os.close(writing)
    with os.fdopen(reading) as answer:
        reason = answer.read(REASON_MOST)
    _pid, status = os.waitpid(pid, 0)
    shutil.rmtree(scratch, ignore_errors=True)
    if reason:
        return reason.strip()
    return None if status == 0 else "the attempt ended its process"


def _try(layer: Callable[[], None]) -> None:
    status = 1
    try:
        layer()
        status = 0
    except Exception as error:
        os.write(CHANNEL, _reason(error)[:REASON_MOST].encode())
    finally:
        os._exit(status)


def _make_pid_namespace() -> None:
    with pid_namespace(Isolation()):
        pass


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
