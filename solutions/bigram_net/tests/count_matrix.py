"""Gradient descent on all names in milliseconds: its steps depend on the counts of the bigrams alone."""

import torch


def count_bigrams(xs: torch.Tensor, ys: torch.Tensor, num_classes: int) -> torch.Tensor:
    """How often each label follows each input: (V, V) float64, one input a row."""
    cells = torch.bincount(xs * num_classes + ys, minlength=num_classes**2)
    return cells.reshape(num_classes, num_classes).double()


def trajectory(
    counts: torch.Tensor, weights: torch.Tensor, learning_rate: float, steps: int
) -> tuple[list[float], torch.Tensor]:
    """The losses of full-batch gradient descent, and the weights that it ends with.

    Examples with the same input have the same logits, a row of the weights. So the mean loss is that
    of V rows weighted by the counts, and its gradient is the difference between what the model
    expects to count and what was counted, divided by the number of examples.

    Args:
        counts: (V, V), from `count_bigrams`.
        weights: (V, V), the start; left as it is.
        learning_rate: of every step.
        steps: the number of updates.

    Returns:
        The loss before each update, and (V, V) float64 weights.
    """
    weights, total = weights.detach().double(), counts.sum()
    losses = []
    for _ in range(steps):
        log_probs = weights.log_softmax(dim=1)
        losses.append(float(-(counts * log_probs).sum() / total))
        expected = counts.sum(dim=1, keepdim=True) * log_probs.exp()
        weights = weights - learning_rate * (expected - counts) / total
    return losses, weights
