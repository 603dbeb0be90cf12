"""What a wrong answer is told, and what it costs: named mistakes, and no mark lost twice."""

from __future__ import annotations

from typing import Any

import pytest

from .harness import ROOT, autograder, results, write_files

NET = ROOT / "solutions" / "bigram_net"
TRAIN = """
    import torch
    from neurons import activations
    from nll import nll
    from one_hot import one_hot
    from softmax import softmax


    def gradient_step(weights, loss, learning_rate):
        weights.grad = None
        loss.backward()
        weights.data -= learning_rate * weights.grad


    def train(xs, ys, weights, learning_rate, steps):
        losses = []
        for step in range(steps):
            loss = nll(softmax(activations(one_hot(xs, len(weights)), weights)), ys)
            gradient_step(weights, loss, {rate})
            losses.append(loss.item())
        return losses
"""
SUM_OF_COLUMNS = """
    def softmax(logits):
        counts = logits.exp()
        return counts / counts.sum(dim=0, keepdim=True){cast}
"""
SLOWER = TRAIN.replace("{rate}", "learning_rate * 0.5")
SLOWER_LATER = TRAIN.replace("{rate}", "learning_rate * (1.0 if step == 0 else 0.5)")
TOTALS_IN_A_ROW = '''
    import torch


    def softmax(logits):
        """Probabilities, in my own words."""
        # First the counts.
        c = torch.exp(logits)
        totals = c.sum(1)
        return c / totals
'''
RAISES = "def one_hot(xs, num_classes):\n    raise ValueError\n"

CLASS: dict[str, dict[str, str]] = {
    "right": {},
    "columns": {"softmax.py": SUM_OF_COLUMNS.replace("{cast}", "")},
    "totals_in_a_row": {"softmax.py": TOTALS_IN_A_ROW},
    "columns_in_double": {"softmax.py": SUM_OF_COLUMNS.replace("{cast}", ".double()")},
    "turned_and_whole": {
        "one_hot.py": "import torch\nimport torch.nn.functional as F\n\n"
        "def one_hot(xs, num_classes):\n    return F.one_hot(xs, num_classes).T\n"
    },
    "unheard_of": {"softmax.py": "import torch\n\ndef softmax(logits):\n    return logits.cos()\n"},
    "cut": {"softmax.py": "def softmax(logits):\n    return logits.detach().softmax(dim=1)\n"},
    "numpy": {"softmax.py": "def softmax(logits):\n    return logits.detach().softmax(dim=1).numpy()\n"},
    "guarded": {
        "nll.py": "import torch\n\ndef nll(probs, ys):\n"
        "    return -(probs[torch.arange(len(ys)), ys] + 1e-8).log().mean()\n"
    },
    "slower": {"gradient_descent.py": SLOWER},
    "slower_later": {"gradient_descent.py": SLOWER_LATER},
    "slower_and_raises": {"gradient_descent.py": SLOWER, "one_hot.py": RAISES},
    "everything_raises": {
        f"{name}.py": f"def {name}(*_):\n    raise ValueError\n" for name in ("one_hot", "softmax", "nll")
    },
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The exercises of each submission, by name."""
    folder = tmp_path_factory.mktemp("fair")
    for name, own in CLASS.items():
        references = {path.name: path.read_text() for path in NET.glob("*.py")}
        write_files(folder / "class" / name, {**references, **own})
    ran = autograder("grade", NET, folder / "class", "--out", folder / "out")
    assert (ran.status, ran.err) == (0, "")
    return {
        name: {one["exercise"]: one for one in result["exercises"]}
        for name, result in results(folder / "out").items()
    }


def names(exercise: dict[str, Any]) -> list[str]:
    return [one["name"] for one in exercise["misconceptions"]]


def test_a_guard_against_the_logarithm_of_zero_costs_nothing(graded: dict[str, dict[str, Any]]) -> None:
    """Many are taught to add 1e-8: where a training makes probabilities small, that shows in later losses."""
    assert {exercise["status"] for exercise in graded["guarded"].values()} == {"passed"}


def test_a_known_mistake_is_named_with_its_hint(graded: dict[str, dict[str, Any]]) -> None:
    softmax = graded["columns"]["softmax"]
    assert softmax["misconceptions"] == [
        {"name": "normalises_columns", "hint": "Over which dimension do the counts of one example run?"}
    ]
    assert softmax["score"] < softmax["max_score"]
    assert names(graded["right"]["softmax"]) == []


def test_a_mistake_that_raises_is_named_however_it_is_written(graded: dict[str, dict[str, Any]]) -> None:
    softmax = graded["totals_in_a_row"]["softmax"]
    assert any(test["status"] == "error" for test in softmax["tests"])
    assert names(softmax) == ["loses_the_dimension"]


def test_two_mistakes_at_once_are_both_named(graded: dict[str, dict[str, Any]]) -> None:
    assert names(graded["columns_in_double"]["softmax"]) == ["normalises_columns", "rounds_to_double"]
    assert names(graded["turned_and_whole"]["one_hot"]) == ["examples_as_columns", "left_as_int64"]


def test_what_nobody_foresaw_gets_no_name_but_a_reason(graded: dict[str, dict[str, Any]]) -> None:
    softmax = graded["unheard_of"]["softmax"]
    assert names(softmax) == []
    messages = {test["test"]: test["message"] for test in softmax["tests"]}
    assert messages["log_counts"].startswith("Both rows are wrong; the first is row 0, at [0, 0]: got 1,")
    assert messages["any_size"].startswith("All 5 rows are wrong; the first is row 0, at [0, 0]: off by")


@pytest.mark.parametrize(
    ("student", "message"),
    [
        ("cut", "No gradient reaches the logits. Can it flow back from the probabilities?"),
        ("numpy", "Expected a tensor, got a NumPy array."),
    ],
)
def test_a_gradient_that_is_missing_is_told_of_as_such(
    graded: dict[str, dict[str, Any]], student: str, message: str
) -> None:
    messages = {test["test"]: test["message"] for test in graded[student]["softmax"]["tests"]}
    assert messages["gradient_reaches_the_logits"] == message


@pytest.mark.parametrize(
    ("student", "message"),
    [
        ("slower", "The first loss is right; from the second on they fall too slowly."),
        ("slower_later", "The first two losses are right; from the third on they fall too slowly."),
    ],
)
def test_losses_are_told_from_which_step_on(
    graded: dict[str, dict[str, Any]], student: str, message: str
) -> None:
    tests = graded[student]["gradient_descent"]["tests"]
    losses = next(test for test in tests if test["test"] == "losses_of_emma")
    assert losses["message"].startswith(message)


def test_a_wrong_early_exercise_costs_the_training_nothing(graded: dict[str, dict[str, Any]]) -> None:
    for student, replaced in (
        ("columns", ["softmax"]),
        ("turned_and_whole", ["one_hot"]),
        ("everything_raises", ["one_hot", "softmax", "nll"]),
    ):
        training = graded[student]["gradient_descent"]
        assert training["score"] == training["max_score"]
        assert training["replaced"] == replaced


def test_breaking_an_early_exercise_gains_nothing(graded: dict[str, dict[str, Any]]) -> None:
    honest, broken = graded["slower"], graded["slower_and_raises"]
    assert honest["gradient_descent"]["score"] < honest["gradient_descent"]["max_score"]
    for exercise, result in broken.items():
        assert result["score"] <= honest[exercise]["score"]
    assert names(broken["gradient_descent"]) == names(honest["gradient_descent"])
