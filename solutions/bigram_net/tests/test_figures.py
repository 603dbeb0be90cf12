"""Tests of the two figures, by what is on the axes."""

import torch

from autograder.testing import Axes, Drawing, Mismatch, Observation, Subject, close, leaves_alone, points

LOSSES_OF_EMMA = [3.769, 3.749, 3.729, 3.709]


def drawn(observed: Observation) -> Drawing:
    assert observed.drawing is not None
    return observed.drawing


def agree(shown: torch.Tensor, expected: torch.Tensor) -> bool:
    return shown.shape == expected.shape and torch.allclose(shown, expected)


def instead(drawing: Drawing) -> str:
    """What is drawn in place of what is asked for, as the end of a sentence; empty for nothing."""
    if drawing.lines:
        return ", but a line"
    if drawing.images:
        return ", but an image"
    return ", but points or bars" if drawing.others else ""


def compare_images(drawing: Drawing, encoded: torch.Tensor) -> None:
    """Check that one of the images is the matrix."""
    if not drawing.images:
        raise Mismatch(f"There is no image on the axes that were given{instead(drawing)}.")
    if not any(agree(image, encoded.double()) for image in drawing.images):
        close(drawing.images[0], encoded)


def compare_lines(drawing: Drawing, losses: list[float]) -> None:
    """Check that one of the lines is that of the losses."""
    if not drawing.lines:
        raise Mismatch(f"There is no line on the axes that were given{instead(drawing)}.")
    expected = torch.tensor(losses, dtype=torch.float64)
    if any(agree(line.y, expected) for line in drawing.lines):
        return
    if len(drawing.lines) > 1:
        raise Mismatch(f"There are {len(drawing.lines)} lines, and none of them has all the losses in order.")
    close(drawing.lines[0].y, expected)


@points(3, public=True)
def test_image(student: Subject) -> None:
    """The encoded examples are an image on the axes that are given, one example a row."""
    encoded = torch.eye(4)[[2, 0, 3, 3, 1, 0, 2]]
    compare_images(drawn(student.observe("show_one_hot", encoded, Axes())), encoded)


@points(1)
def test_image_of_any_size(student: Subject, rng: torch.Generator) -> None:
    """The image shows any number of examples and classes."""
    for n, num_classes in ((14, 9), (14, 9), (4, 70), (1, 4), (3, 1), (1100, 2)):
        encoded = torch.eye(num_classes)[torch.randint(num_classes, (n,), generator=rng)]
        compare_images(drawn(student.observe("show_one_hot", encoded, Axes())), encoded)


@points(2, public=True)
def test_line(student: Subject) -> None:
    """The losses are a line on the axes that are given, also where they rise."""
    for losses in (LOSSES_OF_EMMA, [2.0, 3.5, 1.5, 2.5]):
        compare_lines(drawn(student.observe("show_losses", losses, Axes())), losses)


@points(1)
def test_line_of_any_length(student: Subject, rng: torch.Generator) -> None:
    """The line shows all losses, in their order, also where they do not fall at every step."""
    random = [(2.5 + torch.rand(steps, generator=rng)).tolist() for steps in (60, 60, 1, 1100)]
    for losses in (*random, [3.0, 2.0, 2.0]):
        compare_lines(drawn(student.observe("show_losses", losses, Axes())), losses)


@points(1, public=True)
def test_label_below(student: Subject) -> None:
    """The axis below the curve has a label."""
    if not drawn(student.observe("show_losses", LOSSES_OF_EMMA, Axes())).x_label.strip():
        raise Mismatch("The x axis has no label.")


@points(1, public=True)
def test_label_beside(student: Subject) -> None:
    """The axis beside the curve has a label."""
    if not drawn(student.observe("show_losses", LOSSES_OF_EMMA, Axes())).y_label.strip():
        raise Mismatch("The y axis has no label.")


@points(1)
def test_inputs_stay_as_they_are(student: Subject) -> None:
    """Examples and losses are the same after they were drawn."""
    for encoded in (torch.eye(3), torch.eye(1)):
        observed = student.observe("show_one_hot", encoded, Axes())
        compare_images(drawn(observed), encoded)
        leaves_alone(observed, "the examples")
    for losses in (LOSSES_OF_EMMA, [2.5]):
        observed = student.observe("show_losses", losses, Axes())
        compare_lines(drawn(observed), losses)
        leaves_alone(observed, "the losses")
