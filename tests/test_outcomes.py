"""What becomes of a submission: each accident has an outcome of its own and a sentence that helps."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch

from autograder.errors import GraderFault
from autograder.grading.verdicts import judge
from autograder.results import Test
from autograder.sandbox.outcomes import raised
from autograder.testing.subject import LocalModules, Recorded

from .harness import RIGHT, Files, grade_class, results


def celsius(body: str, before: str = "") -> Files:
    """A submission whose first exercise has this body; the second one is right."""
    source = f"import torch\n{before}\n\ndef to_celsius(fahrenheit):\n    {body}\n"
    return {**RIGHT, "celsius.py": source}


RIGHT_BODY = "return (fahrenheit - 32) * (5 / 9)"


def hurting(code: str) -> Files:
    """A submission whose first exercise is right, but does something else where the second one uses it."""
    return celsius(f"if 'warmest' in sys.modules: {code}\n    {RIGHT_BODY}", "import sys")


HURTING: dict[str, Files] = {
    "slow_for_others": hurting("any(iter(int, 1))"),
    "hungry_for_others": hurting("bytearray(10**9)"),
    "crashes_for_others": hurting("import os; os._exit(1)"),
    "writes_for_others": hurting("open('notes', 'wb').write(bytes(10**7))"),
    "slow_import_for_others": celsius(RIGHT_BODY, "import sys\nwhile 'warmest' in sys.modules: pass"),
}
CLASS: dict[str, Files] = {
    **HURTING,
    "right": RIGHT,
    "other": celsius("return torch.mul(fahrenheit - 32, 5).div(9)"),
    "windows": {
        **RIGHT,
        "celsius.py": b"\xef\xbb\xbfimport torch\r\ndef to_celsius(f):\r\n    return (f - 32) * (5 / 9)\r\n",
    },
    "helper": {
        **celsius("return shifted(fahrenheit) * (5 / 9)", "from helper import shifted"),
        "helper.py": "def shifted(x):\n    return x - 32\n",
    },
    "chatty": celsius('print("{\\"score\\": 100}" * 100000)\n    ' + RIGHT_BODY, "print('hello')"),
    "wrong": celsius("return (fahrenheit + 32) * (5 / 9)"),
    "double": celsius("return (fahrenheit.double() - 32) * (5 / 9)"),
    "nothing": celsius("(fahrenheit - 32) * (5 / 9)"),
    "listing": celsius("return ((fahrenheit - 32) * (5 / 9)).tolist()"),
    "raises": celsius("return fahrenheit @ torch.zeros(3, 3, 3)[0, 1, 2, 3]"),
    "signature": {**RIGHT, "celsius.py": "def to_celsius():\n    return 0\n"},
    "syntax": {**RIGHT, "celsius.py": "def to_celsius(fahrenheit:\n    return 1\n"},
    "at_import": celsius(RIGHT_BODY, "import no_such_package"),
    "renamed": {**RIGHT, "celsius.py": "def celsius(fahrenheit):\n    return fahrenheit\n"},
    "absent": {"warmest.py": RIGHT["warmest.py"]},
    "misnamed": {
        "Celsius (1).py": RIGHT["celsius.py"],
        "Celsius (2).py": "def to_celsius(fahrenheit): ...",
        "warmest.py": RIGHT["warmest.py"],
    },
    "stub": celsius('raise NotImplementedError("exercise celsius")'),
    "no_such_dtype": celsius("return fahrenheit.long().softmax(0)"),
    "endless": celsius("while True: pass"),
    "leaves_at_import": celsius(RIGHT_BODY, "import os; os._exit(0)"),
    "leaves": celsius("import os; os._exit(0)"),
    "exits": celsius(RIGHT_BODY, "exit()"),
    "greedy": celsius("return torch.zeros(10**10)"),
    "huge": celsius("return torch.zeros(1).expand(10**10)"),
    "hoards": celsius(
        """hoard = []
    try:
        while True: hoard.append(torch.empty(10**6))
    except RuntimeError: hoard.clear()
    """
        + RIGHT_BODY
    ),
    "writes": celsius(
        """for number in range(100): open(str(number), "w").write("x" * 10**6)
    """
        + RIGHT_BODY
    ),
    "many_files": celsius(
        """for number in range(1000): open(str(number), "w").close()
    """
        + RIGHT_BODY
    ),
    "asks": celsius("return float(input()) * fahrenheit"),
}


@pytest.fixture(scope="module")
def graded(temperatures: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("accidents")
    ran = grade_class(temperatures, folder, CLASS)
    assert (ran.status, ran.err) == (
        0,
        "left out of misnamed: Celsius (1).py (perhaps meant as celsius.py) "
        "and Celsius (2).py (perhaps meant as celsius.py)\n",
    )
    return results(folder / "results")


@pytest.mark.parametrize("student", ["right", "other", "windows", "helper", "chatty"])
def test_right_answers_get_full_marks(graded: dict[str, Any], student: str) -> None:
    assert (graded[student]["score"], graded[student]["status"]) == (100.0, "graded")


@pytest.mark.parametrize(
    ("student", "statuses", "message"),
    [
        ("wrong", ("failed", "failed", "passed"), "Both values are wrong; the first is at [0]: got"),
        ("double", ("passed", "passed", "failed"), "Expected dtype float32, got float64."),
        ("nothing", ("failed",) * 3, "got nothing (None). Does the function return its result?"),
        ("listing", ("passed", "passed", "failed"), "Expected a tensor, got a list."),
        ("raises", ("error",) * 3, "IndexError: too many indices"),
        ("signature", ("error",) * 3, "TypeError: to_celsius() takes 0 positional arguments but 1 was given"),
        ("syntax", ("error",) * 3, "SyntaxError: '(' was never closed (celsius.py, line 1: def to_celsius("),
        (
            "at_import",
            ("error",) * 3,
            "No module named 'no_such_package' (celsius.py, line 2: import no_such",
        ),
        ("renamed", ("missing",) * 3, "There is no function to_celsius in celsius.py."),
        ("absent", ("missing",) * 3, "There is no celsius.py among the files."),
        ("misnamed", ("missing",) * 3, "but there are “Celsius (1).py” and “Celsius (2).py”."),
        ("stub", ("missing",) * 3, "Not written yet: celsius.py."),
        ("no_such_dtype", ("error",) * 3, "NotImplementedError: "),
        ("endless", ("timeout", "timeout", "not_reached"), "No answer after 2 seconds"),
        (
            "leaves",
            ("crashed", "crashed", "not_reached"),
            "Does the code call `os._exit()`, or",
        ),
        ("leaves_at_import", ("crashed", "crashed", "not_reached"), "The code ended Python."),
        ("exits", ("error",) * 3, "The code ends the program."),
        ("greedy", ("crashed",) * 3, "Out of memory: more than the 512 MiB"),
        ("huge", ("failed",) * 3, "at most 4 MiB are allowed"),
        ("hoards", ("crashed", "crashed", "not_reached"), "Out of memory: more than the 512 MiB"),
        ("writes", ("error",) * 3, "at most 8 MiB in 64 files may be written"),
        ("many_files", ("error",) * 3, "at most 8 MiB in 64 files may be written"),
        ("asks", ("error",) * 3, "input() waits for somebody to type"),
    ],
)
def test_each_accident_has_its_own_outcome(
    graded: dict[str, Any], student: str, statuses: tuple[str, ...], message: str
) -> None:
    first, second = graded[student]["exercises"]
    assert tuple(test["status"] for test in first["tests"]) == statuses
    messages = [test["message"] for test in first["tests"] if test["status"] != "passed"]
    assert message in messages[0]
    # The second exercise imports the first, which is replaced where it is wrong.
    assert second["score"] == second["max_score"] == 50.0
    assert graded[student]["score"] == first["score"] + 50.0


@pytest.mark.parametrize(
    ("student", "limit"),
    [
        ("endless", "wall"),
        ("greedy", "memory"),
        ("hoards", "memory"),
        ("huge", "result"),
        ("writes", "scratch"),
        ("chatty", "output"),
        ("raises", None),
        ("right", None),
    ],
)
def test_limits_are_named(graded: dict[str, Any], student: str, limit: str | None) -> None:
    assert graded[student]["exercises"][0]["limit"] == limit


def test_replaced_exercises_are_named_only_where_it_helped(graded: dict[str, Any]) -> None:
    replaced = {student: result["exercises"][1]["replaced"] for student, result in graded.items()}
    assert replaced["right"] == replaced["other"] == []
    assert replaced["syntax"] == replaced["wrong"] == replaced["absent"] == replaced["endless"] == ["celsius"]
    # A double is as warm as a float: nothing is gained by replacing it.
    assert replaced["double"] == []


@pytest.mark.parametrize("student", HURTING)
def test_a_right_exercise_that_is_too_much_for_a_later_one_costs_it_nothing(
    graded: dict[str, Any], student: str
) -> None:
    first, second = graded[student]["exercises"]
    assert (first["status"], first["replaced"]) == ("passed", [])
    assert (second["status"], second["replaced"]) == ("passed", ["celsius"])
    assert graded[student]["score"] == 100.0


def test_hidden_tests_do_not_show_expected_values(graded: dict[str, Any]) -> None:
    known_points, hidden, _dtype = graded["wrong"]["exercises"][0]["tests"]
    assert "expected" in known_points["message"]
    assert "expected" not in hidden["message"]
    assert "off by about 4e+01" in hidden["message"]


@pytest.mark.parametrize(("public", "told"), [(True, "not close! Expected 2.0"), (False, "not close!")])
def test_what_a_library_asserts_gives_no_value_away(tmp_path: Path, public: bool, told: str) -> None:
    (tmp_path / "module.py").write_text("")
    with pytest.raises(AssertionError) as raised:
        torch.testing.assert_close(1.0, 2.0)
    student = Recorded(LocalModules(tmp_path, "module"))
    verdict = judge(Test("one", "It is one.", public, 1.0), raised.value, student, "")
    assert verdict.message is not None
    assert told in verdict.message
    assert ("2.0" in verdict.message) is public


def test_sums_hold_at_each_level(graded: dict[str, Any]) -> None:
    for result in graded.values():
        for exercise in result["exercises"]:
            for kind in ("score", "max_score"):
                assert exercise[kind] == sum(test[kind] for test in exercise["tests"])
            assert all(0 <= test["score"] <= test["max_score"] for test in exercise["tests"])
            assert all(
                (test["message"] is None) == (test["status"] == "passed") for test in exercise["tests"]
            )
        assert result["score"] == sum(exercise["score"] for exercise in result["exercises"])
        assert result["max_score"] == 100.0


def test_no_exception_arrives_as_one_of_the_graders(monkeypatch: pytest.MonkeyPatch) -> None:
    helpers = ModuleType("helpers")
    vars(helpers).update(GraderFault=GraderFault, JSONDecodeError=ValueError)
    monkeypatch.setitem(sys.modules, "helpers", helpers)
    names = ("GraderFault", "JSONDecodeError", "__name__", "missing")
    claimed = [f"{module}:{name}" for module in ("helpers", "autograder.errors") for name in names]
    for kind in (
        *claimed,
        "nowhere:Any",
        "",
        "_pytest.config.exceptions:UsageError",
        "pytest:fail.Exception",
    ):
        failure = raised([kind, "builtins:KeyError", "builtins:Exception"], "message", "told", "text", [])
        assert isinstance(failure, KeyError)
        assert not isinstance(failure, GraderFault | ValueError)
