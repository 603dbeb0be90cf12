"""Exercise 4: from the numbers that the neurons give to probabilities."""

import torch


def softmax(logits: torch.Tensor) -> torch.Tensor:
    """Read each row as logarithms of counts, and turn it into a probability distribution.

    Counts are positive, and the probabilities of an example are its counts as shares of their
    total, just as in the table of counted bigrams. A row of log-counts log 1, log 2, log 5 gives
    0.125, 0.25, 0.625. For `emma` each of the five rows is a distribution over the next character.

    Look out: each example has a total of its own. A sum that has lost its dimension still divides
    without a word of complaint where there are as many examples as classes. Build it from the
    operations named above, without torch's own softmax, and in a way that gradients can flow back
    through.

    Args:
        logits: the log-counts, one example a row, of shape (n, V) and dtype float32.

    Returns:
        The probabilities, of shape (n, V) and dtype float32; each row sums to one.
    """
    ### BEGIN SOLUTION
    counts = logits.exp()
    return counts / counts.sum(dim=1, keepdim=True)
    ### END SOLUTION
