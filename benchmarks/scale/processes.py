"""What the kernel says of a command while it runs: the memory and processor time of all its processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..measuring import TICKS

PROC = Path("/proc")
FORKED_BY = {"grader": "fork server", "fork server": "worker", "worker": "zygote"}
"""What the children of a process are for."""


@dataclass(frozen=True)
class Process:
    """One process that lives as long as the command does, or nearly."""

    role: str
    pid: int


@dataclass(frozen=True)
class Seen:
    """A look at a command.

    Attributes:
        cpu: seconds that its processes have used so far, ended ones included.
        resident: bytes of memory that each lasting process has in use, shared ones included.
        together: bytes that all processes use together, what they share counted once; None where the
            kernel does not tell this user.
    """

    cpu: float
    resident: dict[Process, int]
    together: int | None


def look_at(root: int) -> Seen:
    """Look at a process and at all that have come of it."""
    stats = {pid: stat for pid in _pids() if (stat := _stat(pid)) is not None}
    family = _family(root, stats)
    roles = _roles(family, stats)
    resident = {Process(role, pid): _kibibytes(pid, "status", "VmRSS:") for pid, role in roles.items()}
    shares = [_proportional(pid) for pid in family]
    return Seen(
        cpu=sum(stats[pid].cpu for pid in family),
        resident={process: size for process, size in resident.items() if size is not None},
        together=None if None in shares else sum(share for share in shares if share is not None),
    )


@dataclass(frozen=True)
class _Stat:
    parent: int
    cpu: float


def _pids() -> Iterator[int]:
    return (int(path.name) for path in PROC.iterdir() if path.name.isdigit())


def _stat(pid: int) -> _Stat | None:
    try:
        # The name of a program, in brackets, may hold anything.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    # Its own time and that of the children that it has waited for, in user and in kernel mode.
    return _Stat(parent=int(fields[1]), cpu=sum(map(int, fields[11:15])) / TICKS)


def _family(root: int, stats: dict[int, _Stat]) -> list[int]:
    family = [root] if root in stats else []
    for parent in family:
        family += [pid for pid, stat in stats.items() if stat.parent == parent]
    return family


def _roles(family: list[int], stats: dict[int, _Stat]) -> dict[int, str]:
    """What the processes that are watched are for; parents come before their children."""
    roles = {family[0]: "grader"} if family else {}
    for pid in family[1:]:
        role = FORKED_BY.get(roles.get(stats[pid].parent, ""))
        if role is not None and (role != "fork server" or _is_fork_server(pid)):
            roles[pid] = role
    return roles


def _is_fork_server(pid: int) -> bool:
    try:
        return b"multiprocessing.forkserver" in (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False


def _proportional(pid: int) -> int | None:
    """Its own memory, and its share of what it has in common with others; 0 where it has just ended."""
    try:
        return _kibibytes(pid, "smaps_rollup", "Pss:") or 0
    except PermissionError:
        return None


def _kibibytes(pid: int, file: str, label: str) -> int | None:
    """A figure of the kernel, in bytes; None where the process has ended."""
    try:
        lines = (PROC / str(pid) / file).read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return None
    figures = [int(line.split()[1]) for line in lines if line.startswith(label)]
    return 1024 * figures[0] if figures else None
