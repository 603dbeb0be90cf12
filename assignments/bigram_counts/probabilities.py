"""From counts to probabilities: every row of the table becomes a distribution."""

import torch


def row_probabilities(counts: torch.Tensor, smoothing: float = 0.0) -> torch.Tensor:
    """Turn each row of counts into the probabilities of the next character.

    Args:
        counts: (V, V) integer tensor (int32 or int64), which stays as it is.
        smoothing: what every count is raised by before the rows are normalised. It need not be whole.

    Returns:
        A (V, V) float32 tensor, each row of which sums to one, with smoothing and without.

    Example:
        After `m`, the name `emma` has `a` once and `m` once.

        >>> counts = torch.tensor([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 1]])
        >>> row_probabilities(counts)[3].tolist()
        [0.0, 0.5, 0.0, 0.5]
        >>> row_probabilities(counts, 1.0)[0].tolist()
        [0.20000000298023224, 0.20000000298023224, 0.4000000059604645, 0.20000000298023224]

    Look out: the table is square, so torch is content with divisions that are not the one you mean.
    Check which of the sums come out as one.
    """
    raise NotImplementedError("exercise probabilities: your code goes here")
