"""Checks of how a function computes its result: no loops, no built-ins, no side effects."""

from __future__ import annotations

from collections.abc import Collection

from .comparisons import mismatch
from .observing import Observation, Operations

SOFTMAX_AND_LOSSES = frozenset(
    {
        "aten::softmax",
        "aten::_softmax",
        "aten::_safe_softmax",
        "aten::_masked_softmax",
        "aten::special_softmax",
        "aten::log_softmax",
        "aten::_log_softmax",
        "aten::special_log_softmax",
        "aten::cross_entropy_loss",
        "aten::binary_cross_entropy",
        "aten::binary_cross_entropy_with_logits",
        "aten::nll_loss",
        "aten::nll_loss_nd",
        "aten::nll_loss_forward",
        "aten::nll_loss2d",
        "aten::nll_loss2d_forward",
    }
)
"""torch's own softmax and losses, by their names at dispatch; which of these is seen depends on what torch
takes apart before."""


def avoids(operations: Operations, names: Collection[str], *, hint: str = "") -> None:
    """Check that none of these torch operations ran.

    Args:
        operations: what a call did.
        names: the operations to avoid, such as `aten::_softmax`.
        hint: a question that follows the message.
    """
    if called := operations.names & frozenset(names):
        shown = " and ".join(sorted(_operation_name(name) for name in called))
        raise mismatch(
            f"The function runs torch's own {shown}, without which this exercise is to be done.", hint
        )


def vectorised(small: Operations, large: Operations, *, rows: int, columns: int, hint: str = "") -> None:
    """Check that work does not grow with the number of examples, nor memory with its square.

    Args:
        small: what a call with a few examples did.
        large: what the same call did with `rows` more examples.
        rows: how many more examples.
        columns: the number of entries that one example may take.
        hint: a question that follows the message.
    """
    # A loop adds at least one operation or one line of Python per example; half of that leaves
    # room for what torch does only once, at the first size it meets.
    if large.calls - small.calls > rows / 2 or large.lines - small.lines > rows / 2:
        raise mismatch("The work grows with the number of examples: there is a loop over them.", hint)
    # Twice one float per example and column: the square of the examples is far above.
    if large.largest - small.largest > 2 * rows * columns:
        raise mismatch(
            "Twice as many examples take four times the memory: n of them make something of n × n.",
            hint,
        )


def leaves_alone(observation: Observation, what: str, *, but: Collection[int] = (), hint: str = "") -> None:
    """Check that a call had no side effect.

    It must not change its arguments, their gradients, flags or hooks, nor earlier results, nor torch's
    default dtype and gradient mode. Its result must have memory of its own.

    Args:
        observation: of the call.
        what: the arguments that must stay the same, as a sentence calls them: `the logits`.
        but: the positions of arguments that the function may change.
        hint: a question that follows the message.

    Raises:
        Mismatch: the call had a side effect.
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
