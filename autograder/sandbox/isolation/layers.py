"""The layers, what each stops, and what they guard together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Layer:
    """One way of cutting a process off.

    Attributes:
        name: its name in `run.json`.
        stops: what it keeps student code from, for people.
        remedy: how to make a machine give it.
    """

    name: str
    stops: str
    remedy: str


CONTAINERS = "allow unprivileged user namespaces (sysctl, container or AppArmor settings)"

LAYERS = {
    layer.name: layer
    for layer in (
        Layer("limits", "endless memory, processor time, open files, large files", "use a POSIX system"),
        Layer("pid_namespace", "seeing and signalling other processes", "grade as root"),
        Layer("network_namespace", "any network but one of its own, without interfaces", CONTAINERS),
        Layer("ipc_namespace", "shared memory and message queues of others", CONTAINERS),
        Layer("scratch", "filling the disk: its folder is memory of a bounded size", CONTAINERS),
        Layer("user", "what only the grader's own user may do", "use a Python that every user can read"),
        Layer("capabilities", "what is left of root's powers", "use Linux"),
        Layer(
            "landlock",
            "every file but Python's own and its scratch",
            "use Linux 5.13 or later with Landlock",
        ),
        Layer(
            "seccomp",
            "sockets, new processes and threads, tracing and signalling others, mounts",
            "install libseccomp (Debian and Ubuntu: libseccomp2) on a kernel with seccomp",
        ),
    )
}

GUARDS: Mapping[str, tuple[frozenset[str], ...]] = {
    "files": (frozenset({"landlock"}),),
    # Namespaces alone allow Unix sockets with a path, and any number of new processes.
    "network": (frozenset({"seccomp"}),),
    "processes": (frozenset({"seccomp"}),),
    # Without the scratch layer, Landlock leaves nothing to write to.
    "resources": (frozenset({"limits", "scratch"}), frozenset({"limits", "landlock"})),
}
"""What must be guarded; any one of the sets of layers is enough."""


@dataclass(frozen=True)
class Isolation:
    """How children are cut off.

    Attributes:
        off: the layers that are off, each with the reason.
    """

    off: Mapping[str, str] = field(default_factory=dict)

    def has(self, layer: str) -> bool:
        return layer not in self.off

    def as_json(self) -> dict[str, Any]:
        return {"on": [name for name in LAYERS if self.has(name)], "off": dict(self.off)}


def missing_guards(isolation: Isolation) -> dict[str, frozenset[str]]:
    """What is not guarded, each with the missing layers that would help."""
    on = LAYERS.keys() - isolation.off.keys()
    return {
        guarded: frozenset().union(*choices) - on
        for guarded, choices in GUARDS.items()
        if not any(choice <= on for choice in choices)
    }
