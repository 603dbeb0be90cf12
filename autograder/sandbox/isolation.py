"""What a child does to itself before the first byte of student code is loaded."""

from __future__ import annotations

import ctypes
import gc
import os
import random
import resource
import signal
import sys
from pathlib import Path

from .limits import MIB, Limits

OPEN_FILES_MOST = 64
ENVIRONMENT_KEPT = ("LANG", "PATH", "MPLBACKEND", "MPLCONFIGDIR", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def enter(channel: int, scratch: Path, limits: Limits) -> None:
    """Cut this process off from all but its channel and its scratch folder.

    Args:
        channel: the one descriptor that stays open.
        scratch: an empty folder of its own, which becomes the working directory.
        limits: what it may take.
    """
    os.setsid()
    _die_with_parent()
    _keep_only(channel)
    os.chdir(scratch)
    _scrub_environment(scratch)
    _limit_resources(limits)


def start_afresh() -> None:
    """Give every process the same random state, and a garbage collector that leaves torch alone."""
    import torch

    gc.enable()
    random.seed(0)
    torch.manual_seed(0)
    if (numpy := sys.modules.get("numpy")) is not None:
        numpy.random.seed(0)


def address_space() -> int:
    """Bytes of address space that this process has now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)


def _keep_only(channel: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, channel)
    os.closerange(channel + 1, 1024)


def _scrub_environment(scratch: Path) -> None:
    kept = {name: os.environ[name] for name in ENVIRONMENT_KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept, HOME=str(scratch), TMPDIR=str(scratch))


def _limit_resources(limits: Limits) -> None:
    seconds = int(limits.exercise_seconds) + 1
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_FSIZE, limits.scratch_mib * MIB)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES_MOST)
    _limit(resource.RLIMIT_CORE, 0)
    if taken := address_space():
        _limit(resource.RLIMIT_AS, taken + limits.memory_mib * MIB)


def _limit(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))
