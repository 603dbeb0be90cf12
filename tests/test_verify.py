"""`autograder verify`: sound tests hold, and each way in which they can fall short is said with its repair.

The assignment here is made of exercises that are all alike: multiply values by a factor. One of them is
sound. In each of the others one thing is broken on purpose.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.course import load_assignment
from autograder.errors import UsageError
from autograder.sandbox.isolation import Isolation
from autograder.verify import prove
from autograder.verify.layout import astray
from autograder.verify.proof import ExerciseProof
from autograder.verify.shortfalls import shortfalls_of

from .harness import Files, Ran, autograder, write_files

REFERENCE = '''
    """An exercise."""

    import torch


    def scale_{name}(values: torch.Tensor, factor: float) -> torch.Tensor:
        """Each of the values, of shape (n,) and dtype float32, times the factor."""
        ### BEGIN SOLUTION
        return values * factor
        ### END SOLUTION
'''
TESTS = '''
    import torch

    from autograder.testing import Subject, Tolerance, close, is_tensor, leaves_alone, points


    @points({points}, public=True)
    def test_by_hand(student: Subject) -> None:
        """Three times 1 and -2 are 3 and -6."""
        close(student.scale_{name}(torch.tensor([1.0, -2.0]), 3.0), torch.tensor([3.0, -6.0]))


    @points({points})
    def test_any(student: Subject, reference: Subject, rng: torch.Generator) -> None:
        """Any number of values is scaled by any factor."""
        for n, factor in ((30, 0.7), (30, 0.7), (1, 0.01), (1500, 20.0)):
            values = torch.randn(n, generator=rng)
            close(student.scale_{name}(values, factor), reference.scale_{name}(values, factor))


    @points({points}, form=True)
    def test_dtype(student: Subject) -> None:
        """The result is float32."""
        is_tensor(student.scale_{name}(torch.ones(4), 2.0), dtype=torch.float32)
'''
VALUES_STAY = '''

    @points({points}, after="test_any")
    def test_values_stay(student: Subject, rng: torch.Generator) -> None:
        """The values are the same after each call, and so is what earlier calls gave back."""
        for n in (3, 3, 1):
            leaves_alone(student.observe("scale_{name}", torch.rand(n, generator=rng), 2.0), "the values")
'''
CALLS_NOTHING = '''

    @points({points})
    def test_nothing(student: Subject) -> None:
        """Nothing is looked at."""
'''
SPEED = '''
    """How does the factor act on a value?

    Seen: a learner's first try.
    """


    def scale_{name}(values, factor):
        return {wrong}
'''
RIGHT = "def scale_{name}(values, factor):\n    return {right}\n"
LATER = '''
    """An exercise that uses an earlier one."""

    import torch
    from {earlier} import scale_{earlier}


    def scale_{name}(values: torch.Tensor, factor: float) -> torch.Tensor:
        """Each of the values, of shape (n,) and dtype float32, times the factor."""
        ### BEGIN SOLUTION
        return scale_{earlier}(values, factor)
        ### END SOLUTION
'''


def sound(name: str) -> Files:
    """An exercise whose tests hold; `{points}` is still to be filled in."""
    return {
        f"{name}.py": REFERENCE,
        f"tests/test_{name}.py": TESTS + VALUES_STAY,
        f"alternatives/{name}/turned.py": RIGHT.replace("{right}", "factor * values"),
        f"misconceptions/{name}/adds.py": SPEED.replace("{wrong}", "values + factor"),
        f"misconceptions/{name}/leaves.py": SPEED.replace("{wrong}", "values.clone()"),
    }


def changed(name: str, files: Mapping[str, str]) -> Files:
    """The sound exercise with other or more files."""
    return sound(name) | {path.replace("{name}", name): content for path, content in files.items()}


FORMAL = TESTS.replace(
    "@points({points})\n    def test_any", "@points({points}, form=True)\n    def test_any"
)
WIDE = "torch.tensor([3.0, -6.0]), within=Tolerance(relative=0.0, absolute=3.0))"

ONLY_TWO = "values * factor if len(values) == 2 else values - factor"

BROKEN: dict[str, Files] = {
    "removed": changed("removed", {"tests/test_{name}.py": TESTS}),
    "wide": changed(
        "wide",
        {
            "tests/test_{name}.py": TESTS.replace("torch.tensor([3.0, -6.0]))", WIDE) + VALUES_STAY,
        },
    ),
    "narrow": changed(
        "narrow",
        {
            "alternatives/{name}/nearly.py": RIGHT.replace("{right}", "values * factor * (1 + 1e-5)"),
        },
    ),
    "hintless": changed(
        "hintless", {"misconceptions/{name}/adds.py": RIGHT.replace("{right}", "values + factor")}
    ),
    "right_wrong": changed(
        "right_wrong", {"misconceptions/{name}/right.py": SPEED.replace("{wrong}", "factor * values")}
    ),
    "wrong_right": changed(
        "wrong_right", {"alternatives/{name}/wrong.py": RIGHT.replace("{right}", "values - factor")}
    ),
    "twins": changed("twins", {"misconceptions/{name}/twin.py": SPEED.replace("{wrong}", "factor + values")}),
    "blind": changed("blind", {"tests/test_{name}.py": TESTS + VALUES_STAY + CALLS_NOTHING}),
    "gift": changed("gift", {"tests/test_{name}.py": FORMAL + VALUES_STAY.replace(', after="test_any"', "")}),
    "bare": {path: content for path, content in sound("bare").items() if "/bare/" not in path},
    "earlier": sound("earlier"),
    "unseen": changed("unseen", {"misconceptions/{name}/only_two.py": SPEED.replace("{wrong}", ONLY_TWO)}),
    "later": changed("later", {"{name}.py": LATER.replace("{earlier}", "earlier")}),
}
COMMUTES = """
    [[equivalent]]
    module = "later"
    operator = "arguments exchanged"
    before = "return scale_earlier(values, factor)"
    after = "return scale_earlier(factor, values)"
    because = "The factor times the values is the same."
"""
WRONGLY_LISTED = """
    [[equivalent]]
    module = "bare"
    operator = "- for *"
    before = "return values * factor"
    after = "return values - factor"
    because = "Never."

    [[equivalent]]
    module = "wide"
    operator = "+ for *"
    before = "return values * factor"
    after = "return values + factor"
    because = " "
"""
HIDDEN = """
    [[hidden]]
    module = "removed"
    misconception = "adds"
    because = " "

    [[hidden]]
    module = "wide"
    misconception = "no_such"
    because = "Never."
"""

REPAIRS = [
    ("the mutant of removed: in place, line 9: 'return values * factor' → 'return values.mul_(factor)'",
     "gets full marks", "add a test that it fails, or list it in equivalent_mutants.toml"),
    ("wide: by_hand", "misconceptions/wide/leaves.py is refused by only 1.33 times", "narrow the tolerance"),
    ("narrow: by_hand", "right answers use 86% of what the tolerance allows", "widen the tolerance"),
    ("misconceptions/hintless/adds.py", "has no hint", "write one as the first line of its docstring"),
    ("misconceptions/hintless/adds.py", "does not say who makes this mistake", "add a paragraph “Seen: …”"),
    ("misconceptions/right_wrong/right.py", "gets full marks", "move it to alternatives/ if it is right"),
    ("alternatives/wrong_right/wrong.py", "loses marks in by_hand: ", "mend the test, or the module"),
    ("misconceptions/twins/twin.py", "is recognised as nothing", "keep one of them if both do the same"),
    ("the idle module of gift: returns None", "for nothing, where 0 are allowed: it passes values_stay",
     "let it build on one that does (`after=`)"),
    ("the idle module of gift: returns an empty list", "it passes values_stay", "compare values"),
    ("gift: any", "fails every result of the right form", "leave `form=True` out"),
    ("the idle module of blind: returns zeros of the right form", "it passes nothing", "compare values"),
    ("the stub of blind", "passes nothing although nothing is filled in", "let the test call the function"),
    ("blind: nothing", "catches no wrong module", "write the misconception that it is there for"),
    ("bare", "has no alternative", "into alternatives/bare/"),
    ("bare", "has no misconception", "into misconceptions/bare/"),
    ("misconceptions/earlier/adds.py", "makes the reference of later lose marks, too",
     "give stand_ins/earlier.py"),
    ("misconceptions/erlier", "belongs to no exercise", "call it earlier, or take it out"),
    ("alternatives/wide/notes.txt", "is no module", "let its name end in .py"),
    ("the release", "is refused: there is no ", "`autograder release` says the same"),
    ("equivalent_mutants.toml", "→ 'return values - factor' is no mutant any more", "take the entry out"),
    ("equivalent_mutants.toml", "is caught by any", "take the entry out"),
    ("equivalent_mutants.toml", "has no argument", "say why no test can tell it"),
    ("misconceptions/unseen/only_two.py", "is shown by no public test", "add a public test that it fails"),
    ("hidden_misconceptions.toml", "removed, adds is no misconception that public tests", "take the entry"),
    ("hidden_misconceptions.toml", "removed, adds has no reason", "say why no public test shows it"),
    ("hidden_misconceptions.toml", "misconceptions are listed, more than one in twenty", "add public tests"),
]  # fmt: skip


def write_assignment(folder: Path, exercises: Mapping[str, Files], more: Files) -> Path:
    """An assignment of these exercises; each test gets the same share of the 100 points."""
    tests = sum(str(files[f"tests/test_{name}.py"]).count("@points") for name, files in exercises.items())
    described = f'title = "Scaling"\nexercises = {json.dumps(list(exercises))}\n'
    written: Files = {"assignment.toml": described, **more}
    for name, files in exercises.items():
        for path, content in files.items():
            filled = str(content).replace("{name}", name).replace("{points}", repr(100 / tests))
            written[path] = filled
    return write_files(folder, written)


def verify(assignment: Path, out: Path) -> tuple[Ran, dict[str, Any]]:
    ran = autograder("verify", assignment, "--out", out)
    assert (out / "index.html").is_file(), ran.err
    proof: dict[str, Any] = json.loads((out / "proof.json").read_text(encoding="utf-8"))
    return ran, proof


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("broken")
    more: Files = {
        "equivalent_mutants.toml": COMMUTES + WRONGLY_LISTED,
        "hidden_misconceptions.toml": HIDDEN,
        "misconceptions/erlier/adds.py": SPEED.replace("{wrong}", "values + factor"),
        "alternatives/wide/notes.txt": "Not to be forgotten.\n",
    }
    return verify(write_assignment(folder / "scaling", BROKEN, more), folder / "proof")


def test_sound_tests_hold(tmp_path: Path) -> None:
    exercises = {"earlier": sound("earlier"), "later": BROKEN["later"]}
    more: Files = {
        "stand_ins/earlier.py": "def scale_earlier(values, factor):\n    return factor * values\n",
        "equivalent_mutants.toml": COMMUTES,
        "handout.md": "# Scaling\n",
    }
    ran, proof = verify(write_assignment(tmp_path / "scaling", exercises, more), tmp_path / "proof")
    assert (ran.status, ran.err, proof["shortfalls"]) == (0, "", [])
    assert "scaling: the tests hold" in ran.out
    modules = proof["exercises"][0]["modules"]
    by_name = {(one["kind"], one["name"]): one for one in modules}
    assert by_name["misconception", "adds"]["recognised_as"] == ["adds"]
    assert by_name["misconception", "leaves"]["caught_by"] == ["by_hand", "any"]
    assert by_name["alternative", "turned"]["full_marks"]
    assert sum(one["kind"] == "mutant" for one in modules) >= 10
    assert sum(one["kind"] == "idle module" for one in modules) == 7
    numbers = proof["mutants_by_kind"]
    assert all(numbers[kind] for kind in ("arithmetic", "effects", "memory", "precision", "sizes"))
    assert f"mutants by kind: tensors {numbers['tensors']}, " in ran.out


@pytest.mark.parametrize(("where", "what", "repair"), REPAIRS, ids=[f"{one[0]} {one[1]}" for one in REPAIRS])
def test_what_falls_short_is_said_with_its_repair(
    broken: tuple[Ran, dict[str, Any]], where: str, what: str, repair: str
) -> None:
    ran, proof = broken
    assert ran.status == 1
    found = [one for one in proof["shortfalls"] if one["where"] == where and what in one["what"]]
    assert found, proof["shortfalls"]
    assert all(repair in one["repair"] for one in found)
    assert f"{where} {found[0]['what']}. To mend it: {found[0]['repair']}." in ran.out


def test_nothing_else_falls_short(broken: tuple[Ran, dict[str, Any]]) -> None:
    """What is broken in one exercise is said of that one alone."""
    _ran, proof = broken
    said = {one["where"].split(":")[0].rsplit("/", 1)[0] for one in proof["shortfalls"]}
    assert said == {
        "the mutant of removed", "wide", "narrow", "misconceptions/hintless", "misconceptions/right_wrong",
        "alternatives/wrong_right", "misconceptions/twins", "the stub of blind", "the idle module of blind",
        "blind", "the idle module of gift", "gift", "bare",
        "misconceptions/earlier", "equivalent_mutants.toml", "misconceptions", "alternatives/wide",
        "the release", "misconceptions/unseen", "hidden_misconceptions.toml",
    }  # fmt: skip


def test_tests_that_another_one_makes_up_for_are_named(broken: tuple[Ran, dict[str, Any]]) -> None:
    ran, _proof = broken
    line = next(line for line in ran.out.splitlines() if line.startswith("blind: for information"))
    assert line.endswith(", nothing")


def test_an_exercise_without_mutants_is_not_proven() -> None:
    proof = ExerciseProof("empty", (), (), (), (), (), (), ())
    (said,) = [one for one in shortfalls_of([proof], []) if one.what == "has no mutants"]
    assert (said.where, said.repair.partition(",")[0]) == (
        "empty", "let the marks stand around the code that students write"
    )  # fmt: skip


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    folder = write_assignment(tmp_path / "scaling", {"earlier": sound("earlier")}, {})
    shutil.rmtree(folder / "misconceptions" / "earlier")
    (folder / "misconceptions" / "earlier").symlink_to("nowhere")
    (said,) = astray(load_assignment(folder))
    assert (said.where, said.what) == ("misconceptions/earlier", "cannot be read: No such file or directory")


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"equivalent_mutants.toml": "[[equivalent]]\nmodule = 3\n"}, "each [[equivalent]] has after, b"),
        (
            {"hidden_misconceptions.toml": "[[hidden]]\nmodule = 'x'\nmisconception = 'y'\nbecause = 'z'\n"},
            "there is no exercise 'x'",
        ),
        ({"misconceptions/earlier/adds.py": "def ("}, "misconceptions/earlier/adds.py"),
        ({"earlier.py": "def scale_earlier(values, factor):\n    return values\n"}, "no region between"),
        ({"earlier.py": "def (\n### BEGIN SOLUTION\n### END SOLUTION\n"}, "earlier.py"),
    ],
)
def test_what_cannot_be_used_is_refused(files: Files, reason: str, tmp_path: Path) -> None:
    """Before anything is started."""
    folder = write_assignment(tmp_path / "scaling", {"earlier": sound("earlier")}, {})
    write_files(folder, files)
    with pytest.raises(UsageError) as refused:
        prove(load_assignment(folder), Isolation(off={}), 1, lambda _done, _of: None)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_points_that_do_not_add_up_are_refused(tmp_path: Path) -> None:
    """Before anything is tried."""
    exercises = {"earlier": sound("earlier")}
    folder = write_assignment(tmp_path / "scaling", exercises, {})
    tests = (folder / "tests" / "test_earlier.py").read_text()
    write_files(folder, {"tests/test_earlier.py": tests.replace("25.0, public", "15.0, public")})
    ran = autograder("verify", folder, "--out", tmp_path / "proof")
    assert (ran.status, ran.out) == (2, "")
    assert "the points of all tests are 90; they must be 100" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "proof").exists()


def test_what_is_wrong_with_a_test_comes_before_what_comes_of_it(tmp_path: Path) -> None:
    unsteady = "torch.tensor(list(__import__('os').urandom(n))) * 1.0"
    draws = {"tests/test_{name}.py": TESTS.replace("torch.randn(n, generator=rng)", unsteady)}
    call = "close(student.scale_{name}(values, factor)"
    slips = {
        "tests/test_{name}.py": TESTS.replace(call, call.replace("values, factor)", "values, factor).summ()"))
    }
    exercises = {"draws": changed("draws", draws), "slips": changed("slips", slips)}
    folder = write_assignment(tmp_path / "scaling", exercises, {"handout.md": "# Scaling\n"})
    ran = autograder("verify", folder, "--out", tmp_path / "proof", "--quick")
    said = [line for line in ran.out.splitlines() if "To mend it" in line]
    assert said[0].startswith(
        "draws: any is not decided by the answers alone: it asks for something else each time; let it draw "
        "from the fixture `rng`, or from a fixed seed. To mend it: mend this first"
    )
    slip = (
        "the reference of slips loses marks in any: AttributeError: 'Tensor' object has no attribute 'summ' ("
    )
    assert any(line.startswith(slip) for line in said), said


def test_mistakes_that_look_alike_in_public_tests_are_said(tmp_path: Path) -> None:
    hint, other = "How does the factor act on a value?", "Who chooses the factor?"
    adds_three = SPEED.replace("{wrong}", "values + 3.0").replace(hint, other)
    files = changed("one", {"misconceptions/{name}/adds_three.py": adds_three})
    assignment = write_assignment(tmp_path / "scaling", {"one": files}, {"handout.md": "# Scaling\n"})
    ran = autograder("verify", assignment, "--out", tmp_path / "proof", "--quick")
    said = [line for line in ran.out.splitlines() if "To mend it" in line]
    assert said == [
        f"one: the hint “{first}” does not reach students: in the public tests, “{second}” would fit as "
        "well. To mend it: add a public test that tells these mistakes apart, or give them the same hint."
        for first, second in ((hint, other), (other, hint))
    ]


def test_a_part_of_the_proof_says_so(tmp_path: Path) -> None:
    exercises = {"one": sound("one"), "two": sound("two")}
    assignment = write_assignment(tmp_path / "scaling", exercises, {"handout.md": "# Scaling\n"})
    ran = autograder("verify", assignment, "--out", tmp_path / "proof", "--only", "two", "--quick")
    described = json.loads((tmp_path / "proof" / "proof.json").read_text())
    assert "scaling: the tests hold (only two, no mutants); " in ran.out, ran
    assert (described["only"], described["mutants"], len(described["exercises"])) == (["two"], False, 1)
    ran = autograder("verify", assignment, "--only", "nowhere")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "autograder: scaling has no exercise “nowhere”, only one and two\n"
