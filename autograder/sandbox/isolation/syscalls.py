"""The system calls that student code may make, and the seccomp filter that refuses all others."""

from __future__ import annotations

import errno
from typing import Any

import pyseccomp

MEMORY = "brk madvise membarrier mincore mmap mprotect mremap msync munmap"
FILES = """
    access chdir close close_range dup dup2 dup3 faccessat faccessat2 fadvise64 fallocate
    fdatasync flock fstat fstatfs fsync ftruncate getcwd getdents getdents64 lseek lstat mkdir
    mkdirat newfstatat open openat openat2 pread64 preadv pwrite64 pwritev read readlink readlinkat
    readv rename renameat renameat2 rmdir stat statfs statx truncate umask unlink unlinkat write
    writev pipe pipe2 poll ppoll pselect6 select epoll_create1 epoll_ctl epoll_wait epoll_pwait
    eventfd2
"""
THREADS = """
    arch_prctl exit exit_group futex get_robust_list gettid rseq rt_sigaction rt_sigprocmask
    rt_sigreturn rt_sigpending sched_getaffinity sched_yield set_robust_list
    set_tid_address sigaltstack restart_syscall sched_getparam sched_getscheduler
    sched_get_priority_max sched_get_priority_min getpriority
"""
CLOCKS = """
    clock_getres clock_gettime clock_nanosleep gettimeofday nanosleep time times setitimer getitimer
    alarm pause
"""
FACTS = """
    getegid geteuid getgid getgroups getpgid getpgrp getpid getppid getrandom getresgid getresuid
    getrlimit getrusage getsid getuid sysinfo uname getcpu capget
"""
ALLOWED = frozenset(f"{MEMORY} {FILES} {THREADS} {CLOCKS} {FACTS}".split())

FILE_COMMANDS = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030)
"""fcntl commands F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, locks, F_DUPFD_CLOEXEC. Not F_SETOWN and
F_SETSIG: with them, a descriptor sends signals to others."""

FILE_REQUESTS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""ioctl requests TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: Python makes them for any file."""


class Filter:
    """The seccomp filter of a child, built by the zygote; the child only loads it.

    Args:
        channel: the one socket that the child may read and write.
    """

    def __init__(self, channel: int) -> None:
        self._filter = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
        for name in sorted(ALLOWED):
            self._allow(name)
        self._allow_in_part(channel)

    def load(self) -> None:
        self._filter.load()

    def _allow(self, name: str, *conditions: Any) -> None:
        try:
            number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
        except (OSError, ValueError):
            return  # this processor has no such call
        if number >= 0:
            self._filter.add_rule(pyseccomp.ALLOW, number, *conditions)

    def _allow_in_part(self, channel: int) -> None:
        """Allow calls that are harmless only with certain arguments."""
        # Only the channel, with no address to send to, and no descriptors sent along.
        self._allow("recvfrom", pyseccomp.Arg(0, pyseccomp.EQ, channel))
        self._allow("sendto", pyseccomp.Arg(0, pyseccomp.EQ, channel), pyseccomp.Arg(4, pyseccomp.EQ, 0))
        for command in FILE_COMMANDS:
            self._allow("fcntl", pyseccomp.Arg(1, pyseccomp.EQ, command))
        for request in FILE_REQUESTS:
            self._allow("ioctl", pyseccomp.Arg(1, pyseccomp.EQ, request))
        # Reading its own limits, not setting them.
        self._allow("prlimit64", pyseccomp.Arg(0, pyseccomp.EQ, 0), pyseccomp.Arg(2, pyseccomp.EQ, 0))
