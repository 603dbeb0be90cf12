"""The marks of a reference: one reading of them for stubs, mutants and the search for leaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.release.regions import regions_of
from autograder.release.stubs import stub
from autograder.verify.mutants import mutants_of

REFERENCE = '''"""Doubles."""


def double(values):
    """Twice each value."""
    BEGIN
    doubled = values * 2
    return doubled
    END


def half(values):
    """Half of each value."""
    BEGIN
    return values / 2
    END
'''


def written(folder: Path, begin: str = "### BEGIN SOLUTION", end: str = "### END SOLUTION") -> Path:
    reference = folder / "doubling.py"
    reference.write_text(REFERENCE.replace("BEGIN", begin).replace("END", end))
    return reference


@pytest.mark.parametrize("signs", ["#", "# ", "###", "### ", "#### "])
def test_stubs_and_mutants_read_the_same_marks(tmp_path: Path, signs: str) -> None:
    reference = written(tmp_path, f"{signs}BEGIN SOLUTION", f"{signs}END SOLUTION (three lines)")
    assert [region.text.split() for region in regions_of(reference)] == [
        ["doubled", "=", "values", "*", "2", "return", "doubled"],
        ["return", "values", "/", "2"],
    ]
    given = stub(reference)
    assert given.count('    raise NotImplementedError("exercise doubling: your code goes here")\n') == 2
    assert "values *" not in given
    assert "SOLUTION" not in given
    assert {mutant.line for mutant in mutants_of(reference)} >= {7, 8, 15}


@pytest.mark.parametrize(
    ("begin", "end", "reason"),
    [
        ("### begin solution", "### end solution", "line 6: is nearly a mark"),
        ("### BEGIN_SOLUTION", "### END SOLUTION", "line 6: is nearly a mark"),
        ("pass  ### BEGIN SOLUTION", "### END SOLUTION", "line 6: is nearly a mark"),
        ("### BEGIN SOLUTION", "### EMD SOLUTION", "line 14: `BEGIN SOLUTION` follows another one"),
        ("### BEGIM SOLUTION", "### END SOLUTION", "line 9: `END SOLUTION` follows another one"),
        ("# the answer", "# its end", "no region between"),
        ("if values:\n        ### BEGIN SOLUTION\n        pass", "### END SOLUTION", None),
        ("### BEGIN SOLUTION\n    if values:", "    ### END SOLUTION\n        pass", "its stub is no Python"),
    ],
)
def test_what_is_no_region_is_refused(tmp_path: Path, begin: str, end: str, reason: str | None) -> None:
    reference = written(tmp_path, begin, end)
    if reason is None:
        assert stub(reference).count("        raise NotImplementedError") == 2
        return
    with pytest.raises(UsageError, match=reason):
        stub(reference)
