"""Tests of the softmax."""

import torch

from autograder.testing import (
    SOFTMAX_AND_LOSSES,
    Subject,
    as_tensor,
    avoids,
    close,
    gradient_to,
    is_tensor,
    leaves_alone,
    points,
)


def random_logits(n: int, num_classes: int, rng: torch.Generator) -> torch.Tensor:
    return 3 * torch.randn((n, num_classes), generator=rng)


def compare(student: Subject, reference: Subject, logits: torch.Tensor) -> None:
    close(student.softmax(logits), reference.softmax(logits))


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


@points(2)
def test_any_size(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The probabilities are right for any number of examples and classes."""
    for n, num_classes in ((5, 27), (9, 4), (3, 80), (1100, 2)):
        compare(student, reference, random_logits(n, num_classes, rng))
    compare(student, reference, 36 * torch.rand((4, 6), generator=rng) - 18)


@points(2)
def test_as_many_examples_as_classes(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The probabilities are right where there are as many examples as classes."""
    for size in (6, 27):
        compare(student, reference, random_logits(size, size, rng))


@points(1)
def test_one_of_a_kind(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """One example alone, or one class alone, is no special case."""
    for n, num_classes in ((1, 7), (4, 1), (1, 1)):
        compare(student, reference, random_logits(n, num_classes, rng))


@points(1, public=True, form=True)
def test_dtype(student: Subject) -> None:
    """The probabilities are float32."""
    is_tensor(student.softmax(torch.tensor([[0.5, -1.0, 2.0]])), dtype=torch.float32)


@points(1, public=True)
def test_gradient_flows_back(student: Subject) -> None:
    """A gradient flows back from the probabilities to the logits."""
    observed = student.observe("softmax", torch.tensor([[1.0, 3.0]]).log(), gradient_wrt=0)
    close(gradient_to("the logits", observed), torch.tensor([[-0.09375, 0.09375]]))


@points(1)
def test_gradient_reaches_the_logits(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The gradient of the probabilities flows back to the logits."""
    logits = random_logits(6, 4, rng)
    expected = reference.observe("softmax", logits, gradient_wrt=0).gradient
    observed = student.observe("softmax", logits, gradient_wrt=0)
    hint = "Can it flow back from the probabilities?"
    close(gradient_to("the logits", observed, hint=hint), expected)


@points(1, public=True, after="test_log_counts")
def test_built_from_its_parts(student: Subject) -> None:
    """The softmax is built from its parts, without torch's own."""
    operations = student.observe("softmax", torch.tensor([[0.5, -1.0, 2.0]]), operations=True).operations
    assert operations is not None
    avoids(operations, SOFTMAX_AND_LOSSES)


@points(1, after="test_log_counts")
def test_logits_stay_as_they_are(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """A call leaves the logits, with their gradient, and what earlier calls gave back, as they are."""
    for n, needs_gradient in ((5, False), (5, False), (5, True), (1, False)):
        logits = random_logits(n, 3, rng).requires_grad_(needs_gradient)
        logits.grad = torch.randn((n, 3), generator=rng) if needs_gradient else None
        observed = student.observe("softmax", logits)
        close(observed.result, reference.softmax(logits))
        leaves_alone(observed, "the logits")
