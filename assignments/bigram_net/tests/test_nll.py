"""Tests of the mean negative log likelihood."""

import torch
from kit import (
    SOFTMAX_AND_LOSSES,
    Operations,
    Subject,
    avoids,
    close,
    gradient_to,
    is_tensor,
    points,
    vectorised,
)

EXPECTED_OF_EMMA = 3.769305
"""The loss of the lecture's first weights."""


def random_examples(n: int, num_classes: int, rng: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Positive rows that sum to one, and labels in no order."""
    probs = torch.randn((n, num_classes), generator=rng).softmax(dim=1)
    return probs, torch.randint(num_classes, (n,), generator=rng)


def along_the_rows(gradient: torch.Tensor | None) -> torch.Tensor:
    """The part of a gradient that keeps the sum of each row, the only one that a softmax lets pass.

    A loss that normalises what is normalised already differs in the rest of it.
    """
    assert gradient is not None
    return gradient - gradient.mean(dim=1, keepdim=True)


@points(2, public=True)
def test_by_hand(student: Subject) -> None:
    """Labels that got 1/2, 1/4 and 1/8 cost 1, 2 and 3 times log 2: on average 2 log 2."""
    probs = torch.tensor([[0.5, 0.125, 0.25, 0.125], [0.125, 0.25, 0.5, 0.125], [0.25, 0.25, 0.375, 0.125]])
    close(student.nll(probs, torch.tensor([0, 1, 3])), 2 * torch.tensor(2.0).log())


@points(2, public=True)
def test_emma(student: Subject) -> None:
    """With the lecture's first weights the loss on `emma` is 3.7693."""
    weights = torch.randn((27, 27), generator=torch.Generator().manual_seed(2147483647))
    probs = weights[[0, 5, 13, 13, 1]].softmax(dim=1)
    close(student.nll(probs, torch.tensor([5, 13, 13, 1, 0])), EXPECTED_OF_EMMA)


@points(1, public=True, after="test_by_hand")
def test_hundreds_of_examples(student: Subject) -> None:
    """Two hundred labels that got 1/2 each and as many that got 1/1024 cost 11/2 log 2 on average."""
    probs = torch.tensor([[1 / 2, 1 / 2], [1023 / 1024, 1 / 1024]]).repeat_interleave(200, dim=0)
    close(student.nll(probs, torch.ones(400, dtype=torch.int64)), 11 / 2 * torch.tensor(2.0).log())


@points(1, public=True, form=True)
def test_is_a_scalar_tensor(student: Subject) -> None:
    """The loss is a scalar float32 tensor, one that has no dimension, also for one example alone."""
    probs, ys = torch.tensor([[0.5, 0.5], [0.75, 0.25]]), torch.tensor([1, 0])
    is_tensor(student.nll(probs, ys), shape=(), dtype=torch.float32)
    is_tensor(student.nll(probs[:1], ys[:1]), shape=(), dtype=torch.float32)


@points(1, public=True)
def test_gradient_flows_back(student: Subject) -> None:
    """A gradient flows back from the loss to the probabilities."""
    probs = torch.tensor([[0.5, 0.5], [0.75, 0.25]])
    observed = student.observe("nll", probs, torch.tensor([1, 1]), gradient_wrt=0)
    gradient = gradient_to("the probabilities", observed)
    close(along_the_rows(gradient), torch.tensor([[0.5, -0.5], [1.0, -1.0]]))


@points(2, public=True, after="test_by_hand")
def test_is_vectorised(student: Subject, rng: torch.Generator) -> None:
    """All labels are looked up at once: no Python loop over the n examples, and nothing as large as n × n."""
    num_classes, few, many = 6, 10, 210

    def operations(n: int) -> Operations:
        observed = student.observe("nll", *random_examples(n, num_classes, rng), operations=True)
        assert observed.operations is not None
        return observed.operations

    vectorised(operations(few), operations(many), rows=many - few, columns=num_classes)


@points(1, public=True, after="test_by_hand")
def test_built_from_its_parts(student: Subject) -> None:
    """The loss is built from its parts, without torch's own losses."""
    probs, ys = torch.tensor([[0.5, 0.5], [0.75, 0.25]]), torch.tensor([1, 0])
    operations = student.observe("nll", probs, ys, operations=True).operations
    assert operations is not None
    avoids(operations, SOFTMAX_AND_LOSSES)
