"""Cuts a child off from all but its own exercise, layer by layer.

At least one layer must guard each of four things: files, network, other processes, resources. A probe
tries each layer in a process of its own to see which ones the machine gives.
"""

from .enter import (
    CHANNEL,
    Cell,
    enter,
    pid_namespace,
    prepare,
    prove_files,
    prove_resources,
    python_folders,
    readable,
)
from .layers import GUARDS, LAYERS, Isolation, Layer, missing_guards
from .probe import machine_isolation
from .refusing import refuse_exposed, refuse_unguarded

__all__ = [
    "CHANNEL",
    "GUARDS",
    "LAYERS",
    "Cell",
    "Isolation",
    "Layer",
    "enter",
    "machine_isolation",
    "missing_guards",
    "pid_namespace",
    "prepare",
    "prove_files",
    "prove_resources",
    "python_folders",
    "readable",
    "refuse_exposed",
    "refuse_unguarded",
]
