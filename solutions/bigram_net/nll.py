"""Exercise 5: one number that says how good the probabilities are."""

import torch


def nll(probs: torch.Tensor, ys: torch.Tensor) -> torch.Tensor:
    """The mean negative log likelihood of the labels: the loss.

    For each example only the probability that was given to its own label counts. For `emma` these
    are five numbers: row 0 at column 5, row 1 at column 13, and so on to row 4 at column 0. With
    the lecture's first weights the loss is 3.7693; probabilities of one half everywhere that
    matters would give 0.6931.

    Look out: `emma` has five examples, all names together have 228,146. Pick the probabilities
    without a Python loop, and without a table of every row at every label. Do not call torch's own
    losses, and give back a tensor that gradients can flow back from.

    Args:
        probs: the probabilities, one example a row, of shape (n, V) and dtype float32.
        ys: the label of each example, of shape (n,) and dtype int64.

    Returns:
        The loss, a tensor of shape () and dtype float32.
    """
    ### BEGIN SOLUTION
    return -probs[torch.arange(len(ys)), ys].log().mean()
    ### END SOLUTION
