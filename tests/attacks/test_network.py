"""Network: no address can be reached, on this machine or elsewhere, and no descriptor passed on.

All listeners are on loopback addresses of this machine, and their own word counts, not the attack's.
"""

from __future__ import annotations

import os
import select
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from .harness import Attack, Cells, reached

HEARD_SECONDS = 0.2
NETWORK = ("seccomp", "network_namespace", "landlock")
"""Landlock, too, refuses TCP and abstract sockets where the kernel's is new enough."""

TO_LISTENERS = (
    Attack(
        "tcp",
        """
        import socket
        def attack(stage):
            with socket.create_connection(("127.0.0.1", stage["tcp"]), 1) as one: one.sendall(b"answers")
        """,
        NETWORK,
    ),
    Attack(
        "tcp6",
        """
        import socket
        def attack(stage):
            with socket.create_connection(("::1", stage["tcp6"]), 1) as one: one.sendall(b"answers")
        """,
        NETWORK,
        "" if socket.has_ipv6 and Path("/proc/net/if_inet6").exists() else "there is no IPv6",
    ),
    Attack(
        "udp",
        """
        import socket
        def attack(stage):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
                one.sendto(b"answers", ("127.0.0.1", stage["udp"]))
        """,
        NETWORK,
    ),
    # A socket of the file system is found in any network namespace.
    Attack(
        "unix",
        """
        import socket
        def attack(stage):
            with socket.socket(socket.AF_UNIX) as one:
                one.connect(stage["unix"])
                one.sendall(b"answers")
        """,
        NETWORK,
    ),
    Attack(
        "abstract",
        """
        import socket
        def attack(stage):
            with socket.socket(socket.AF_UNIX) as one:
                one.connect("\\0" + stage["abstract"])
                one.sendall(b"answers")
        """,
        NETWORK,
    ),
)

OF_THE_KERNEL = (
    Attack(
        "netlink",
        """
        import socket
        def attack(stage):
            with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as one:
                one.bind((0, 0))
                return True
        """,
        ("seccomp",),
    ),
    Attack(
        "packets",
        """
        import socket
        def attack(stage):
            with socket.socket(socket.AF_PACKET, socket.SOCK_RAW): return True
        """,
        ("seccomp", "capabilities", "user"),
    ),
    Attack(
        "raw_addresses",
        """
        import socket
        def attack(stage):
            with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP): return True
        """,
        ("seccomp", "capabilities", "user"),
    ),
    Attack(
        "any_other_family",
        """
        import socket
        def attack(stage):
            opened = []
            for family in range(64):
                for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
                    try:
                        socket.socket(family, kind).close()
                        opened.append(family)
                    except OSError:
                        continue
            return len(opened) > 0
        """,
        ("seccomp",),
    ),
    Attack(
        "descriptor_passed_on",
        # Nothing but the descriptor: a byte would be taken for an answer.
        """
        import os, socket, stat
        def attack(stage):
            for own in range(3, 64):
                try:
                    if stat.S_ISSOCK(os.fstat(own).st_mode): break
                except OSError:
                    continue
            channel = socket.socket(fileno=os.dup(own))
            return socket.send_fds(channel, [b""], [own]) == 0
        """,
        ("seccomp",),
    ),
    Attack(
        "pair_of_sockets",
        """
        import os, socket
        def attack(stage):
            one, other = socket.socketpair()
            socket.send_fds(one, [b"x"], [0])
            return len(socket.recv_fds(other, 1, 1)[1]) == 1
        """,
        ("seccomp",),
    ),
)


class Listeners:
    """One of each kind, and whether anybody spoke to any of them."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._sockets = {
            "tcp": socket.socket(socket.AF_INET, socket.SOCK_STREAM),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "unix": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
            "abstract": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        }
        addresses: dict[str, Any] = {
            "tcp": ("127.0.0.1", 0),
            "udp": ("127.0.0.1", 0),
            "unix": str(folder / "listener"),
            "abstract": f"\0attacks-{os.getpid()}",
        }
        if socket.has_ipv6 and Path("/proc/net/if_inet6").exists():
            self._sockets["tcp6"] = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
            addresses["tcp6"] = ("::1", 0)
        self.stage: dict[str, Any] = {}
        for name, one in self._sockets.items():
            stack.enter_context(one)
            one.bind(addresses[name])
            if one.type == socket.SOCK_STREAM:
                one.listen()
            bound = one.getsockname()
            self.stage[name] = bound[1] if one.family in (socket.AF_INET, socket.AF_INET6) else bound
        self.stage["abstract"] = self.stage["abstract"][1:].decode()
        # Whoever has the right path may connect.
        Path(self.stage["unix"]).chmod(0o777)

    def heard(self) -> set[str]:
        """Who was spoken to since the last time."""
        heard = set()
        while ready := select.select(self._sockets.values(), [], [], HEARD_SECONDS)[0]:
            for name, one in self._sockets.items():
                if one in ready:
                    heard.add(name)
                    if one.type == socket.SOCK_STREAM:
                        one.accept()[0].close()
                    else:
                        one.recv(100)
        return heard


@pytest.fixture(scope="module")
def cells() -> Iterator[Cells]:
    with Cells() as started:
        yield started


@pytest.fixture(scope="module")
def listeners(cells: Cells) -> Iterator[Listeners]:
    with (
        tempfile.TemporaryDirectory(prefix="listeners-", dir=cells.folder.parent) as name,
        ExitStack() as stack,
    ):
        Path(name).chmod(0o755)
        yield Listeners(stack, Path(name))


@pytest.mark.parametrize("call", TO_LISTENERS, ids=attrgetter("name"))
def test_no_address_is_reached(call: Attack, cells: Cells, listeners: Listeners) -> None:
    outcome = cells.run(call.source, listeners.stage)
    assert listeners.heard() == set()
    assert outcome.failure is not None
    assert cells.others_are_graded()
    assert cells.left_behind() == []


@pytest.mark.parametrize("call", TO_LISTENERS, ids=attrgetter("name"))
def test_without_their_layers_they_are(call: Attack, cells: Cells, listeners: Listeners) -> None:
    if call.impossible:
        pytest.skip(call.impossible)
    outcome = cells.run(call.source, listeners.stage, off=call.off)
    assert listeners.heard() == {call.name}, outcome
    assert cells.left_behind() == []


@pytest.mark.parametrize("call", OF_THE_KERNEL, ids=attrgetter("name"))
def test_no_socket_is_to_be_had(call: Attack, cells: Cells) -> None:
    assert not reached(cells.run(call.source, {}))
    assert cells.others_are_graded()
    assert cells.left_behind() == []


@pytest.mark.parametrize("call", OF_THE_KERNEL, ids=attrgetter("name"))
def test_without_their_layers_they_are_to_be_had(call: Attack, cells: Cells) -> None:
    outcome = cells.run(call.source, {}, off=call.off)
    assert reached(outcome), outcome
    assert cells.left_behind() == []
