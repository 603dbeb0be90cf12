"""Known mistakes get a hint on a student's machine, from what they do: their code stays behind."""

from __future__ import annotations

import ast
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.testing.behaviour import Shown, TestBehaviour
from autograder.testing.mistakes import Mistake, hints_about, read_mistakes

from .harness import ROOT, TEMPERATURES, Ran, autograder, write_files
from .test_release import ASSIGNMENTS, pytest_in
from .warm import python

SOLUTIONS = ROOT / "solutions"
MISTAKES = "tests/mistakes.json"
RECOGNISED_LEAST = 0.7
"""Of the misconceptions of an assignment; the others do what is right on the public inputs."""

EACH_IN_TURN = """
import contextlib, io, json, re, sys
from pathlib import Path
import pytest

sys.modules["autograder"] = None
sys.dont_write_bytecode = True
QUICK = "-p no:cacheprovider -p no:unraisableexception --disable-plugin-autoload".split()
QUICK += ["--assert=plain", "--tb=no"]
found = {}
for path in map(Path, sys.argv[1:]):
    module = Path(f"{path.parent.name}.py")
    right = module.read_bytes()
    module.write_bytes(path.read_bytes())
    with contextlib.redirect_stdout(io.StringIO()) as out:
        status = pytest.main([*QUICK, f"tests/test_{module}"])
    module.write_bytes(right)
    found[str(path)] = [int(status), re.findall("hint: (.*)", out.getvalue())]
print(json.dumps(found))
"""


ALSO_TRUE = {"never_clears": "clears_only_afterwards"}
"""In a single step, who never clears a gradient does the same as who clears it only afterwards."""


def filled_in(name: str, folder: Path, **replaced: str | Path) -> Path:
    """The committed folder of an assignment, with the references in it, or something in their place."""
    shutil.copytree(ROOT / "assignments" / name, folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for reference in (SOLUTIONS / name).glob("*.py"):
        own = replaced.get(reference.stem, reference)
        text = own.read_text() if isinstance(own, Path) else dedent(own).lstrip("\n")
        (folder / reference.name).write_text(text)
    return folder


def wrong(name: str, module: str, mistake: str) -> Path:
    return SOLUTIONS / name / "misconceptions" / module / f"{mistake}.py"


def hint_of(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text())) or "").splitlines()[0]


def hints_of(path: Path) -> list[str]:
    """The hint of a misconception, or those of each of several at once."""
    return sorted(hint_of(path.with_name(f"{name}.py")) for name in path.stem.split("+"))


def also_true_of(path: Path) -> list[str]:
    """Hints of lesser mistakes that somebody makes as well who makes these."""
    lesser = (ALSO_TRUE[name] for name in path.stem.split("+") if name in ALSO_TRUE)
    return [hint_of(path.with_name(f"{name}.py")) for name in lesser]


def hints_in(ran: Ran) -> list[str]:
    return re.findall("hint: (.*)", ran.out)


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, tuple[int, list[str]]]:
    """Exit status and hints of plain pytest for each alternative and misconception, as a student's work."""

    def tried_of(name: str) -> dict[str, tuple[int, list[str]]]:
        folder = filled_in(name, tmp_path_factory.mktemp("each") / name)
        paths = [*(SOLUTIONS / name).glob("alternatives/*/*.py"), *misconceptions(name)]
        found: dict[str, tuple[int, list[str]]] = json.loads(
            python("-c", EACH_IN_TURN, *paths, cwd=folder).out
        )
        return found

    with ThreadPoolExecutor() as pool:
        found = list(pool.map(tried_of, ASSIGNMENTS))
    return {Path(path): (status, hints) for one in found for path, (status, hints) in one.items()}


def misconceptions(name: str, *, several: bool = True) -> list[Path]:
    """The files of an assignment's misconceptions, with or without those of several at once."""
    found = sorted((SOLUTIONS / name).glob("misconceptions/*/*.py"))
    return [path for path in found if several or "+" not in path.stem]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_mistake_is_taken_for_itself_or_for_nothing(
    name: str, tried: dict[Path, tuple[int, list[str]]]
) -> None:
    paths = misconceptions(name)
    named = {path: tried[path][1] for path in paths if tried[path][1]}
    # Of two mistakes at once, public tests may show only one.
    several = {path for path in named if "+" in path.stem}
    others = {path: set(named[path]) - {*hints_of(path), *also_true_of(path)} for path in several}
    assert {path: hints for path, hints in others.items() if hints} == {}
    alone = named.keys() - several
    assert {path: sorted(named[path]) for path in alone} == {path: hints_of(path) for path in alone}
    assert len(named) >= RECOGNISED_LEAST * len(paths), f"{len(named)} of {len(paths)}"


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_hints_of_an_exercise_differ(name: str) -> None:
    hints = [(path.parent, hint_of(path)) for path in misconceptions(name, several=False)]
    assert len(set(hints)) == len(hints)


def test_right_answers_get_no_hint(tried: dict[Path, tuple[int, list[str]]]) -> None:
    right = {path: outcome for path, outcome in tried.items() if "alternatives" in path.parts}
    assert len(right) > 60
    assert {path: outcome for path, outcome in right.items() if outcome != (0, [])} == {}


def test_a_hint_stands_under_the_points_once(tmp_path: Path) -> None:
    mistake = wrong("bigram_net", "softmax", "normalises_columns")
    folder = filled_in("bigram_net", tmp_path / "net", softmax=mistake)
    ran = pytest_in(folder)
    lines = ran.out.splitlines()
    points = lines.index("softmax              2 of 8")
    assert lines[points + 1].strip() == f"hint: {hint_of(mistake)}"
    # `gradient_descent` imports the softmax: what is wrong there says nothing about the loop.
    assert "gradient_descent     4 of 8" in lines
    assert hints_in(ran) == [hint_of(mistake)]
    assert hints_in(pytest_in(folder, "-x", "tests/test_softmax.py")) == [hint_of(mistake)]


def test_two_mistakes_at_once_get_both_hints(tmp_path: Path) -> None:
    both = """
        import torch
        import torch.nn.functional as F


        def one_hot(xs, num_classes):
            return F.one_hot(xs, num_classes).T
    """
    ran = pytest_in(filled_in("bigram_net", tmp_path / "net", one_hot=both), "tests/test_one_hot.py")
    expected = [wrong("bigram_net", "one_hot", name) for name in ("examples_as_columns", "left_as_int64")]
    assert sorted(hints_in(ran)) == sorted(map(hint_of, expected))


def test_what_is_not_recognised_gets_no_hint(tmp_path: Path) -> None:
    unknown = """
        def softmax(logits):
            counts = logits.exp() * 3
            return counts / counts.sum(dim=1, keepdim=True) + 0.25
    """
    ran = pytest_in(filled_in("bigram_net", tmp_path / "net", softmax=unknown))
    assert "softmax              3 of 8" in ran.out
    assert hints_in(ran) == []


@pytest.mark.parametrize(
    "text",
    [
        *("", "[1]", '{"softmax": 1}', '{"softmax": [{"hints": ["Why?"]}]}'),
        '{"softmax": [{"hints": ["Why?"], "tests": {}, "plainer": ["Look."]}]}',
    ],
)
def test_a_damaged_file_of_mistakes_knows_none(tmp_path: Path, text: str) -> None:
    assert read_mistakes(tmp_path / "missing.json") == {}
    (tmp_path / "damaged.json").write_text(text)
    assert read_mistakes(tmp_path / "damaged.json") == {}


@pytest.mark.parametrize("wrong_facts", ["", '{"log_counts": {"passed": 0, "shown": [[1, 2]]}}'])
def test_with_a_damaged_file_of_mistakes_tests_run_without_hints(tmp_path: Path, wrong_facts: str) -> None:
    mistake = wrong("bigram_net", "softmax", "normalises_columns")
    folder = filled_in("bigram_net", tmp_path / "net", softmax=mistake)
    (folder / MISTAKES).write_text(f'{{"softmax": [{{"hints": ["Why?"], "tests": {wrong_facts}}}]}}')
    ran = pytest_in(folder, "tests/test_softmax.py")
    assert "softmax              2 of 8" in ran.out
    assert hints_in(ran) == []
    assert "Error" not in ran.out + ran.err


def test_values_that_nobody_foresaw_do_no_harm(tmp_path: Path) -> None:
    strange = """
        def softmax(logits):
            endless = []
            endless.append(endless)
            return endless
    """
    ran = pytest_in(filled_in("bigram_net", tmp_path / "net", softmax=strange), "tests/test_softmax.py")
    assert "softmax              1 of 8" in ran.out
    assert hints_in(ran) == []


def test_a_mistake_in_a_call_that_was_not_made_is_no_reason() -> None:
    right = Shown("f", {"value": {"shape": [], "numbers": [1]}})
    other = Shown("f", {"value": {"shape": [], "numbers": [2]}})
    wrong = replace(other, wrong=frozenset({"value"}))
    mistake = Mistake(("Why two?",), {"t": TestBehaviour(False, (right, wrong))})
    assert hints_about({"t": TestBehaviour(False, (right, other))}, [mistake]) == ["Why two?"]
    assert hints_about({"t": TestBehaviour(False, (right, Shown("g", {"value": 3})))}, [mistake]) == []


def test_public_tests_do_not_need_those_that_they_build_on(tmp_path: Path) -> None:
    mistake = """
        '''Where is zero on each scale?'''


        def to_celsius(fahrenheit):
            return 5 * fahrenheit / 9
    """
    tests = """
        import torch

        from autograder.testing import Mismatch, Subject, close, points


        @points(30)
        def test_hidden(student: Subject) -> None:
            '''Cold is cold.'''
            close(student.to_celsius(torch.tensor(-40.0)), -40.0)


        @points(20, public=True, after="test_hidden")
        def test_known_points(student: Subject) -> None:
            '''Water boils at 100 degrees Celsius.'''
            close(student.to_celsius(torch.tensor(212.0)), 100.0)
    """
    files = {"misconceptions/celsius/no_offset.py": mistake, "tests/test_celsius.py": tests}
    folder = write_files(tmp_path / "temperatures", {**TEMPERATURES, **files})
    first, second = tmp_path / "first", tmp_path / "second"
    with ThreadPoolExecutor() as pool:
        ran = list(pool.map(lambda out: autograder("release", folder, "--out", out), (first, second)))
    assert [one.status for one in ran] == [0, 0]
    assert (first / MISTAKES).read_bytes() == (second / MISTAKES).read_bytes()
    write_files(first, {"celsius.py": mistake})
    assert hints_in(pytest_in(first)) == ["Where is zero on each scale?"]
