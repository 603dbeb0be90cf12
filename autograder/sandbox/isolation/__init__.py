"""What cuts a child off from all but its own exercise, layer by layer.

Four things must each be guarded by at least one layer: files, network, other processes, resources.
Which layers a machine gives is found out by trying each in a process of its own.
"""

from .enter import CHANNEL, Cell, enter, pid_namespace, prepare, prove_files, python_folders, readable
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
    "python_folders",
    "readable",
    "refuse_exposed",
    "refuse_unguarded",
]
