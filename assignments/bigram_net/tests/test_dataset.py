"""Tests of the bigrams as inputs and labels."""

import torch
from kit import Mismatch, Subject, as_tensor, close, is_tensor, leaves_alone, points, wrong_kind

ALPHABET = {character: index for index, character in enumerate(".abcdefghijklmnopqrstuvwxyz")}


def both(pair: object) -> tuple[object, object]:
    """The inputs and the labels of what came back; a tensor of two rows holds them as well."""
    if isinstance(pair, torch.Tensor) and pair.dim() == 2 and len(pair) == 2:
        return pair[0], pair[1]
    if not isinstance(pair, tuple | list):
        raise wrong_kind("two tensors (inputs, labels)", pair)
    if len(pair) != 2:
        raise Mismatch(f"Expected two tensors (inputs, labels), got {len(pair)} values.")
    return pair[0], pair[1]


@points(2, public=True)
def test_inputs_of_emma(student: Subject) -> None:
    """The inputs of `emma` are 0 5 13 13 1."""
    xs, _ = both(student.make_bigrams(["emma"], ALPHABET))
    close(xs, torch.tensor([0, 5, 13, 13, 1]))


@points(2, public=True)
def test_labels_of_emma(student: Subject) -> None:
    """The labels of `emma` are 5 13 13 1 0."""
    _, ys = both(student.make_bigrams(["emma"], ALPHABET))
    close(ys, torch.tensor([5, 13, 13, 1, 0]))


@points(1, public=True, form=True)
def test_whole_numbers(student: Subject) -> None:
    """Inputs and labels are two tensors of int64."""
    pair = student.make_bigrams(["emma"], ALPHABET)
    if isinstance(pair, torch.Tensor):
        raise wrong_kind("two tensors (inputs, labels)", pair)
    for part in both(pair):
        is_tensor(part, dtype=torch.int64)


@points(1, public=True)
def test_two_names(student: Subject) -> None:
    """`bo` and `al` are 0 2 15 and 0 1 12. If `stoi` has `o` at 1, `b` at 2, `bob` twice is 0 2 1 2 twice."""
    observed = student.observe("make_bigrams", ["bo", "al"], ALPHABET)
    xs, ys = both(observed.result)
    first = as_tensor(xs)
    again, _ = both(student.make_bigrams(["bo", "al"], ALPHABET))
    close(again, first, hint="The call before had the same names: is anything left over from it?")
    close(xs, torch.tensor([0, 2, 15, 0, 1, 12]), hint="This is about the inputs.")
    close(ys, torch.tensor([2, 15, 0, 1, 12, 0]), hint="This is about the labels.")
    leaves_alone(observed, "the names or the vocabulary")
    xs, ys = both(student.make_bigrams(["bob", "bob"], {".": 0, "o": 1, "b": 2}))
    close(xs, torch.tensor([0, 2, 1, 2] * 2), hint="Here `bob` comes twice, and `stoi` is another one.")
    close(ys, torch.tensor([2, 1, 2, 0] * 2), hint="Here `bob` comes twice, and `stoi` is another one.")
