"""Tests of the softmax."""

import torch
from kit import (
    SOFTMAX_AND_LOSSES,
    Subject,
    as_tensor,
    avoids,
    close,
    gradient_to,
    is_tensor,
    points,
)


@points(3, public=True)
def test_log_counts(student: Subject) -> None:
    """Logarithms of counts become the counts' shares of the total of their row."""
    counts = torch.tensor([[1.0, 2.0, 5.0], [4.0, 4.0, 2.0]])
    close(student.softmax(counts.log()), torch.tensor([[0.125, 0.25, 0.625], [0.4, 0.4, 0.2]]))


@points(2, public=True)
def test_rows_sum_to_one(student: Subject) -> None:
    """Each row of the probabilities sums to one."""
    logits = torch.randn((5, 27), generator=torch.Generator().manual_seed(2147483647))
    for some in (logits, logits[:1]):
        probs = as_tensor(student.softmax(some), shape=tuple(some.shape))
        close(probs.sum(dim=1), torch.ones(len(some)))


@points(1, public=True, form=True)
def test_dtype(student: Subject) -> None:
    """The probabilities are float32."""
    is_tensor(student.softmax(torch.tensor([[0.5, -1.0, 2.0]])), dtype=torch.float32)


@points(1, public=True)
def test_gradient_flows_back(student: Subject) -> None:
    """A gradient flows back from the probabilities to the logits."""
    observed = student.observe("softmax", torch.tensor([[1.0, 3.0]]).log(), gradient_wrt=0)
    close(gradient_to("the logits", observed), torch.tensor([[-0.09375, 0.09375]]))


@points(1, public=True, after="test_log_counts")
def test_built_from_its_parts(student: Subject) -> None:
    """The softmax is built from its parts, without torch's own."""
    operations = student.observe("softmax", torch.tensor([[0.5, -1.0, 2.0]]), operations=True).operations
    assert operations is not None
    avoids(operations, SOFTMAX_AND_LOSSES)
