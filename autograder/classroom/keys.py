"""What results depend on, part by part, so that a change affects no more than it must."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..course import Assignment, Digests

WITHOUT_INFLUENCE = frozenset(
    {
        "__main__.py",
        "authoring",
        "check",
        "cli.py",
        "commands",
        "exports",
        "nbgrader",
        "release",
        "reports",
        "verify",
    }
)
"""The autograder's files and folders that affect no result."""


@dataclass(frozen=True)
class Basis:
    """What the results of a class depend on, besides the submissions themselves.

    Attributes:
        engine: the digest of the autograder.
        assignment: the digests of the assignment's parts.
    """

    engine: str
    assignment: Digests

    @classmethod
    def of(cls, assignment: Assignment) -> Basis:
        return cls(engine_digest(), assignment.digests())

    @classmethod
    def from_json(cls, described: Mapping[str, Any]) -> Basis:
        """The basis that `as_json` described.

        Raises:
            KeyError: something is missing.
            TypeError: something has the wrong form.
        """
        parts = described["assignment"]
        tests, misconceptions = _by_exercise(parts["tests"]), _by_exercise(parts["misconceptions"])
        return cls(described["engine"], Digests(parts["shared"], tests, misconceptions))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def unchanged_since(self, earlier: Basis, exercises: Collection[str]) -> frozenset[str]:
        """The exercises, among these, for which nothing has changed since an earlier basis."""
        now, then = self.assignment, earlier.assignment
        if (self.engine, now.shared) != (earlier.engine, then.shared):
            return frozenset()
        return frozenset(
            exercise
            for exercise in exercises
            if now.tests.get(exercise) == then.tests.get(exercise)
            and now.misconceptions.get(exercise) == then.misconceptions.get(exercise)
        )

    def but_for(self, kept: Collection[str], earlier: Basis) -> Basis:
        """The basis of a partly reused result.

        If something that all exercises share has changed since, all of it counts as earlier.

        Args:
            kept: the reused exercises.
            earlier: their basis.
        """
        now, then = self.assignment, earlier.assignment
        if not kept:
            return self
        if (self.engine, now.shared) != (earlier.engine, then.shared):
            return earlier
        tests, misconceptions = (
            {module: (of_then if module in kept else of_now).get(module, "") for module in of_now}
            for of_now, of_then in ((now.tests, then.tests), (now.misconceptions, then.misconceptions))
        )
        return Basis(self.engine, Digests(now.shared, tests, misconceptions))

    def changes_since(self, earlier: Basis, exercises: Collection[str]) -> list[str]:
        """What has changed since an earlier basis and affects marks of some exercises, in words."""
        now, then = self.assignment, earlier.assignment
        changed = [name for name in exercises if now.tests.get(name) != then.tests.get(name)]
        reasons = [f"the tests of {' and '.join(changed)} changed"] if changed else []
        if now.shared != then.shared:
            reasons.append("files that all exercises share changed")
        if self.engine != earlier.engine:
            reasons.append("the autograder or PyTorch changed")
        return reasons


@cache
def engine_digest() -> str:
    """A SHA-256 of the autograder's own source and of the versions that affect values."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        within = path.relative_to(package)
        if within.parts[0] not in WITHOUT_INFLUENCE:
            digest.update(within.as_posix().encode() + b"\0" + path.read_bytes())
    versions = [importlib.metadata.version(name) for name in ("torch", "numpy", "matplotlib")]
    digest.update(" ".join([*versions, platform.python_version(), platform.machine()]).encode())
    return digest.hexdigest()


def _by_exercise(digests: Any) -> dict[str, str]:
    if not isinstance(digests, dict):
        raise TypeError(f"no digests by exercise: {digests!r}")
    return digests
