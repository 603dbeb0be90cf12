"""The figures of the lecture, from the references."""

from __future__ import annotations

import pytest
import torch

from autograder.course import find_assignment
from autograder.grading.references import References
from autograder.testing import Generator
from autograder.testing.subject import load_module

from .harness import ROOT

SEED = 2147483647


@pytest.fixture(scope="module")
def words() -> list[str]:
    return (ROOT / "data" / "names.txt").read_text().split()


@pytest.fixture(scope="module")
def counts() -> References:
    return References(find_assignment("bigram_counts", ROOT))


@pytest.fixture(scope="module")
def net() -> References:
    return References(find_assignment("bigram_net", ROOT))


def first_weights(net: References, seed: int = SEED) -> torch.Tensor:
    weights: torch.Tensor = net.init_weights(27, 27, Generator(seed))
    return weights


def test_names(words: list[str]) -> None:
    assert (len(words), len(set(words))) == (32_033, 29_494)
    assert (min(map(len, words)), max(map(len, words))) == (2, 15)


def test_counting(counts: References, net: References, words: list[str]) -> None:
    stoi, _itos = counts.build_vocabulary(words)
    table = counts.count_bigrams(words, stoi)
    assert table.shape == (27, 27)
    assert (int(table.sum()), int((table > 0).sum())) == (228_146, 627)
    xs, ys = net.make_bigrams(words, stoi)
    for smoothing, expected in ((0.0, 2.454014), (1.0, 2.454577)):
        probabilities = counts.row_probabilities(table, smoothing)
        assert counts.average_nll(probabilities, xs, ys).item() == pytest.approx(expected, abs=5e-6)


def test_emma(counts: References, net: References, words: list[str]) -> None:
    stoi, _itos = counts.build_vocabulary(words)
    xs, ys = net.make_bigrams(["emma"], stoi)
    assert (xs.tolist(), ys.tolist()) == ([0, 5, 13, 13, 1], [5, 13, 13, 1, 0])
    losses = net.train(xs, ys, first_weights(net), 0.1, 10)
    figures = {0: 3.7693050, 1: 3.7492127, 2: 3.7291627, 9: 3.5900159}
    assert {step: losses[step] for step in figures} == pytest.approx(figures, abs=5e-6)
    for seed, expected in ((SEED + 1, 3.3770878), (SEED + 2, 3.5753083)):
        (loss,) = net.train(xs, ys, first_weights(net, seed), 0.1, 1)
        assert loss == pytest.approx(expected, abs=5e-6)


def test_all_names(counts: References, net: References, words: list[str]) -> None:
    stoi, _itos = counts.build_vocabulary(words)
    xs, ys = net.make_bigrams(words, stoi)
    figures = {0: 3.758953, 1: 3.371100, 99: 2.472876, 199: 2.462393}
    # Steps on the counts are those of the reference, as test_count_matrix_trajectory.py proves.
    matrix = load_module(ROOT / "solutions" / "bigram_net" / "tests", "count_matrix")
    losses, _ = matrix.trajectory(matrix.count_bigrams(xs, ys, 27), first_weights(net), 50.0, 200)
    assert {step: losses[step] for step in figures} == pytest.approx(figures, abs=5e-5)
    assert net.train(xs, ys, first_weights(net), 50.0, 2) == pytest.approx(losses[:2], abs=5e-5)
