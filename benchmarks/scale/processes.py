"""What the kernel says of a command while it runs: the memory and processor time of all its processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..measuring import TICKS

PROC = Path("/proc")
GRADER = "grader"
FORKED_BY = {GRADER: "fork server", "fork server": "workers", "workers": "zygotes"}
"""What the children of a process are for."""


@dataclass(frozen=True)
class Seen:
    """A look at a command.

    Attributes:
        cpu: seconds that its processes have used so far, ended ones included.
        resident: bytes of memory that lasting processes have in use, shared ones included, by what the
            processes are for.
        together: bytes that all processes use together, what they share counted once; None where the
            kernel does not tell this user.
    """

    cpu: float
    resident: Mapping[str, int]
    together: int | None


@dataclass(frozen=True)
class _Stat:
    parent: int
    cpu: float


def look_at(root: int) -> Seen:
    """Look at a process and at all that have come of it."""
    pids = [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]
    stats = {pid: stat for pid in pids if (stat := _stat(pid)) is not None}
    family = _family(root, stats)
    resident: Counter[str] = Counter()
    for pid, role in _roles(family, stats).items():
        resident[role] += _bytes(pid, "status", "VmRSS:")
    try:
        together = sum(_bytes(pid, "smaps_rollup", "Pss:") for pid in family)
    except PermissionError:
        together = None
    return Seen(sum(stats[pid].cpu for pid in family), resident, together)


def _stat(pid: int) -> _Stat | None:
    try:
        # The name of a program, in brackets, may hold anything.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    # Its own time and that of the children that it has waited for, in user and in kernel mode.
    return _Stat(parent=int(fields[1]), cpu=sum(map(int, fields[11:15])) / TICKS)


def _family(root: int, stats: Mapping[int, _Stat]) -> list[int]:
    """A process, its children and theirs; parents come before their children."""
    family = [root] if root in stats else []
    for parent in family:
        family += [pid for pid, stat in stats.items() if stat.parent == parent]
    return family


def _roles(family: list[int], stats: Mapping[int, _Stat]) -> dict[int, str]:
    """What those processes are for that live as long as the command does, or nearly."""
    roles = dict.fromkeys(family[:1], GRADER)
    for pid in family[1:]:
        role = FORKED_BY.get(roles.get(stats[pid].parent, ""))
        if role is not None and (role != FORKED_BY[GRADER] or _is_fork_server(pid)):
            roles[pid] = role
    return roles


def _is_fork_server(pid: int) -> bool:
    try:
        return b"multiprocessing.forkserver" in (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False


def _bytes(pid: int, file: str, label: str) -> int:
    """A figure of the kernel; 0 where the process has ended."""
    try:
        lines = (PROC / str(pid) / file).read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(label))
