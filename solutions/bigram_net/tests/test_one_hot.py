"""Tests of the one-hot encoding."""

import torch

from autograder.testing import Subject, close, is_tensor, leaves_alone, points


@points(4, public=True)
def test_small_example(student: Subject) -> None:
    """Each row is 1 at the index of its example and 0 everywhere else."""
    encoded = student.one_hot(torch.tensor([2, 0, 3]), 4)
    close(encoded, torch.tensor([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1]]))
    again = student.one_hot(torch.tensor([1, 3, 3]), 4)
    close(again, torch.eye(4)[[1, 3, 3]], hint="Is anything left over from the call before?")


@points(2, public=True, form=True)
def test_shape_for_emma(student: Subject) -> None:
    """The five inputs of `emma` become five rows of 27, and one input alone becomes one row."""
    is_tensor(student.one_hot(torch.tensor([0, 5, 13, 13, 1]), 27), shape=(5, 27))
    is_tensor(student.one_hot(torch.tensor([4]), 27), shape=(1, 27))


@points(3, public=True, form=True)
def test_dtype(student: Subject) -> None:
    """The rows have the dtype that weights have, float32."""
    encoded = student.one_hot(torch.tensor([1, 0, 2]), 3)
    is_tensor(encoded, dtype=torch.float32, hint="It does not fit the weights.")


@points(3)
def test_absent_classes(student: Subject, reference: Subject) -> None:
    """Rows are as long as there are classes, also where the last classes do not occur."""
    for indices, num_classes in (([1, 0, 1], 6), ([0], 3), ([2, 2], 30)):
        xs = torch.tensor(indices)
        close(student.one_hot(xs, num_classes), reference.one_hot(xs, num_classes))


@points(2)
def test_other_sizes(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """Any number of examples and classes will do, in any order and with repetitions."""
    for n, num_classes in ((8, 8), (60, 27), (1, 5), (4, 1), (1100, 3), (9, 300), (5, 2)):
        xs = torch.randint(num_classes, (n,), generator=rng)
        xs[0] = num_classes - 1
        close(student.one_hot(xs, num_classes), reference.one_hot(xs, num_classes))


@points(1, after="test_small_example")
def test_indices_stay_as_they_are(student: Subject, reference: Subject) -> None:
    """A call leaves the indices, and what earlier calls gave back, as they are."""
    for indices in ([3, 0, 1], [2, 2, 0], [3]):
        xs = torch.tensor(indices)
        observed = student.observe("one_hot", xs, 4)
        close(observed.result, reference.one_hot(xs, 4))
        leaves_alone(observed, "the indices")
