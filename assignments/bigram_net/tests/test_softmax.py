"""Tests of the softmax."""

import torch
from kit import Subject, as_tensor, close, points


@points(3, public=True)
def test_log_counts(student: Subject) -> None:
    """Logarithms of counts become the counts' shares of the total of their row."""
    counts = torch.tensor([[1.0, 2.0, 5.0], [4.0, 4.0, 2.0]])
    close(student.softmax(counts.log()), torch.tensor([[0.125, 0.25, 0.625], [0.4, 0.4, 0.2]]))


@points(2, public=True)
def test_rows_sum_to_one(student: Subject) -> None:
    """Each row of the probabilities sums to one."""
    logits = torch.randn((5, 27), generator=torch.Generator().manual_seed(2147483647))
    probs = as_tensor(student.softmax(logits), shape=(5, 27))
    close(probs.sum(dim=1), torch.ones(5))
