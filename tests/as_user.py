"""Runs a command as an ordinary user, or in a container that gives less.

`python tests/as_user.py OPTION… COMMAND…`. No other user's Python is needed for it: the command runs in
a user namespace in which this very user has another number, and no power, as an ordinary user has none.

Options:
    --nameless          as a user of whom the system knows no name and no home
    --root              as root without powers, as in a container that drops capabilities
    --no-namespaces     where user namespaces are forbidden
    --no-landlock       on a kernel without Landlock
    --no-seccomp        on a system without libseccomp
"""

from __future__ import annotations

import errno
import os
import sys
from itertools import takewhile
from pathlib import Path

import pyseccomp

from autograder.sandbox.isolation import linux

ORDINARY = 1000
USERS = {"--root": 0, "--nameless": 54321}
PR_SET_SECCOMP = 22
LANDLOCK_CALLS = ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self")


def main() -> None:
    arguments = sys.argv[1:]
    options = list(takewhile(lambda argument: argument.startswith("--"), arguments))
    command = arguments[len(options) :]
    user = next((number for option, number in USERS.items() if option in options), ORDINARY)
    _become(user, forbid_namespaces="--no-namespaces" in options)
    if "--no-landlock" in options:
        _forbid(LANDLOCK_CALLS, errno.ENOSYS)
    if "--no-seccomp" in options:
        _forbid(("prctl",), errno.EINVAL, pyseccomp.Arg(0, pyseccomp.EQ, PR_SET_SECCOMP))
        _forbid(("seccomp",), errno.ENOSYS)
    os.execvp(command[0], command)


def _become(user: int, *, forbid_namespaces: bool) -> None:
    own_user, own_group = os.getuid(), os.getgid()
    linux.unshare(linux.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {own_user} 1")
    Path("/proc/self/gid_map").write_text(f"{user} {own_group} 1")
    if forbid_namespaces:
        Path("/proc/sys/user/max_user_namespaces").write_text("0")
    linux.drop_capabilities()


def _forbid(calls: tuple[str, ...], error: int, *conditions: pyseccomp.Arg) -> None:
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for call in calls:
        rules.add_rule(pyseccomp.ERRNO(error), call, *conditions)
    rules.load()


if __name__ == "__main__":
    main()
