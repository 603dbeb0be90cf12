"""Submissions that do the same wrong thing are one group, and a group becomes a misconception."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

from .harness import RIGHT, TEMPERATURES, Files, autograder, grade_class, results, write_files

SUBTRACTS = "def to_celsius(fahrenheit):\n    return fahrenheit - 32\n"
SUBTRACTS_OTHERWISE = "def to_celsius(f):\n    # to Celsius\n    shifted = f - 32.0\n    return shifted\n"
DIVIDES_BY_ZERO = "def to_celsius(fahrenheit):\n    return 1 / 0\n"
DIVIDES_ELSEWHERE = "def to_celsius(fahrenheit):\n    half = fahrenheit / 2\n    return half + 1 / 0\n"
NOTHING = TEMPERATURES["celsius.py"].replace(
    "return (fahrenheit - 32) * (5 / 9)", "raise NotImplementedError"
)  # type: ignore[arg-type]


def handed_in(celsius: str | bytes) -> Files:
    return {**RIGHT, "celsius.py": celsius}


CLASS: dict[str, Files] = {
    "abe": {**RIGHT, "warmest.py": "def warmest(fahrenheit):\n    return 1 / 0\n"},
    "ada": handed_in(SUBTRACTS),
    "bo": handed_in(DIVIDES_BY_ZERO),
    "cy": handed_in(SUBTRACTS_OTHERWISE),
    "dee": RIGHT,
    "eli": handed_in(DIVIDES_ELSEWHERE),
    "fay": handed_in(SUBTRACTS),
    "gus": handed_in(NOTHING),
}

HINT = "By how much does a degree Celsius differ from a degree Fahrenheit?"


def groups(out: Path) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads((out / "groups.json").read_text(encoding="utf-8"))["groups"]
    return read


def test_from_a_group_to_a_misconception(tmp_path: Path) -> None:
    assignment = write_files(tmp_path / "temperatures", TEMPERATURES)
    grade_class(assignment, tmp_path, CLASS)
    out = tmp_path / "results"
    before = results(out)
    assert [group["exercise"] for group in groups(out)] == ["celsius", "celsius", "warmest"]
    largest, other = [group for group in groups(out) if group["exercise"] == "celsius"]
    assert (largest["misconceptions"], largest["submissions"]) == ([], ["ada", "cy", "fay"])
    assert other["submissions"] == ["bo", "eli"], "the line of an exception tells nobody apart"
    assert "division by zero" in other["tests"][0]["message"]
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "No name yet." in page
    _autograder, *arguments = shlex.split(
        re.findall('<code class="command">(autograder explain [^<]*)</code>', page)[0]
    )
    said = autograder(*arguments, cwd=out).out
    assert "returned: tensor (2,) float32 [0, 180]\n    reference: tensor (2,) float32 [0, 100]" in said

    name = "subtracts_alone"
    documented = f'"""{HINT}\n\nSeen: in three submissions.\n"""\n\n{SUBTRACTS}'
    write_files(assignment, {f"misconceptions/celsius/{name}.py": documented})
    ran = autograder("grade", assignment, tmp_path / "class", "--out", out)
    after = results(out)
    assert ran.status == 0
    assert {who: result["score"] for who, result in after.items()} == {
        who: result["score"] for who, result in before.items()
    }
    changed = {who for who, result in after.items() if result != before[who]}
    assert changed == {"ada", "cy", "fay"}
    largest, _other = [group for group in groups(out) if group["exercise"] == "celsius"]
    assert (largest["misconceptions"], largest["submissions"]) == ([name], ["ada", "cy", "fay"])
    assert "8 graded; only names or hints of 3 changed; results in" in ran.out
