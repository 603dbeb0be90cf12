"""A small class for an assignment, made of its references, alternatives and misconceptions."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.course import Assignment

ASSIGNMENT = "bigram_net"

# Each submission is the references with these modules in place of theirs. Whoever has two mistakes
# makes the autograder run an exercise a second time. No mistake is one that spreads to a later
# exercise: the autograder would forgive the later one, plain pytest cannot.
CLASS = {
    "right-lecture": (),
    "right-indexing": (
        "alternatives/one_hot/scatters_ones",
        "alternatives/softmax/shifted_by_the_maximum",
        "alternatives/nll/gathers",
    ),
    "right-parameter": (
        "alternatives/dataset/pairs_of_neighbours",
        "alternatives/neurons/parameter",
        "alternatives/gradient_descent/switches_the_flag_off",
    ),
    "right-built-ins": (
        "alternatives/one_hot/rows_of_the_identity",
        "alternatives/gradient_descent/cross_entropy",
    ),
    "right-optimiser": (
        "alternatives/softmax/log_sum_exp",
        "alternatives/gradient_descent/optimiser",
        "alternatives/figures/mesh_and_logarithm",
    ),
    "wrong-dataset": ("misconceptions/dataset/forgets_the_end",),
    "wrong-one-hot": (
        "misconceptions/one_hot/left_as_int64",
        "alternatives/gradient_descent/indexed_rows",
    ),
    "wrong-neurons": ("misconceptions/neurons/forgets_requires_grad",),
    "wrong-softmax": ("misconceptions/softmax/calls_the_built_in",),
    "wrong-training": ("misconceptions/gradient_descent/never_clears",),
    "wrong-figures": ("misconceptions/figures/no_labels",),
    "wrong-twice": (
        "misconceptions/softmax/calls_the_built_in",
        "misconceptions/gradient_descent/updates_inside_the_graph",
    ),
}


def make_class(assignment: Assignment, folder: Path, copies: int = 1) -> Path:
    """Write the class into a new folder, each submission as often as asked for."""
    for name, swapped in CLASS.items():
        for copy in range(copies):
            _make_submission(assignment, folder / f"{name}-{copy}", swapped)
    return folder


def is_right(submission: str) -> bool:
    return submission.startswith("right-")


def _make_submission(assignment: Assignment, folder: Path, swapped: tuple[str, ...]) -> None:
    folder.mkdir(parents=True)
    for module in assignment.modules:
        shutil.copy(assignment.reference(module), folder)
    for path in swapped:
        source = assignment.folder / f"{path}.py"
        shutil.copy(source, folder / f"{source.parent.name}.py")
