"""Tests of gradient descent: one step, and the loop."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from count_matrix import count_bigrams, trajectory

from autograder.testing import (
    Made,
    Mismatch,
    Observation,
    Subject,
    as_tensor,
    close,
    leaves_alone,
    points,
    same_losses,
    sum_of,
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


def random_weights(num_classes: int, rng: torch.Generator) -> torch.Tensor:
    return torch.randn((num_classes, num_classes), generator=rng, requires_grad=True)


def random_examples(n: int, num_classes: int, rng: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    xs, ys = torch.randint(num_classes, (2, n), generator=rng)
    return xs.clone(), ys.clone()


def leave_a_gradient(weights: torch.Tensor, rng: torch.Generator) -> None:
    """A gradient from before the call; a constant one would not show behind a softmax."""
    weights.grad = torch.randn(weights.shape, generator=rng)


def weights_after_step(
    subject: Subject, weights: torch.Tensor, examples: tuple[torch.Tensor, torch.Tensor], learning_rate: float
) -> torch.Tensor:
    """What the caller's weights are after one step on the loss of some examples."""
    observed = subject.observe("gradient_step", weights, Made("loss_of", *examples), learning_rate)
    leaves_alone(observed, "the loss", but={0})
    return weights_left_by(observed, position=0)


def weights_after_training(
    subject: Subject, weights: torch.Tensor, examples: tuple[torch.Tensor, torch.Tensor], steps: int
) -> torch.Tensor:
    """What the caller's weights are after some steps with learning rate 4."""
    return weights_left_by(subject.observe("train", *examples, weights, 4.0, steps), position=2)


def weights_left_by(observed: Observation, *, position: int) -> torch.Tensor:
    weights = observed.arguments[position]
    assert isinstance(weights, torch.Tensor)
    return weights


def check_flag(weights: torch.Tensor) -> None:
    if not weights.requires_grad:
        raise Mismatch("After the call the caller's weights do not require their gradient any more.")


@pytest.fixture(scope="session")
def all_bigrams(data_file: Callable[[str], Path]) -> tuple[torch.Tensor, torch.Tensor]:
    """The bigrams of all names, in milliseconds: a line break is an end and a start in one."""
    text = bytearray(b"\n" + data_file("names.txt").read_bytes().strip() + b"\n")
    indices = (torch.frombuffer(text, dtype=torch.uint8).long() - (ord("a") - 1)).clamp(min=0)
    return indices[:-1].clone(), indices[1:].clone()


@pytest.fixture(scope="session")
def losses_on_all_names(all_bigrams: tuple[torch.Tensor, torch.Tensor]) -> list[float]:
    losses, _ = trajectory(count_bigrams(*all_bigrams, 27), lecture_weights(), 50.0, 2)
    return losses


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


@points(1)
def test_step_goes_downhill(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """One step moves the weights against the gradient of the loss."""
    weights, examples = random_weights(9, rng), random_examples(20, 9, rng)
    expected = weights_after_step(reference, weights, examples, 1.0)
    close(weights_after_step(student, weights, examples, 1.0), expected)


@points(1)
def test_step_in_place(student: Subject, rng: torch.Generator) -> None:
    """One step changes the very weights that the caller holds, and they still require their gradient."""
    weights = random_weights(5, rng)
    after = weights_after_step(student, weights, random_examples(8, 5, rng), 2.0)
    if torch.equal(after, weights):
        raise Mismatch("After the step the caller's weights are what they were before.")
    check_flag(after)


@points(1)
def test_step_by_learning_rate(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """One step is as long as the learning rate says."""
    weights, examples = random_weights(6, rng), random_examples(10, 6, rng)
    for learning_rate in (0.1, 0.75, 8.0):
        expected = weights_after_step(reference, weights, examples, learning_rate)
        close(weights_after_step(student, weights, examples, learning_rate), expected)


@points(1)
def test_step_with_an_old_gradient(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """A gradient that is left over from before has no influence on a step."""
    weights, examples = random_weights(7, rng), random_examples(15, 7, rng)
    leave_a_gradient(weights, rng)
    expected = weights_after_step(reference, weights, examples, 0.1)
    close(weights_after_step(student, weights, examples, 0.1), expected)


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


@points(2)
def test_learning_rates(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The losses go as the learning rate says, also where it is so large that they rise."""
    weights, examples = random_weights(27, rng), random_examples(40, 27, rng)
    for learning_rate in (0.05, 4.0, 20.0):
        expected = reference.train(*examples, weights, learning_rate, 3)
        same_losses(student.train(*examples, weights, learning_rate, 3), expected)
    weights = torch.tensor([[2.0, -1.0], [0.5, 0.0]], requires_grad=True)
    xs, ys = torch.tensor([0, 0, 0, 1]), torch.tensor([0, 1, 1, 0])
    same_losses(student.train(xs, ys, weights, 12.0, 6), reference.train(xs, ys, weights, 12.0, 6))


@points(1)
def test_many_steps(student: Subject, rng: torch.Generator) -> None:
    """Every step is like the first, however many there are, and however small the loss has become."""
    # Each input has one label alone: a mistake that goes too far does not make the losses jump about.
    weights, xs = random_weights(6, rng), torch.randint(6, (25,), generator=rng)
    examples = xs, (5 * xs + 2) % 6
    losses, _ = trajectory(count_bigrams(*examples, 6), weights, 0.2, 110)
    same_losses(student.train(*examples, weights, 0.2, 110), losses)
    weights = (10.0 * torch.eye(3)).requires_grad_()
    xs = torch.tensor([0, 1, 2, 2])
    losses, _ = trajectory(count_bigrams(xs, xs, 3), weights, 40.0, 30)
    same_losses(student.train(xs, xs, weights, 40.0, 30), losses)


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


@points(1)
def test_trained_weights(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """After the training the very weights that the caller holds are the trained ones."""
    weights, examples = random_weights(27, rng), random_examples(30, 27, rng)
    for steps in (1, 3):
        expected = weights_after_training(reference, weights, examples, steps)
        close(weights_after_training(student, weights, examples, steps), expected)


@points(1)
def test_training_with_an_old_gradient(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """A gradient that is left over from before has no influence on the training."""
    weights, examples = random_weights(27, rng), random_examples(20, 27, rng)
    leave_a_gradient(weights, rng)
    expected = reference.train(*examples, weights, 8.0, 3)
    same_losses(student.train(*examples, weights, 8.0, 3), expected)


@points(1)
def test_any_size(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """The training works for any number of examples and classes."""
    for n, num_classes in ((12, 5), (6, 6), (1, 4), (2, 1), (9, 300), (3, 2)):
        weights, examples = random_weights(num_classes, rng), random_examples(n, num_classes, rng)
        expected = reference.train(*examples, weights, 2.0, 3)
        same_losses(student.train(*examples, weights, 2.0, 3), expected)


@points(1)
def test_all_names(
    student: Subject, all_bigrams: tuple[torch.Tensor, torch.Tensor], losses_on_all_names: list[float]
) -> None:
    """On all 228,146 bigrams, with learning rate 50, the first losses are right."""
    losses = student.train(*all_bigrams, lecture_weights(), 50.0, len(losses_on_all_names))
    same_losses(losses, losses_on_all_names, within=sum_of(len(all_bigrams[0])))


@points(1, after="test_losses_of_emma")
def test_examples_stay_as_they_are(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """A training leaves inputs, labels and earlier losses as they are, and weights ready for another one."""
    some = [random_examples(9, 27, rng) for _ in range(2)]
    for xs, ys in (*some, (torch.tensor([3]), torch.tensor([1]))):
        arguments = (xs, ys, random_weights(27, rng), 1.0, 2)
        observed = student.observe("train", *arguments)
        same_losses(observed.result, reference.train(*arguments))
        leaves_alone(observed, "the inputs or the labels", but={2})
        check_flag(weights_left_by(observed, position=2))
