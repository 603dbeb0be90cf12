"""Proves the tests of an assignment: right modules pass, wrong ones are caught and named."""

from .proof import Proof, Scope, Shortfall
from .report import as_json, page
from .run import prove
from .terminal import show

__all__ = [
    "Proof",
    "Scope",
    "Shortfall",
    "as_json",
    "page",
    "prove",
    "show",
]
