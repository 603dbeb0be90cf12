"""Tests of gradient descent: one step, and the loop."""

import torch
from kit import (
    Made,
    Mismatch,
    Observation,
    Subject,
    as_tensor,
    close,
    leaves_alone,
    points,
    same_losses,
    wrong_kind,
)

SEED = 2147483647
EMMA = torch.tensor([0, 5, 13, 13, 1]), torch.tensor([5, 13, 13, 1, 0])
FIRST_LOSSES_OF_EMMA = [3.7693050, 3.7492127, 3.7291627]
LOSSES_UPHILL = [0.6931472, 2.0024757, 3.9433629]
WEIGHTS_UPHILL = torch.tensor([[-8.9958677, 8.9958677], [0.0, 0.0]])
"""Of three examples of one input, with the labels 0 1 1 and learning rate 18, from equal weights."""


def lecture_weights() -> torch.Tensor:
    """The weights that the lecture starts from."""
    return torch.randn((27, 27), generator=torch.Generator().manual_seed(SEED), requires_grad=True)


def weights_after_step(
    subject: Subject, weights: torch.Tensor, examples: tuple[torch.Tensor, torch.Tensor], learning_rate: float
) -> torch.Tensor:
    """What the caller's weights are after one step on the loss of some examples."""
    observed = subject.observe("gradient_step", weights, Made("loss_of", *examples), learning_rate)
    leaves_alone(observed, "the loss", but={0})
    return weights_left_by(observed, position=0)


def weights_left_by(observed: Observation, *, position: int) -> torch.Tensor:
    weights = observed.arguments[position]
    assert isinstance(weights, torch.Tensor)
    return weights


@points(1, public=True)
def test_step_by_hand(student: Subject) -> None:
    """One step raises the label's weight and lowers the other: by 1 from equal ones, by 2 from the worst."""
    equal, example = torch.zeros((2, 2), requires_grad=True), (torch.tensor([0]), torch.tensor([1]))
    worst = torch.tensor([[10.0, -10.0], [0.0, 0.0]], requires_grad=True)
    # Both calls come before the first comparison: a step of one length tells few mistakes apart.
    from_equal, from_worst = (weights_after_step(student, each, example, 2.0) for each in (equal, worst))
    close(from_equal, torch.tensor([[-1.0, 1.0], [0.0, 0.0]]))
    close(from_worst, torch.tensor([[8.0, -8.0], [0.0, 0.0]]))


@points(1, public=True)
def test_step_after_another(student: Subject) -> None:
    """One step is the same where `weights.grad` holds a gradient that is left over from before."""
    weights, example = torch.zeros((2, 2), requires_grad=True), (torch.tensor([0]), torch.tensor([1]))
    weights.grad = torch.tensor([[4.0, 0.0], [0.0, 4.0]])
    close(weights_after_step(student, weights, example, 2.0), torch.tensor([[-1.0, 1.0], [0.0, 0.0]]))


@points(3, public=True)
def test_losses_of_emma(student: Subject) -> None:
    """On `emma`, with learning rate 0.1, the first losses are 3.7693, 3.7492 and 3.7292."""
    losses = student.train(*EMMA, lecture_weights(), 0.1, 3)
    same_losses(losses, FIRST_LOSSES_OF_EMMA)


@points(1, public=True, form=True)
def test_one_loss_a_step(student: Subject) -> None:
    """There are as many losses as steps."""
    first, again = (as_tensor(student.train(*EMMA, lecture_weights(), 0.1, 2)).numel() for _ in range(2))
    if first != again:
        raise Mismatch(
            f"The same call gives {first} losses, then {again}: is anything left over from before?"
        )
    for steps in (1, 12):
        losses = as_tensor(student.train(*EMMA, lecture_weights(), 0.1, steps))
        if losses.shape != (steps,):
            raise Mismatch(f"Expected one loss for each step, {steps} in all, got {losses.numel()}.")


@points(1, public=True, form=True)
def test_losses_are_floats(student: Subject) -> None:
    """The losses are Python floats in a list."""
    losses = student.train(*EMMA, lecture_weights(), 0.1, 2)
    if not isinstance(losses, list):
        raise wrong_kind("a list of Python floats", losses)
    if not losses or not all(isinstance(loss, float) for loss in losses):
        raise Mismatch("Expected a list of Python floats.")


@points(1, public=True)
def test_training_moves_the_weights(student: Subject) -> None:
    """A training changes the caller's weights as its steps do, whatever their old gradient, also uphill."""
    weights, example = torch.zeros((2, 2), requires_grad=True), (torch.tensor([0]), torch.tensor([1]))
    observed = student.observe("train", *example, weights, 2.0, 1)
    close(weights_left_by(observed, position=2), torch.tensor([[-1.0, 1.0], [0.0, 0.0]]))
    examples = torch.tensor([0, 0, 0]), torch.tensor([0, 1, 1])
    weights.grad = torch.tensor([[4.0, 0.0], [0.0, 4.0]])
    observed = student.observe("train", *examples, weights, 18.0, 3)
    hint = "Here the losses rise, and `weights.grad` holds a gradient from before."
    same_losses(observed.result, LOSSES_UPHILL, hint=hint)
    close(weights_left_by(observed, position=2), WEIGHTS_UPHILL, hint=hint)
