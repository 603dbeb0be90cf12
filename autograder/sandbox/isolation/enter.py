"""The order in which a child gives up its powers, before the first byte of student code."""

from __future__ import annotations

import os
import resource
import signal
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

from ..limits import MIB, Limits
from . import linux
from .layers import Isolation

# Imported here, by the zygote: an isolated child cannot read these files any more.
try:
    import py_landlock as landlock
except ImportError:
    landlock = None  # type: ignore[assignment]
try:
    from . import syscalls
except (ImportError, RuntimeError):
    syscalls = None  # type: ignore[assignment]

CHANNEL = 3
"""The one descriptor that a child keeps, besides the standard ones, which go to /dev/null."""

NOBODY = 65534
UMASK = 0o022
FILE_MODE, FOLDER_MODE, SCRATCH_MODE = 0o644, 0o755, 0o777
"""Set regardless of the grader's umask and default ACLs: the child may become another user."""

OPEN_FILES_MOST = 64
THREADS_MOST = 64
STACK_MOST = 8 * MIB
"""How deep calls may go within Python itself: as nearly everywhere, and so the same everywhere."""

DESCRIPTORS_MOST = 4096
ENVIRONMENT_KEPT = (
    "LANG",
    "TZ",
    "PATH",
    "MPLBACKEND",
    "MPLCONFIGDIR",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
)
PACKAGE_FOLDERS = ("site-packages", "dist-packages")
SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
SYSTEM_FILES = ("/dev/zero", "/dev/urandom", "/etc/ld.so.cache", "/usr/share/zoneinfo")


@dataclass(frozen=True)
class Cell:
    """Where a child is shut in.

    Attributes:
        scratch: an empty folder of its own, which becomes the working directory.
        files: the files to write into it first, by relative path.
        limits: the child's limits.
    """

    scratch: Path
    files: Mapping[str, bytes]
    limits: Limits


def enter(cell: Cell, isolation: Isolation) -> None:
    """Cut this process off from all but the descriptor `CHANNEL` and its scratch folder.

    Args:
        cell: the scratch folder, its files and the limits.
        isolation: the layers to apply.

    Raises:
        OSError: a layer cannot be applied.
    """
    os.setsid()
    os.umask(UMASK)
    _keep_only(CHANNEL)
    _enter_namespaces(isolation)
    _make_scratch(cell, isolation)
    if isolation.has("limits"):
        _limit_resources(cell.limits)
    if isolation.has("user"):
        _become_nobody(cell.scratch)
    if isolation.has("capabilities"):
        linux.drop_capabilities()
    if sys.platform == "linux":
        # Only now: the kernel resets it when a process changes its user.
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        linux.prctl(linux.PR_SET_DUMPABLE, 0)
    if isolation.has("landlock"):
        _restrict_files(cell.scratch, writable=isolation.has("scratch"))
    if isolation.has("seccomp"):
        _filter().load()


def prove_resources(limits: Limits) -> None:
    """Make sure that student code gets all that it may take, before anything is cut off.

    Raises:
        OSError: whoever started the grader has set a lower limit.
    """
    for letter, (what, most) in _resources(limits).items():
        _soft, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY and hard < most:
            raise OSError(
                f"`ulimit -H{letter}` gives less than student code may take: grade from another shell"
            )


def prove_files(cell: Cell) -> None:
    """Read the cell's files as student code will.

    Raises:
        OSError: something cannot be read; student code is not the cause, for it has not run.
    """
    for path, content in cell.files.items():
        if (cell.scratch / path).read_bytes() != content:
            raise OSError(f"{path} is not what was written")
    # The import system lists the folders that it searches.
    os.listdir(cell.scratch)


def prepare(isolation: Isolation) -> None:
    """Build once what each child would otherwise build for itself."""
    with suppress(OSError, RuntimeError):
        if isolation.has("landlock"):
            _rules()
        if isolation.has("seccomp"):
            _filter()
        if isolation.has("user"):
            _python_closed_to_nobody()


@contextmanager
def pid_namespace(isolation: Isolation) -> Iterator[None]:
    """Makes a process forked meanwhile the first of a PID namespace of its own.

    Raises:
        OSError: this process may not make one.
    """
    if not isolation.has("pid_namespace"):
        yield
        return
    maker = os.getpid()
    with open("/proc/self/ns/pid") as own:
        linux.unshare(linux.CLONE_NEWPID)
        try:
            yield
        finally:
            if os.getpid() == maker:
                linux.setns(own.fileno(), linux.CLONE_NEWPID)


def readable() -> list[Path]:
    """What student code may read besides its scratch folder: Python, its packages, system libraries."""
    paths = {Path(path).resolve() for path in (*python_folders(), *SYSTEM_LIBRARIES, *SYSTEM_FILES)}
    return sorted(path for path in paths if path.exists())


def python_folders() -> list[str]:
    """The folders to import from: the standard library and installed packages, nothing else."""
    standard = (
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("platstdlib"),
        sysconfig.get_config_var("DESTSHARED"),
    )
    packages = [path for path in sys.path if Path(path).name in PACKAGE_FOLDERS]
    return [path for path in dict.fromkeys((*standard, *packages)) if path]


def address_space() -> int:
    """Bytes of this process' address space; 0 if the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _keep_only(channel: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, channel)
    os.closerange(channel + 1, DESCRIPTORS_MOST)


def _enter_namespaces(isolation: Isolation) -> None:
    kinds = {
        "network_namespace": linux.CLONE_NEWNET,
        "ipc_namespace": linux.CLONE_NEWIPC,
        "scratch": linux.CLONE_NEWNS,
    }
    wanted = sum(flag for layer, flag in kinds.items() if isolation.has(layer))
    if not wanted:
        return
    user, group = os.getuid(), os.getgid()
    try:
        linux.unshare(wanted)
    except PermissionError:
        linux.unshare(wanted | linux.CLONE_NEWUSER)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _make_scratch(cell: Cell, isolation: Isolation) -> None:
    folders = {folder for path in cell.files for folder in PurePath(path).parents}
    if isolation.has("scratch"):
        linux.mount("none", "/", "", linux.MS_REC | linux.MS_PRIVATE, "")
        page = resource.getpagesize()
        size = cell.limits.scratch_mib * MIB + sum(len(file) + page for file in cell.files.values())
        inodes = cell.limits.scratch_files + len(cell.files) + len(folders)
        flags = linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC
        linux.mount("scratch", str(cell.scratch), "tmpfs", flags, f"size={size},nr_inodes={inodes}")
    for folder in sorted(folders):
        (cell.scratch / folder).mkdir(exist_ok=True)
        (cell.scratch / folder).chmod(FOLDER_MODE)
    for path, content in cell.files.items():
        (cell.scratch / path).write_bytes(content)
        (cell.scratch / path).chmod(FILE_MODE)
    cell.scratch.chmod(SCRATCH_MODE)
    os.chdir(cell.scratch)
    kept = {name: os.environ[name] for name in ENVIRONMENT_KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept, HOME=str(cell.scratch), TMPDIR=str(cell.scratch))


def _limit_resources(limits: Limits) -> None:
    for what, most in _resources(limits).values():
        _limit(what, most)
    _limit(resource.RLIMIT_NPROC, THREADS_MOST)
    _limit(resource.RLIMIT_CORE, 0)


def _resources(limits: Limits) -> dict[str, tuple[int, int]]:
    """What student code may take: each resource and how much of it, by its letter in `ulimit`."""
    found = {
        "t": (resource.RLIMIT_CPU, int(limits.exercise_seconds) + 1),
        "f": (resource.RLIMIT_FSIZE, limits.scratch_mib * MIB),
        "n": (resource.RLIMIT_NOFILE, OPEN_FILES_MOST),
        "s": (resource.RLIMIT_STACK, STACK_MOST),
    }
    if taken := address_space():
        found["v"] = (resource.RLIMIT_AS, taken + limits.memory_mib * MIB)
    return found


def _limit(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _become_nobody(scratch: Path) -> None:
    if os.geteuid() != 0:
        return
    if (closed := _python_closed_to_nobody() or _closed_to_nobody([scratch.parent])) is not None:
        raise OSError(f"only root may read {closed}")
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


@cache
def _python_closed_to_nobody() -> Path | None:
    """A part of this Python that an ordinary user cannot read: a folder on the way to it, or a package."""
    folders = [path for path in map(Path, python_folders()) if path.exists()]
    return _closed_to_nobody(folders) or next(
        (entry for folder in folders for entry in sorted(folder.iterdir()) if not _is_open(entry)), None
    )


def _closed_to_nobody(paths: Iterable[Path]) -> Path | None:
    """The first folder on the way to a path that an ordinary user cannot enter."""
    ways = ((path.resolve(), *path.resolve().parents) for path in paths)
    return next((folder for way in ways for folder in way if not folder.stat().st_mode & 0o001), None)


def _is_open(path: Path) -> bool:
    """Whether an ordinary user can read a file or use a folder. Python does not need its compiled files."""
    if path.name == "__pycache__" or not path.exists():
        return True
    mode = path.stat().st_mode
    needed = 0o005 if stat.S_ISDIR(mode) else 0o004
    return mode & needed == needed


@cache
def _rules() -> landlock.Landlock:
    """Landlock rules for reading; a child adds its scratch folder to its own copy."""
    if landlock is None:
        raise OSError("the package py-landlock is not there")
    reading = landlock.AccessFs.READ_FILE | landlock.AccessFs.READ_DIR
    rules = landlock.Landlock(strict=False)
    for path in readable():
        rules.add_path_rule(path, access=reading if path.is_dir() else landlock.AccessFs.READ_FILE)
    return rules.add_path_rule(os.devnull, access=landlock.AccessFs.READ_FILE | landlock.AccessFs.WRITE_FILE)


@cache
def _filter() -> syscalls.Filter:
    if syscalls is None:
        raise OSError("libseccomp, or the package pyseccomp, is not there")
    return syscalls.Filter(CHANNEL)


def _restrict_files(scratch: Path, *, writable: bool) -> None:
    rules = _rules()
    try:
        if writable:
            rules.allow_read_write(scratch)
        else:
            rules.allow_read(scratch)
        rules.apply()
    except landlock.LandlockError as error:
        raise OSError(str(error)) from None
