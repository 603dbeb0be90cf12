"""Each mistake that an author makes gets one sentence, which names the place and the repair."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.course import load_assignment
from autograder.errors import Leak, UsageError
from autograder.grading.session import GradingSession
from autograder.release import files_of
from autograder.sandbox.processes import Zygote

from .harness import TEMPERATURES, as_bytes, write_files

Changes = dict[str, str | None]
"""What stands in the files that are changed; None takes a file out."""

DESCRIPTION = as_bytes(TEMPERATURES["assignment.toml"]).decode()
CELSIUS = "tests/test_celsius.py"


def described(before: str, after: str) -> Changes:
    """The description with one thing changed."""
    assert before in DESCRIPTION
    return {"assignment.toml": DESCRIPTION.replace(before, after)}


def source_of(source: str, *, header: str = "") -> Changes:
    """Tests of the first exercise, below the imports that tests have."""
    imports = "import pytest\nimport torch\nfrom autograder.testing import close, points\n"
    return {CELSIUS: f"{imports}{header}\n\n{source}"}


def one_test(body: str, arguments: str = "student", above: str = "") -> Changes:
    """A test with all points of the first exercise."""
    lines = "".join(f"    {line}\n" for line in ["'''It is right.'''", *body.split("\n")])
    return source_of(f"{above}@points(50)\ndef test_value({arguments}):\n{lines}")


def public(arguments: str, points: str = "points(50, public=True)", above: str = "") -> Changes:
    """A public test with all points of the first exercise."""
    return source_of(
        f"{above}@{points}\ndef test_value({arguments}):\n"
        "    '''It is right.'''\n    close(student.to_celsius(torch.tensor([32.0])), 0.0)\n"
    )


CALL = "close(student.to_celsius(torch.tensor([32.0])), 0.0)"
ONES = "student.to_celsius(torch.ones(3))"
FIXTURE = "import pytest\n\n@pytest.fixture\ndef warm():\n    return 20.0\n"

MISTAKES: dict[str, tuple[Changes, str]] = {
    # assignment.toml
    "no TOML": ({"assignment.toml": "title = \n"}, "Invalid value"),
    "no title": (described('title = "Temperatures"\n', ""), r"'title' is missing"),
    "exercises below a table": (
        {"assignment.toml": 'title = "T"\n[limits]\nexercises = ["celsius"]\n'},
        r"'exercises' is missing; it stands above the first line in brackets",
    ),
    "a misspelt key": (
        described("exercises", "excercises"),
        r"unknown keys excercises: do you mean exercises\?",
    ),
    "one exercise as text": (
        described('["celsius", "warmest"]', '"celsius"'),
        r'exercises is a list of names, as `exercises = \["…"\]`',
    ),
    "an exercise that is a number": (described('"warmest"', "2"), "exercises is a list of names"),
    "an exercise as a file": (described('"warmest"', '"warmest.py"'), r"“warmest.py” .*: leave its \.py out"),
    "an exercise twice": (described('"warmest"', '"celsius"'), "“celsius” is twice among the exercises"),
    "a word of Python's": (
        described('"warmest"', '"import"'),
        "“import” .*cannot import a module of this name",
    ),
    "a module of Python's": (described('"warmest"', '"random"'), "“random” .*: another module has it"),
    "data as text": (described("[limits]", 'data = "x.txt"\n[limits]'), "data is a list of names"),
    "a package that is not there": (
        described("[limits]", 'preload = ["no_such.part"]\n[limits]'),
        r"preload names no_such\.part, and there is no such package here: install it",
    ),
    "data that is not there": (described("[limits]", 'data = ["x.txt"]\n[limits]'), r"there is no .*/x\.txt"),
    "limits as a number": (
        {"assignment.toml": 'title = "T"\nexercises = ["celsius", "warmest"]\nlimits = 5\n'},
        r"limits is a table, `\[limits\]`, with a line for each",
    ),
    "a misspelt limit": (
        described("memory_mib", "memory_mb"),
        "unknown limits memory_mb; known are .*memory_mib",
    ),
    "a limit as text": (described("512", '"512"'), "limits are numbers above zero"),
    "limits of no exercise": (
        described("[limits]", "[limits.celcius]\nmemory_mib = 5\n[limits]"),
        r"\[limits\.celcius\] is for no exercise: do you mean celsius\?",
    ),
    "minutes as a number": (
        {"assignment.toml": 'title = "T"\nexercises = ["celsius", "warmest"]\nminutes = 5\n'},
        r"minutes is a table, `\[minutes\]`, with a line for each exercise",
    ),
    "minutes as text": (
        described("[limits]", '[minutes]\ncelsius = "15"\n[limits]'),
        r"\[minutes\]: minutes are whole numbers above zero",
    ),
    "minutes of no exercise": (
        described("[limits]", "[minutes]\ncelcius = 15\n[limits]"),
        r"\[minutes\]: celcius is no exercise: do you mean celsius\?",
    ),
    "a draft as text": (described("[limits]", 'draft = "yes"\n[limits]'), "draft is true or false"),
    "a reference that is not there": ({"warmest.py": None}, r"there is no .*/warmest\.py"),
    # What pytest collects
    "tests of no exercise": (
        {"tests/test_celcius.py": "def test_a(): pass\n"},
        r"test_celcius\.py.*belongs to no exercise: call it after one, as test_celsius\.py",
    ),
    "no tests": (
        source_of("def check(student): pass\n"),
        r"no tests of celsius: write one into test_celsius\.py",
    ),
    "a test without points": (
        source_of("def test_value(student):\n    '''It is right.'''\n"),
        r"test_value: the test has no points; write @points\(n\) above it",
    ),
    "points without brackets": (
        source_of("@points\ndef test_value(student):\n    '''It is right.'''\n"),
        r"write the points in brackets: @points\(2\) \(tests/test_celsius\.py, line 6\)",
    ),
    "points of a mark that has none": (
        source_of("@pytest.mark.points()\ndef test_value(student):\n    '''It is right.'''\n"),
        r"write @points\(n\) above it",
    ),
    "no points at all": (
        one_test(CALL) | source_of("@points(0)\ndef test_value(student): pass\n"),
        "more than 0 points",
    ),
    "points that do not add up": (
        source_of("@points(40)\ndef test_value(student):\n    '''It is right.'''\n"),
        r"the points of all tests are 90; they must be 100, unless assignment\.toml says `draft = true`",
    ),
    "no docstring": (
        source_of("@points(50)\ndef test_value(student): pass\n"),
        "no docstring, whose first line the student reads",
    ),
    "points on what is no test": (
        source_of(
            "@points(25)\ndef value_test(student):\n    '''It is right.'''\n\n\n"
            "@points(50)\ndef test_shape(student):\n    '''It has a form.'''\n"
        ),
        "`value_test` has points and is no test: let its name begin with test_",
    ),
    "two tests of one name": (
        source_of(2 * "@points(25)\ndef test_value(student):\n    '''It is right.'''\n\n\n"),
        r"line 12: `test_value` takes the place of the test of this name in line 7: rename one of them",
    ),
    "a misspelt name in after": (
        source_of(
            "@points(25)\ndef test_shape(student):\n    '''It has a form.'''\n\n\n"
            "@points(25, after='test_shap')\ndef test_value(student):\n    '''It is right.'''\n"
        ),
        "to come after 'test_shap', which is no earlier test of its exercise: do you mean 'shape'",
    ),
    "after a test with parameters": (
        source_of(
            "@points(5)\n@pytest.mark.parametrize('n', [1, 2])\n"
            "def test_shape(student, n):\n    '''A.'''\n\n\n"
            "@points(40, after='test_shape')\ndef test_value(student):\n    '''It is right.'''\n"
        ),
        r"after 'test_shape', which is no earlier test of its exercise: do you mean 'shape\[2\]'",
    ),
    "after a function": (
        source_of(
            "@points(25)\ndef test_shape(student):\n    '''It has a form.'''\n\n\n"
            "@points(25, after=test_shape)\ndef test_value(student):\n    '''It is right.'''\n"
        ),
        'after= is the name of a test, as text: after="test_shape"',
    ),
    "a misspelt fixture": (
        one_test(CALL, "student, refernce"),
        "test_value: there is no fixture `refernce`: do you mean `reference`",
    ),
    "an argument that is no fixture": (
        one_test(CALL, "student, zzz"),
        "there is no fixture `zzz`: write one",
    ),
    "a fixture for all tests that calls the student": (
        source_of(
            "@pytest.fixture(scope='session')\ndef shared(student):\n    return student\n\n\n"
            "@points(50)\ndef test_value(shared):\n    '''It is right.'''\n"
        ),
        "uses `student` and must have function scope",
    ),
    "capsys": (
        one_test(CALL, "student, capsys"),
        r"`capsys` is of no use here: .*`student\.observe\(…\)\.printed`",
    ),
    "caplog": (one_test(CALL, "student, caplog"), "`caplog` is of no use here: .*look at what comes back"),
    "recwarn": (one_test(CALL, "student, recwarn"), "`recwarn` is of no use here: "),
    "a test that is skipped": (
        one_test(CALL, above="@pytest.mark.skip(reason='later')\n"),
        "`skip` would keep its points from everybody: take the mark away, or the test",
    ),
    "a test that is expected to fail": (one_test(CALL, above="@pytest.mark.xfail\n"), "`xfail` would keep"),
    "a file that is skipped": (
        one_test(CALL) | source_of("pytest.skip('later', allow_module_level=True)\n"),
        r"tests/test_celsius\.py skips all its tests, whose points nobody could get",
    ),
    "parameters without values": (
        one_test(CALL, "student, n", "@pytest.mark.parametrize('n', [])\n"),
        "`skip` would keep its points",
    ),
    "Hypothesis": (
        one_test(
            CALL,
            "student, n",
            "from hypothesis import given, strategies\n\n\n@given(n=strategies.integers())\n",
        ),
        "Hypothesis looks for inputs by what comes back.*: draw them from `rng`",
    ),
    "an async test": (
        source_of("@points(50)\nasync def test_value(student):\n    '''It is right.'''\n"),
        "an `async` test is not waited for: write `def`",
    ),
    "a class with another name": (
        source_of(
            "class CelsiusTests:\n    @points(50)\n    def test_value(self, student):\n"
            "        '''It is right.'''\n"
        ),
        r"line \d+: pytest does not look into `CelsiusTests`: let its name begin with Test",
    ),
    "a misspelt import": (
        source_of("", header="from autograder.testing import is_tensr"),
        r"cannot import name 'is_tensr' .*; do you mean `is_tensor`\? \(tests/test_celsius\.py, line 4\)",
    ),
    # What the references show
    "a name that is not imported": (
        one_test(f"{CALL}\nis_tensor(1)"),
        r"name 'is_tensor' is not defined; import it from autograder\.testing \(tests/.*, line 10\)",
    ),
    "a misspelt name": (
        one_test(f"{CALL}\nclos(1, 1)"),
        r"name 'clos' is not defined; do you mean `close`\?",
    ),
    "tensors compared by ==": (
        one_test(f"assert {ONES} == torch.ones(3)"),
        r"Boolean value of Tensor .*; compare values with `close` or `equal` \(tests/.*, line 9\)",
    ),
    "something that does not hold": (
        one_test(f"ones = {ONES}\nassert ones.sum() > 7"),
        # Where pytest runs these tests, its own rewriting shows values in place of the line.
        r"does not pass it: AssertionError: assert .* > 7.* \(tests/.*, line 10\)",
    ),
    "an exception of the exercise's own for pytest": (
        one_test(f"with pytest.raises(student.Cold):\n    {CALL}"),
        r"expect an exception of the exercise's own with `raises` of autograder\.testing",
    ),
    "a random input": (
        one_test(
            "import numpy\nvalues = torch.tensor(numpy.random.default_rng().random(3))\n"
            "close(student.to_celsius(values), reference.to_celsius(values))",
            "student, reference",
        ),
        "it asks for something else each time; let it draw from the fixture `rng`, or from a fixed seed",
    ),
    "breakpoint": (
        one_test(f"{CALL}\nbreakpoint()"),
        r"debugger stops in plain pytest alone: take `breakpoint\(\)` out",
    ),
    "pdb": (one_test(f"import pdb\npdb.set_trace()\n{CALL}"), "debugger stops in plain pytest alone"),
    "a loop without an end": (
        described("exercise_seconds = 20.0", "exercise_seconds = 1.0")
        | one_test(f"{CALL}\nwhile True:\n    pass"),
        r"it computes without an end in the test itself, or .* \(tests/test_celsius\.py, line 1\d\)",
    ),
    "a data file that is not there": (
        one_test(f"data_file('nams.txt')\n{CALL}", "student, data_file"),
        r"'nams\.txt' is no data file of temperatures \(which has none\)",
    ),
    "a function of the test's as an argument": (
        one_test("student.to_celsius(lambda: 3)"),
        r"of type builtins\.function needs what only the test defines or holds: .*recipes\.py .*line 9",
    ),
    "a misspelt function": (one_test("student.to_celsus(torch.ones(3))"), "to_celsus"),
    "a misspelt function of the reference": (
        one_test(f"{CALL}\nreference.to_celsus(1)", "student, reference"),
        "no reference of temperatures has 'to_celsus'",
    ),
    "a call with too many arguments": (
        one_test("student.to_celsius(torch.ones(3), 2)"),
        "positional argument",
    ),
    "nothing that is called": (
        one_test("assert True"),
        "passes although nobody answers; let it call `student`",
    ),
    "a name of the exercise that is patched": (
        one_test(f"monkeypatch.setattr(student, 'to_celsius', abs)\n{CALL}", "student, monkeypatch"),
        "`to_celsius` of the exercise cannot be replaced: .*; pass it as an argument",
    ),
    "a name of the exercise that is mocked": (
        one_test(f"from unittest import mock\nwith mock.patch.object(student, 'OFFSET', 3):\n    {CALL}"),
        "`OFFSET` of the exercise cannot be replaced: ",
    ),
    "an optimiser of the test's": (
        one_test("student.to_celsius(torch.optim.SGD([torch.ones(1)]))"),
        r"make it where the parameters are, with placed\(student, torch\.optim\.SGD\)",
    ),
    "axes of the test's": (
        one_test("import matplotlib.pyplot as plt\nstudent.to_celsius(plt.subplots()[1])"),
        r"pass Axes\(\)",
    ),
    "a class of the exercise in issubclass": (
        one_test("assert issubclass(student.to_celsius, ValueError)"),
        "ask `isinstance` of an object of it",
    ),
    "a result that the test changes": (
        one_test(
            "box = placed(student, types.SimpleNamespace)(row=[1, 2])\nbox.row.clear()\nassert box.row == []",
            above="import types\nfrom autograder.testing import placed\n\n",
        ),
        "In plain pytest it does, .* “In another process”",
    ),
    "a gradient at a tensor of the test's": (
        one_test(
            "fahrenheit = torch.ones(2, requires_grad=True)\n"
            "student.to_celsius(fahrenheit).sum().backward()\n"
            "close(fahrenheit.grad, torch.full((2,), 5 / 9))"
        ),
        r"No gradient reaches a tensor of the test's own, .* `placed\(student, …\)`",
    ),
    "an argument that the reference changes": (
        {"celsius.py": "def to_celsius(fahrenheit):\n    fahrenheit -= 32\n"}
        | one_test("fahrenheit = torch.ones(2)\nstudent.to_celsius(fahrenheit)\nassert fahrenheit[0] == -31"),
        r"A call changes its argument, .* `student\.observe\(…\)\.arguments`",
    ),
    "a test that skips itself": (one_test("pytest.skip('later')"), "does not pass it: Skipped: later"),
    # What students get
    "no handout": ({"handout.md": None}, r"there is no .*/handout\.md, which students get as README\.md"),
    "no region": (
        {"celsius.py": "def to_celsius(fahrenheit):\n    return (fahrenheit - 32) * (5 / 9)\n"},
        r"celsius\.py: no region between BEGIN SOLUTION and END SOLUTION",
    ),
    "a public test with the reference": (
        public("student, reference"),
        r"a public test uses `reference`, which students do not get",
    ),
    "a public test with a fixture of all": (
        public("student, warm") | {"tests/conftest.py": FIXTURE},
        r"the fixture `warm` of tests/conftest\.py, which students do not get: write it into the file",
    ),
    "a test that is public by another name": (
        public("student", "FIRST", above="FIRST = points(50, **{'public': True})\n\n\n"),
        r"test_celsius\.py, line 9: the test is public, but is not released: write `public=True` itself",
    ),
    "a misconception that is no Python": (
        {"misconceptions/celsius/half.py": "def ("},
        r"misconceptions/celsius/half\.py: .*line 1",
    ),
}


def graded_and_released(folder: Path, zygote: Zygote) -> None:
    with GradingSession(load_assignment(folder), zygote) as session:
        session.rehearse()
        files_of(session)


def said_of(folder: Path, changes: Changes, zygote: Zygote) -> str:
    """What whoever grades or releases the assignment with these changes reads."""
    files = {path: content for path, content in {**TEMPERATURES, **changes}.items() if content is not None}
    write_files(folder / "temperatures", files)
    with pytest.raises((UsageError, Leak)) as refused:
        graded_and_released(folder / "temperatures", zygote)
    return str(refused.value)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_said_with_its_repair(tmp_path: Path, zygote: Zygote, mistake: str) -> None:
    changes, expected = MISTAKES[mistake]
    said = said_of(tmp_path, changes, zygote)
    assert re.search(expected, said), said
    assert "\n" not in said


def test_what_keeps_a_release_back_is_said_at_once(tmp_path: Path, zygote: Zygote) -> None:
    names = ("no handout", "no region", "a public test with the reference")
    changes = {path: content for name in names for path, content in MISTAKES[name][0].items()}
    said = said_of(tmp_path, changes, zygote).splitlines()
    assert len(said) == len(names)
    assert all(any(re.search(MISTAKES[name][1], line) for line in said) for name in names)
