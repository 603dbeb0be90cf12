"""Tests of the softmax."""

import torch
from kit import Subject, close, is_tensor, points


@points(3, public=True)
def test_log_counts(student: Subject) -> None:
    """Logarithms of counts become the counts' shares of the total of their row."""
    counts = torch.tensor([[1.0, 2.0, 5.0], [4.0, 4.0, 2.0]])
    close(student.softmax(counts.log()), torch.tensor([[0.125, 0.25, 0.625], [0.4, 0.4, 0.2]]))


@points(2, public=True)
def test_rows_sum_to_one(student: Subject) -> None:
    """Each row of the probabilities sums to one."""
    logits = torch.randn((5, 27), generator=torch.Generator().manual_seed(2147483647))
    probs = student.softmax(logits)
    is_tensor(probs, shape=(5, 27))
    close(probs.sum(dim=1), torch.ones(5))
