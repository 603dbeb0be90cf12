"""A second, plainer hint: each of ours has one that does not answer it, and a student gets it on request."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from autograder.check import screen
from autograder.check.folder import find_folder
from autograder.check.outcomes import ExerciseOutcome, TestOutcome, Verdict
from autograder.course import find_assignment
from autograder.grading.misconceptions import WrongModule, misconceptions_of
from autograder.release.leaks import holds

from .harness import ROOT, autograder
from .test_release import ASSIGNMENTS
from .test_release_hints import MISTAKES, filled_in, hint_of, wrong

REGION = re.compile("### BEGIN SOLUTION(.*?)### END SOLUTION", re.DOTALL)
LINE_LEAST = 3
"""Words and signs of a line that says something."""

LONGEST = 240
"""Characters: four lines of a terminal's screen."""


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def gives_away(mistake: WrongModule, reference: str, handout: str) -> bool:
    """Whether a plainer hint has a line of the reference, or a name that only the reference knows."""
    solution = "\n".join(REGION.findall(reference))
    lines = [line for line in solution.splitlines() if len(re.findall(r"\w+|[^\w\s]", line)) >= LINE_LEAST]
    own = mistake.path.read_text(encoding="utf-8").split('"""', 2)[2]
    secret = set(words(solution)) - set(words(REGION.sub("", reference) + handout + own)) - {*keyword.kwlist}
    return bool(secret & set(words(mistake.plainer))) or any(holds(mistake.plainer, line) for line in lines)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_each_hint_has_a_plainer_one_that_does_not_answer_it(name: str) -> None:
    assignment = find_assignment(name, ROOT)
    handout = (assignment.folder / "handout.md").read_text(encoding="utf-8")
    for exercise in assignment.modules:
        reference = (assignment.folder / f"{exercise}.py").read_text(encoding="utf-8")
        for mistake in misconceptions_of(assignment, exercise):
            if not mistake.is_several:
                assert mistake.plainer not in ("", mistake.hint), mistake.path
                assert len(mistake.plainer) <= LONGEST, mistake.path
                assert not gives_away(mistake, reference, handout), mistake.path


def test_an_older_release_has_hints_alone(tmp_path: Path) -> None:
    mistake = wrong("bigram_net", "softmax", "normalises_columns")
    folder = filled_in("bigram_net", tmp_path / "net", softmax=mistake)
    known = json.loads((folder / MISTAKES).read_text(encoding="utf-8"))
    older = {
        exercise: [{key: one[key] for key in ("hints", "tests")} for one in listed]
        for exercise, listed in known.items()
    }
    (folder / MISTAKES).write_text(json.dumps(older), encoding="utf-8")
    conftest = folder / "tests" / "conftest.py"
    lines = conftest.read_text(encoding="utf-8").splitlines(keepends=True)
    conftest.write_text("".join(line for line in lines if "plainer" not in line), encoding="utf-8")
    ran = autograder("check", "softmax", "--hint", cwd=folder)
    assert ran.err == ""
    assert f"  hint       {hint_of(mistake)}\n  plainer    {screen.NONE_PLAINER}\n" in ran.out


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ([TestOutcome("A.", Verdict.TO_DO)], screen.TO_WRITE),
        (
            [
                TestOutcome("A.", Verdict.PASSES),
                TestOutcome("B.", Verdict.ERROR, "No.", "nll.py, line 3: x = y"),
            ],
            screen.AT_A_LINE.format(line="nll.py, line 3"),
        ),
        ([TestOutcome("A.", Verdict.FAILS, "Got 1."), TestOutcome("B.", Verdict.TO_DO)], screen.BY_HAND),
    ],
)
def test_where_nothing_is_recognised_it_says_what_to_do_next(tests: Sequence[TestOutcome], said: str) -> None:
    folder, _ = find_folder([str(ROOT / "assignments" / "bigram_net")])
    outcome = ExerciseOutcome("nll", tuple(tests))
    lines = screen.whole_exercise(folder, outcome, [outcome], 1000, plainer=True)
    assert lines[1].plain == f"  next       {said}"
    assert "next" not in screen.whole_exercise(folder, outcome, [outcome], 1000)[1].plain
