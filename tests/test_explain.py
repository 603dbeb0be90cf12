"""`autograder explain`: why a test came out as it did, for graders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .harness import RIGHT, WRONG, Files, Ran, as_bytes, autograder, grade_class, write_files
from .test_objects import NETS

RAISES: Files = {
    **WRONG,
    "warmest.py": """
        from celsius import to_celsius

        def warmest(fahrenheit):
            return to_celsius(fahrenheit).maximum()
    """,
}
ONLY_WITH_A_STAND_IN: Files = {**WRONG, "warmest.py": RIGHT["warmest.py"]}
CLASS: dict[str, Files] = {
    "ada": RIGHT,
    "Ada": WRONG,
    "bo": WRONG,
    "cy": RAISES,
    "dee": ONLY_WITH_A_STAND_IN,
}


@pytest.fixture(scope="module")
def graded(temperatures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a class and its results."""
    folder = tmp_path_factory.mktemp("explained")
    write_files(folder / "class", {"eve.zip": b"no archive"})
    assert grade_class(temperatures, folder, CLASS).status == 0
    return folder


def explain(graded: Path, submission: str, test: str) -> Ran:
    return autograder("explain", graded / "results", submission, test)


def test_it_shows_the_call_and_both_answers(graded: Path) -> None:
    ran = explain(graded, "bo", "known_points")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "bo, celsius, known_points: 0 of 20 points, not right yet",
        "  Water freezes at 0 and boils at 100 degrees Celsius.",
        "  Both values are wrong; the first is at [0]: got 32, expected 0.",
        "",
        "call 1: to_celsius",
        "  argument 1: tensor (2,) float32 [32, 212]",
        "  returned: tensor (2,) float32 [32, 212]",
        "    reference: tensor (2,) float32 [0, 100]",
        "  argument 1 shares memory with the result: yes",
        "    reference: –",
    ]


def test_it_shows_the_line_that_raised(graded: Path) -> None:
    said = explain(graded, "cy", "warmest.is_a_scalar").out
    assert re.search(r"returned: no value\. .+ \(warmest\.py, line 4: ", said)
    assert "(warmest.py, line 4: return to_celsius(fahrenheit).maximum())" in said
    assert "reference: tensor () float32" in said


def test_names_that_differ_in_case_are_two(graded: Path) -> None:
    told = [explain(graded, name, "known_points").out.partition(":")[0] for name in ("ada", "Ada")]
    assert told == ["ada, celsius, known_points", "Ada, celsius, known_points"]


def test_a_test_that_passed_is_shown_as_it_was_graded(graded: Path) -> None:
    said = explain(graded, "dee", "value").out
    assert said.startswith("dee, warmest, value: 40 of 40 points, passed\n")
    assert "Graded with our celsius" in said


@pytest.mark.parametrize(
    ("submission", "test", "reason"),
    [
        ("ADA", "value", "several submissions are called “ADA”: write "),
        ("nobody", "value", "there is no result of “nobody”"),
        ("bo", "no_such", "there is no test no_such; not passed: celsius.known_points, celsius.any"),
        ("eve", "value", "no test of eve has run"),
    ],
)
def test_what_cannot_be_explained_is_refused(graded: Path, submission: str, test: str, reason: str) -> None:
    ran = explain(graded, submission, test)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert reason in ran.err


def test_work_that_is_gone_or_changed_is_refused(graded: Path) -> None:
    write_files(graded / "class" / "dee", {"celsius.py": "changed = True\n"})
    ran = explain(graded, "dee", "value")
    assert (ran.status, ran.out) == (2, "")
    assert "dee has changed since it was graded: grade it again" in ran.err
    (graded / "class" / "dee").rename(graded / "dee")
    ran = explain(graded, "dee", "value")
    assert ran.status == 2
    assert "dee is no longer in what was graded last" in ran.err


def test_calls_on_objects_are_made_again_on_the_references_own(tmp_path: Path) -> None:
    assignment = write_files(tmp_path / "nets", NETS)
    forgets = as_bytes(NETS["descent.py"]).replace(b"mul_(self.momentum)", b"mul_(1.0)")
    assert (
        grade_class(assignment, tmp_path, {"ada": {"mlp.py": NETS["mlp.py"], "descent.py": forgets}}).status
        == 0
    )
    said = explain(tmp_path, "ada", "descent.steps").out
    assert "call 3: Momentum\n" in said
    (first,) = re.findall(
        "^  Call ([0-9]+) is the first whose outcome differs from the reference's.$", said, re.M
    )
    differing = "  returned: [-0.4544, 0.9088]\n    reference: [0.1226, -0.2452]\n"
    assert differing in said.partition(f"\ncall {first}: ")[2].partition("\n\n")[0] + "\n"
    assert "more calls only reach into objects, and both sides do the same there." in said
