"""Tests of the rows of probabilities."""

import torch

from autograder.testing import Subject, as_tensor, close, is_tensor, leaves_alone, points


def random_counts(size: int, rng: torch.Generator) -> torch.Tensor:
    """Counts of which some are zero, but no row's all."""
    counts = torch.randint(0, 60, (size, size), generator=rng)
    counts[torch.rand(size, size, generator=rng) < 0.3] = 0
    counts[:, size // 2] += 1
    return counts


@points(4, public=True)
def test_quarters(student: Subject) -> None:
    """Counts are divided by the sum of the row that they stand in."""
    counts = torch.tensor([[1, 3, 0], [2, 2, 4], [1, 0, 1]])
    expected = torch.tensor([[0.25, 0.75, 0.0], [0.25, 0.25, 0.5], [0.5, 0.0, 0.5]])
    close(student.row_probabilities(counts), expected)


@points(2, public=True)
def test_rows_sum_to_one(student: Subject) -> None:
    """Each row of the probabilities sums to one."""
    counts = torch.arange(36).reshape(6, 6)
    probabilities = as_tensor(student.row_probabilities(counts), shape=(6, 6))
    close(probabilities.sum(dim=1), torch.ones(6))


@points(3, public=True)
def test_one_more_of_everything(student: Subject) -> None:
    """With smoothing 1, each row is that of counts which are all one higher; with 1/4, a quarter."""
    probabilities = student.row_probabilities(torch.tensor([[0, 2], [5, 1]]), 1.0)
    close(probabilities, torch.tensor([[0.25, 0.75], [0.75, 0.25]]))
    probabilities = student.row_probabilities(torch.tensor([[0, 0], [2, 0]]), 0.25)
    close(probabilities, torch.tensor([[0.5, 0.5], [0.9, 0.1]]))


@points(3, public=True, form=True)
def test_is_float32(student: Subject) -> None:
    """The probabilities are float32, whichever integers the counts are."""
    for dtype in (torch.int32, torch.int64):
        counts = torch.tensor([[3, 1], [1, 4]], dtype=dtype)
        for smoothing in (0.0, 2.0):
            is_tensor(student.row_probabilities(counts, smoothing), dtype=torch.float32)


@points(1, public=True, after="test_quarters")
def test_counts_are_left_alone(student: Subject) -> None:
    """The table of counts that the caller holds stays as it is."""
    for smoothing in (0.0, 1.0):
        observed = student.observe("row_probabilities", torch.tensor([[1, 3], [2, 2]]), smoothing)
        leaves_alone(observed, "the counts")


@points(3)
def test_any_size(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The probabilities are right for tables of any size, with small counts and with large ones."""
    for size, factor in ((1, 1), (2, 1), (5, 7), (27, 40), (70, 1), (3, 500_000)):
        counts = factor * random_counts(size, rng).to(torch.int32)
        close(student.row_probabilities(counts), reference.row_probabilities(counts))


@points(1)
def test_any_smoothing(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The smoothing is the number that the function is given, whole or not."""
    without_a_zero = random_counts(4, rng) + 1
    for counts, smoothing in (
        (random_counts(6, rng), 0.01),
        (random_counts(6, rng), 0.5),
        (random_counts(5, rng), 20.0),
        (without_a_zero, 3.0),
    ):
        close(student.row_probabilities(counts, smoothing), reference.row_probabilities(counts, smoothing))


@points(1)
def test_smoothed_rows_sum_to_one(student: Subject, rng: torch.Generator) -> None:
    """Each row sums to one with smoothing, too."""
    probabilities = as_tensor(student.row_probabilities(random_counts(7, rng), 2.5), shape=(7, 7))
    close(probabilities.sum(dim=1), torch.ones(7), hint="What is a row divided by once it is smoothed?")


@points(1)
def test_row_without_counts(student: Subject) -> None:
    """Smoothing makes a row without any count uniform."""
    probabilities = student.row_probabilities(torch.tensor([[0, 0, 0, 0]] * 2 + [[1, 0, 2, 1]] * 2), 1.5)
    close(as_tensor(probabilities, shape=(4, 4))[:2], torch.full((2, 4), 0.25))


@points(1, after="test_quarters")
def test_counts_stay_as_they_are(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """A call leaves the counts, and what earlier calls gave back, as they are."""
    for size, smoothing in ((5, 0.0), (5, 1.0), (5, 0.0), (1, 0.0)):
        counts = random_counts(size, rng)
        observed = student.observe("row_probabilities", counts, smoothing)
        close(observed.result, reference.row_probabilities(counts, smoothing))
        leaves_alone(observed, "the counts")
