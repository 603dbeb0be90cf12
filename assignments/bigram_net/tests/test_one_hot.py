"""Tests of the one-hot encoding."""

import torch
from kit import Subject, close, is_tensor, points


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
