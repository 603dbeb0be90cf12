"""Checks of how a result came about: without loops, without built-ins, without effects beside it."""

from __future__ import annotations

from collections.abc import Collection

from .comparisons import mismatch
from .observing import Observation, Operations


def avoids(operations: Operations, names: Collection[str], *, hint: str = "") -> None:
    """Check that none of these torch operations (`"aten::_softmax"`) ran."""
    if called := operations.names & frozenset(names):
        shown = " and ".join(sorted(_operation_name(name) for name in called))
        raise mismatch(f"The function calls {shown}, which this exercise asks you to build.", hint)


def vectorised(small: Operations, large: Operations, *, rows: int, columns: int, hint: str = "") -> None:
    """Check that work does not grow with the number of examples, nor memory faster than their rows.

    Args:
        small: what a call with a few examples did.
        large: what the same call with `rows` examples more did.
        rows: by how many examples the calls differ.
        columns: the number of entries that one example may take.
    """
    # A loop adds at least one operation or one line of Python an example; half of that leaves
    # room for what torch does once, at whatever size it first meets.
    if large.calls - small.calls > rows / 2 or large.lines - small.lines > rows / 2:
        raise mismatch("The work grows with the number of examples: there is a loop over them.", hint)
    # Twice what one float an example and column takes: a square of the examples is far above.
    if large.largest - small.largest > 2 * rows * columns:
        raise mismatch("The memory grows with the square of the number of examples.", hint)


def leaves_alone(observation: Observation, what: str, *, but: Collection[int] = (), hint: str = "") -> None:
    """Check that a call had no effect beside its result.

    It leaves as they were: its arguments, with their gradients, flags and hooks; what earlier calls gave
    back; torch's default dtype and gradient mode. Its result has memory of its own.

    Args:
        observation: of the call.
        what: the arguments that must stay, as a sentence calls them: `the logits`.
        but: the positions of arguments that the function may change.
        hint: a question that follows the message.

    Raises:
        Mismatch: it had one.
    """
    if observation.changed - frozenset(but):
        raise mismatch(f"The function changes {what} that it is given.", hint)
    if observation.hooked:
        raise mismatch("The function leaves a hook on a tensor that it is given.", hint)
    if observation.shares - frozenset(but):
        raise mismatch(
            f"What comes back shares its memory with {what}: a change of one changes the other.", hint
        )
    if observation.overwrites:
        raise mismatch("The function changes what an earlier call gave back.", hint)
    if observation.settings:
        switched = " and ".join(sorted(observation.settings))
        raise mismatch(f"The function leaves torch's {switched} switched.", hint)


def _operation_name(name: str) -> str:
    """An operation as people call it: `nll_loss` for `aten::nll_loss_forward`."""
    return name.removeprefix("aten::").strip("_").removesuffix("_nd").removesuffix("_forward")
