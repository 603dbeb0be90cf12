"""What a result depends on, as a hash."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from pathlib import Path


def engine_digest() -> str:
    """A SHA-256 over the engine's own source and the versions that values depend on."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    versions = [importlib.metadata.version(name) for name in ("torch", "numpy", "matplotlib")]
    digest.update(" ".join([*versions, platform.python_version(), platform.machine()]).encode())
    return digest.hexdigest()


def result_key(seed: str, name: str, submission: str) -> str:
    """The key of one submission's result.

    Args:
        seed: stands for assignment and engine.
        name: the submission's name, which its result holds.
        submission: the digest of its files.
    """
    return hashlib.sha256(f"{seed}{submission}{name}".encode(errors="surrogateescape")).hexdigest()
