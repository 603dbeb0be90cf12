"""Tests of my_exercise."""

import torch

from autograder.testing import Subject, close, is_tensor, leaves_alone, points


@points(40, public=True)
def test_known_values(student: Subject) -> None:
    """0, 1 and 2 become 1, 3 and 5."""
    close(student.my_exercise(torch.tensor([0.0, 1.0, 2.0])), torch.tensor([1.0, 3.0, 5.0]))


@points(40)
def test_any_values(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """Any number of values is right, and each call leaves everything else as it is."""
    for n in (1, 20, 20, 1500):
        values = torch.randn(n, generator=rng)
        observed = student.observe("my_exercise", values)
        close(observed.result, reference.my_exercise(values))
        leaves_alone(observed, "the values")


@points(20, form=True)
def test_form(student: Subject) -> None:
    """The result has the shape of the values, in float32."""
    is_tensor(student.my_exercise(torch.ones(4)), shape=(4,), dtype=torch.float32)
