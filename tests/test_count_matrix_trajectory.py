"""Proof that gradient descent on bigram counts is the plain loop over all examples, only faster.

The hidden tests take what they expect on all names from the count matrix.
"""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import torch

from autograder.testing import VALUES, LocalModules, Tolerance, close, sum_of
from autograder.testing.subject import load_module

ROOT = Path(__file__).parents[1]
ASSIGNMENT = ROOT / "solutions" / "bigram_net"
ALPHABET = {character: index for index, character in enumerate(".abcdefghijklmnopqrstuvwxyz")}

ROUNDINGS = Tolerance(relative=0.0, absolute=5e-6)
"""What float32 may add up to in the losses of a few steps, a tenth of what students are allowed."""

Examples = tuple[torch.Tensor, torch.Tensor]


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Several threads are slower at products of this size, above all on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def count_matrix() -> ModuleType:
    return load_module(ASSIGNMENT / "tests", "count_matrix")


@pytest.fixture(scope="module")
def names() -> list[str]:
    return (ROOT / "data" / "names.txt").read_text().split()


@pytest.fixture(scope="module")
def examples(names: list[str]) -> Examples:
    """The bigrams of every hundredth name, a few hundred."""
    return examples_of(names[::100])


def examples_of(names: list[str]) -> Examples:
    xs, ys = LocalModules(ASSIGNMENT, "dataset").make_bigrams(names, ALPHABET)
    return xs, ys


def lecture_weights() -> torch.Tensor:
    return torch.randn((27, 27), generator=torch.Generator().manual_seed(2147483647), requires_grad=True)


@pytest.mark.parametrize(("learning_rate", "steps"), [(0.1, 1), (0.1, 10), (5.0, 10), (50.0, 3), (50.0, 25)])
def test_losses_are_those_of_the_plain_loop(
    count_matrix: ModuleType, examples: Examples, learning_rate: float, steps: int
) -> None:
    plain = LocalModules(ASSIGNMENT, "gradient_descent").train(
        *examples, lecture_weights(), learning_rate, steps
    )
    counts = count_matrix.count_bigrams(*examples, 27)
    losses, _weights = count_matrix.trajectory(counts, lecture_weights(), learning_rate, steps)
    close(losses, plain, within=ROUNDINGS)


@pytest.mark.parametrize("learning_rate", [0.1, 50.0])
def test_weights_are_those_of_the_plain_loop(
    count_matrix: ModuleType, examples: Examples, learning_rate: float
) -> None:
    subject = LocalModules(ASSIGNMENT, "gradient_descent")
    observed = subject.observe("train", *examples, lecture_weights(), learning_rate, 3)
    counts = count_matrix.count_bigrams(*examples, 27)
    _losses, weights = count_matrix.trajectory(counts, lecture_weights(), learning_rate, 3)
    close(observed.arguments[2], weights, within=VALUES)


def test_weights_of_the_caller_stay_as_they_are(count_matrix: ModuleType, examples: Examples) -> None:
    weights = lecture_weights()
    count_matrix.trajectory(count_matrix.count_bigrams(*examples, 27), weights, 50.0, 2)
    assert torch.equal(weights, lecture_weights())


def test_figures_of_the_lecture(count_matrix: ModuleType, names: list[str]) -> None:
    counts = count_matrix.count_bigrams(*examples_of(names), 27)
    assert int(counts.sum()) == 228_146
    losses, _weights = count_matrix.trajectory(counts, lecture_weights(), 50.0, 200)
    close(
        [losses[0], losses[1], losses[99], losses[199]],
        [3.758953, 3.371100, 2.472876, 2.462393],
        within=sum_of(228_146),
    )
