"""Proves the tests of an assignment: right modules pass, wrong ones are caught and named."""

from .proof import Proof, Shortfall
from .run import prove

__all__ = ["Proof", "Shortfall", "prove"]
