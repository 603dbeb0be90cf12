"""Proves the tests of an assignment: right modules pass, wrong ones are caught and named."""

from .proof import Proof, Scope, Shortfall
from .report import as_json, page
from .run import prove
from .terminal import idle_tests, kinds, matrix, shown, summary

__all__ = [
    "Proof",
    "Scope",
    "Shortfall",
    "as_json",
    "idle_tests",
    "kinds",
    "matrix",
    "page",
    "prove",
    "shown",
    "summary",
]
