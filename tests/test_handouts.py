"""Every example of the handouts, run with the references in place."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from autograder.course import find_assignment

from .harness import ROOT
from .warm import python

RUN = """
import doctest, sys
failed, tried = doctest.testfile(sys.argv[1], module_relative=False)
print(f"{tried} examples, {failed} failed")
sys.exit(bool(failed))
"""


@pytest.mark.parametrize("name", ["bigram_counts", "bigram_net"])
def test_every_example_holds(name: str, tmp_path: Path) -> None:
    assignment = find_assignment(name, ROOT)
    for path in (*map(assignment.reference, assignment.modules), *assignment.data.values()):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    handout = (assignment.folder / "handout.md").read_text(encoding="utf-8")
    examples = "\n\n".join(re.findall(r"```python\n(.*?)```", handout, re.DOTALL))
    assert len(doctest.DocTestParser().get_examples(examples)) > 20
    (tmp_path / "examples.txt").write_text(examples, encoding="utf-8")
    ran = python("-c", RUN, "examples.txt", cwd=tmp_path)
    assert ran.status == 0, ran.out + ran.err


@pytest.mark.parametrize("name", ["bigram_counts", "bigram_net"])
def test_the_minutes_to_expect_are_those_that_check_says(name: str) -> None:
    assignment = find_assignment(name, ROOT)
    handout = " ".join((assignment.folder / "handout.md").read_text(encoding="utf-8").split())
    assert f"expect about {sum(assignment.minutes.values())} minutes in all: " in handout
    assert re.findall(r"(\d+) for `(\w+)`", handout) == [
        (str(minutes), module) for module, minutes in assignment.minutes.items()
    ]
    assert list(assignment.minutes) == list(assignment.modules)
