"""A mistake has its name however it is spelled, with whatever constant, and beside another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.course import find_assignment
from autograder.grading.session import GradingSession
from autograder.grading.starting import started_zygote
from autograder.results import ExerciseResult
from autograder.sandbox.isolation import machine_isolation

from .harness import ROOT

LOOPS = ROOT / "solutions/bigram_net/misconceptions/gradient_descent"
SEEN = ROOT / "tests" / "seen"
"""Wrong modules that once got full marks or no name; the first line says what is wrong, or the names."""

NAMED = "# named: "
Grade = Callable[[str, str, str], ExerciseResult]

COUNTING = """
    import torch


    def count_bigrams(words, stoi):
        N = {table}
        for w in words:
            chs = ["."] + list(w) + ["."]
            for ch1, ch2 in zip(chs, chs[1:]):
                N[stoi[ch1], stoi[ch2]] += 1
        return N{after}
"""
SAMPLING = """
    import torch


    def sample_names(probabilities, itos, count, generator):
        {before}
        out = []
        for i in range(count):
            {each}
            name, ix = [], 0
            while True:
                p = probabilities[ix]
                ix = torch.multinomial(p, num_samples=1, replacement=True, generator={generator}).item()
                {kept}
                if ix == 0:
                    break
                {grown}
            out.append("".join(name))
        return out
"""
TRAIN = """
    import torch
    import torch.nn.functional as F


    def gradient_step(weights, loss, learning_rate):
        W = weights
        {clear}
        loss.backward()
        W.data -= {step} * W.grad


    def train(xs, ys, weights, learning_rate, steps):
        W = weights
        losses = []
        for k in range({steps}):
            logits = {logits}
            probs = logits.exp() / logits.exp().sum(1, keepdim=True)
            loss = -probs[torch.arange({examples}), ys].log().{mean}() + {penalty}
            losses.append({recorded})
            {cleared}
            loss.backward()
            W.data -= {rate} * W.grad
        return losses
"""
NLL = """
    import torch


    def nll(probs, ys):
        {before}
        return {loss}
"""


def counting(table: str, after: str = "") -> str:
    return COUNTING.format(table=table, after=after)


def sampling(
    before: str = "pass", each: str = "pass", generator: str = "generator", dot: bool = False
) -> str:
    append = "name.append(itos[ix])"
    kept, grown = (append, "pass") if dot else ("pass", append)
    return SAMPLING.format(before=before, each=each, generator=generator, kept=kept, grown=grown)


def train(**changed: str) -> str:
    right = {
        "clear": "W.grad = None",
        "step": "learning_rate",
        "steps": "steps",
        "logits": "W[xs]",
        "examples": "len(ys)",
        "mean": "mean",
        "penalty": "0",
        "recorded": "loss.item()",
        "cleared": "W.grad = None",
        "rate": "learning_rate",
    }
    return TRAIN.format(**{**right, **changed})


def nll(loss: str, before: str = "pass") -> str:
    return NLL.format(loss=loss, before=before)


OWN = "torch.Generator().manual_seed({})"
INTEGERS = "dtype=torch.int64"
LOOP = "total = 0\n        for i in range(len(ys)): total {} probs[i, ys[i]].log(){}"

PROGRAMS: list[tuple[str, str, str]] = [
    ("counting", "fixed_size", counting(f"torch.zeros((28, 28), {INTEGERS})")),
    ("counting", "fixed_size", counting(f"torch.zeros((29, 29), {INTEGERS})")),
    ("counting", "smoothed_while_counting", counting(f"torch.ones((len(stoi), len(stoi)), {INTEGERS})")),
    ("counting", "smoothed_while_counting", counting(f"torch.zeros((len(stoi),) * 2, {INTEGERS})", " + 3")),
    (
        "counting",
        "smoothed_while_counting counts_as_float",
        counting("torch.zeros((len(stoi), len(stoi)), dtype=torch.float64)", " + 1"),
    ),
    ("sampling", "own_generator_for_each_name", sampling(each=f"g = {OWN.format(7)}", generator="g")),
    ("sampling", "seed_inside", sampling(before=f"g = {OWN.format(2024)}", generator="g")),
    ("sampling", "keeps_the_dot generator_ignored", sampling(generator="None", dot=True)),
    ("sampling", "keeps_the_dot seed_inside", sampling(f"g = {OWN.format(99)}", generator="g", dot=True)),
    (
        "vocabulary",
        "itos_as_list",
        """
        def build_vocabulary(words):
            chars = sorted(set("".join(words)))
            stoi = {s: i + 1 for i, s in enumerate(chars)}
            stoi["."] = 0
            return stoi, ["."] + chars
        """,
    ),
    (
        "vocabulary",
        "order_of_appearance",
        """
        def build_vocabulary(words):
            stoi = {".": 0}
            for c in dict.fromkeys("".join(words)):
                stoi[c] = len(stoi)
            return stoi, {i: c for c, i in stoi.items()}
        """,
    ),
    (
        "likelihood",
        "divided_by_the_names",
        """
        def average_nll(probabilities, xs, ys):
            return -probabilities[xs, ys].log().sum() / (xs == 0).sum()
        """,
    ),
    (
        "figures",
        "draws_the_logarithm label_below_only",
        """
        import math

        def show_one_hot(encoded, ax):
            return ax.imshow(encoded)

        def show_losses(losses, ax):
            ax.set_xlabel("step")
            return ax.plot([math.log10(loss) for loss in losses])
        """,
    ),
    ("nll", "fixed_number_of_examples", nll("-probs[torch.arange(11), ys].log().mean()")),
    ("nll", "smooths", nll("-(probs[torch.arange(len(ys)), ys] + 0.05).log().mean()")),
    ("nll", "loops_over_the_examples returns_a_float", nll("total / len(ys)", LOOP.format("-=", ".item()"))),
    ("nll", "loops_over_the_examples forgets_the_minus", nll("total / len(ys)", LOOP.format("+=", ""))),
    (
        "nll",
        "loops_over_the_examples returns_a_float sums",
        nll("total", LOOP.format("-=", ".item()")),
    ),
    ("gradient_descent", "fixed_rate_in_the_loop", train(rate="50")),
    ("gradient_descent", "fixed_rate_in_the_loop", train(rate="(1 / 3)")),
    ("gradient_descent", "fixed_number_of_steps", train(steps="7 * 2")),
    ("gradient_descent", "keeps_the_weight_penalty", train(penalty="0.037 * (W**2).mean()")),
    ("gradient_descent", "keeps_the_weight_penalty", train(penalty="1e-2 * W.abs().sum()")),
    ("gradient_descent", "never_clears", train(cleared="pass")),
    ("gradient_descent", "sums_the_loss", train(mean="sum")),
    ("gradient_descent", "fixed_number_of_examples", train(examples="12")),
    ("gradient_descent", "never_clears fixed_rate_in_the_loop", train(cleared="pass", rate="3")),
    ("gradient_descent", "never_clears keeps_the_tensors", train(cleared="pass", recorded="loss")),
    (
        "gradient_descent",
        "keeps_the_weight_penalty fixed_rate_in_the_loop",
        train(penalty="0.02 * (W**2).mean()", rate="50"),
    ),
]
"""A module of an exercise, written as learners do, with the names that it is to have."""

SPELLINGS = {
    "rows": {
        "activations(encoded, weights)": "weights[xs]",
        "activations(encoded, weights.data)": "weights.data[xs]",
        "activations(encoded[batch], weights)": "weights[xs[batch]]",
    },
    "built in": {
        "one_hot(xs, len(weights))": "F.one_hot(xs, len(weights)).float()",
        "activations(encoded, weights)": "(encoded @ weights)",
        "import torch\n": "import torch\nimport torch.nn.functional as F\n",
    },
    "cross-entropy": {
        "nll(softmax(activations(encoded, weights)), ": "F.cross_entropy(weights[xs], ",
        "import torch\n": "import torch\nimport torch.nn.functional as F\n",
    },
}
"""Other ways to write what the misconceptions of gradient descent have in common."""

OTHERWISE_RIGHT = {"fixed_number_of_classes", "predicts_backwards"}
"""Those that another spelling would mend, or make another mistake of."""


@pytest.fixture(scope="module")
def grade() -> Iterator[Grade]:
    with grading() as graded:
        yield graded


@contextmanager
def grading() -> Iterator[Grade]:
    """Grades one module among references."""
    with ExitStack() as stack:
        sessions: dict[str, GradingSession] = {}

        def graded(assignment: str, module: str, source: str) -> ExerciseResult:
            if assignment not in sessions:
                found = find_assignment(assignment, ROOT)
                session = GradingSession(found, started_zygote(found, machine_isolation()))
                sessions[assignment] = stack.enter_context(session)
                session.rehearse()
            session = sessions[assignment]
            files = {**session.assignment.references(), f"{module}.py": source.encode()}
            return session.do(lambda marking: marking.mark_exercise(module, files, ()))

        yield graded


def names(result: ExerciseResult) -> set[str]:
    return {one.name for one in result.misconceptions}


@pytest.mark.parametrize(("module", "expected", "source"), PROGRAMS)
def test_a_program_as_learners_write_it_gets_its_names(
    grade: Grade, module: str, expected: str, source: str
) -> None:
    is_net = (ROOT / "solutions/bigram_net" / f"{module}.py").is_file()
    result = grade("bigram_net" if is_net else "bigram_counts", module, dedent(source))
    assert result.lost_marks
    assert names(result) == set(expected.split())


def spelled(path: Path, spelling: str) -> str:
    source = path.read_text()
    for one, other in SPELLINGS[spelling].items():
        source = source.replace(one, other)
    return source


def respelled() -> Iterator[tuple[str, str]]:
    """Each mistake of gradient descent, in one of the other spellings that it has, in turn."""
    for number, path in enumerate(sorted(LOOPS.glob("*.py"))):
        source = path.read_text()
        usable = [name for name, changes in SPELLINGS.items() if next(iter(changes)) in source]
        if usable and "+" not in path.stem and path.stem not in OTHERWISE_RIGHT:
            yield path.stem, usable[number % len(usable)]


@pytest.mark.parametrize(("name", "spelling"), list(respelled()))
def test_another_spelling_of_a_mistake_has_its_name(grade: Grade, name: str, spelling: str) -> None:
    assert names(grade("bigram_net", "gradient_descent", spelled(LOOPS / f"{name}.py", spelling))) == {name}


@pytest.mark.parametrize("path", sorted(SEEN.rglob("*.py")), ids=lambda path: path.stem)
def test_what_slipped_through_once_loses_marks_and_has_its_names(grade: Grade, path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    result = grade(path.parts[-3], path.parts[-2], source)
    assert result.lost_marks
    first = source.splitlines()[0]
    if first.startswith(NAMED):
        assert names(result) == set(first.removeprefix(NAMED).split())


def test_answers_that_were_judged_before_change_no_name() -> None:
    counting_of = ROOT / "solutions" / "bigram_counts"
    right = (counting_of / "alternatives/counting/bincount.py").read_text(encoding="utf-8")
    wrong = (counting_of / "misconceptions/counting/missing_end.py").read_text(encoding="utf-8")
    assert "int64" not in wrong
    with grading() as grade:
        # Most of what the right module shows is remembered when it is to tell what is right besides.
        assert not grade("bigram_counts", "counting", right).lost_marks
        named = names(grade("bigram_counts", "counting", wrong.replace("int32", "int64")))
    assert named == {"missing_end"}
