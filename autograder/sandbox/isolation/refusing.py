"""Refuses to run where student code could reach what it must not."""

from __future__ import annotations

from pathlib import Path

from ...errors import UsageError
from .enter import readable
from .layers import LAYERS, Isolation, missing_guards


def refuse_unguarded(isolation: Isolation) -> None:
    """Refuse to grade where student code could reach what it must not.

    Raises:
        UsageError: names what is not guarded, why, and the remedy.
    """
    for guarded, layers in missing_guards(isolation).items():
        ways = "; or ".join(
            f"{name} ({isolation.off.get(name, 'off')}): {LAYERS[name].remedy}" for name in sorted(layers)
        )
        raise UsageError(
            f"this machine does not keep student code from {guarded}: {ways}. "
            "`--isolation best-effort` grades all the same"
        )


def refuse_exposed(folder: Path) -> None:
    """Refuse an assignment in a folder that student code may read, beside Python's own files."""
    for path in readable():
        if folder.resolve().is_relative_to(path):
            raise UsageError(f"student code may read what is below {path}: move {folder} elsewhere")
