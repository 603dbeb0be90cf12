"""What an author got wrong stops a run before anybody is graded, and costs no student a mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.course import load_assignment
from autograder.errors import UsageError
from autograder.grading.blame import fails_by_itself
from autograder.grading.session import GradingSession
from autograder.results import SubmissionResult
from autograder.sandbox.isolation import Isolation
from autograder.sandbox.processes import Zygote
from autograder.submissions import Submission
from autograder.testing.observing import Observation

from .harness import RIGHT, TEMPERATURES, Files, as_bytes, autograder, grade_class, write_files

COMPARES = "close(student.warmest(fahrenheit), reference.warmest(fahrenheit))"


@contextmanager
def session_of(folder: Path, files: Files, zygote: Zygote) -> Iterator[GradingSession]:
    write_files(folder / "temperatures", {**TEMPERATURES, **files})
    with GradingSession(load_assignment(folder / "temperatures"), zygote) as session:
        yield session


def refusal(folder: Path, files: Files) -> str:
    """Why the tests of an assignment are not even collected; nothing runs."""
    with (
        pytest.raises(UsageError) as refused,
        session_of(folder, files, Zygote(Isolation())),
    ):
        pass
    return str(refused.value)


WARMEST = """import pytest
import torch
from autograder.testing import Subject, close, is_tensor, points

SEEN = []


@pytest.fixture
def listed(student):
    return student.warmest(torch.ones(3)).tolist()


@points(10)
def test_is_a_scalar(student):
    '''The result is a scalar tensor.'''
    is_tensor(student.warmest(torch.ones(3)), shape=())


@points(40{after})
def test_value(student, reference, rng{more}):
    '''The highest temperature is right.'''
    fahrenheit = torch.randn(20, generator=rng) * 50
"""
LINE = WARMEST.count("\n") + 1
"""The first one of the body of `test_value`."""


def of_warmest(body: str, more: str = "", after: str = ", after='test_is_a_scalar'") -> Files:
    """Tests of the second exercise, the last of which has these lines at its end."""
    source = WARMEST.format(after=after, more=more) + "".join(f"    {line}\n" for line in body.split("\n"))
    return {"tests/test_warmest.py": source.encode()}


def graded(session: GradingSession, source: str) -> SubmissionResult:
    return session.grade(Submission("ada", {**RIGHT, "warmest.py": source.encode()}))


@pytest.mark.parametrize(
    ("conftest", "reason"),
    [
        ("x = 1\nraise ValueError('two\\nlines')", "ValueError: two lines (tests/conftest.py, line 2)"),
        ("import nowhere", "ModuleNotFoundError: No module named 'nowhere' (tests/conftest.py, line 1)"),
        ("def f(:", "SyntaxError: invalid syntax (tests/conftest.py, line 1)"),
        ("raise SystemExit(3)", "SystemExit: 3 (tests/conftest.py, line 1)"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt (tests/conftest.py, line 1)"),
        ("import pytest; pytest.exit('no')", "Exit: no (tests/conftest.py, line 1)"),
        ("def pytest_configure(config): 1 / 0", "ZeroDivisionError: division by zero (tests/conftest.py"),
        ("def pytest_collection_modifyitems(items): exit(3)", "SystemExit: 3 (tests/conftest.py, line 1)"),
    ],
)
def test_a_broken_conftest_is_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], conftest: str, reason: str
) -> None:
    said = refusal(tmp_path, {"tests/conftest.py": conftest})
    assert said.startswith(f"the tests of temperatures cannot be collected: {reason}")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            "import nowhere\n",
            "ModuleNotFoundError: No module named 'nowhere' (tests/test_celsius.py, line 1)",
        ),
        ("def test_a(:\n", "SyntaxError: invalid syntax (tests/test_celsius.py, line 1)"),
        ("raise SystemExit\n", "SystemExit (tests/test_celsius.py, line 1)"),
    ],
)
def test_tests_that_cannot_be_imported_are_one_line(tmp_path: Path, source: str, reason: str) -> None:
    said = refusal(tmp_path, {"tests/test_celsius.py": source})
    assert said == f"the tests of temperatures cannot be collected: {reason}"


REPLACEMENT = "@pytest.fixture\n{indent}def {name}({self}): return 1\n"


@pytest.mark.parametrize("name", ["student", "reference", "data_file", "rng"])
def test_a_fixture_of_the_kit_cannot_be_replaced(tmp_path: Path, name: str) -> None:
    test = f"@points(40)\ndef test_value(student, {name if name != 'student' else 'rng'}):\n    '''A.'''\n"
    source = f"import pytest\nfrom autograder.testing import points\n\n{test}"
    replaced = "import pytest\n" + REPLACEMENT.format(indent="", name=name, self="")
    said = refusal(tmp_path, {"tests/test_celsius.py": source, "tests/conftest.py": replaced})
    assert f"tests/conftest.py takes the place of the fixture `{name}`, which is the kit's" in said


@pytest.mark.parametrize(
    "source",
    [
        "@points(1)\n@pytest.mark.parametrize('student', [1])\ndef test_a(student):\n    '''A.'''\n",
        "class Test:\n    "
        + REPLACEMENT.format(indent="    ", name="student", self="self")
        + "    @points(1)\n    def test_a(self, student):\n        '''A.'''\n",
        REPLACEMENT.format(indent="", name="student", self="")
        + "@points(1)\ndef test_a(student):\n    '''A.'''\n",
    ],
    ids=["parameter", "class", "module"],
)
def test_nor_can_it_be_in_a_test_file(tmp_path: Path, source: str) -> None:
    header = "import pytest\nfrom autograder.testing import points\n\n"
    said = refusal(tmp_path, {"tests/test_celsius.py": header + source})
    assert "takes the place of the fixture `student`, which is the kit's" in said


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "got = student.warmest(fahrenheit)\nis_tensr(got)",
            "does not pass it: NameError: name 'is_tensr' is not defined; do you mean `is_tensor`? "
            f"(FILE, line {LINE + 1})",
        ),
        (
            "is_tensr(1)",
            f"NameError: name 'is_tensr' is not defined; do you mean `is_tensor`? (FILE, line {LINE})",
        ),
        (
            "reference.warmst(fahrenheit)",
            "does not pass it: no reference of temperatures has 'warmst'",
        ),
        ("close(student.warmest(fahrenheit), 3.0)", "The value is wrong: off by about"),
        ("pytest.skip('later')", f"Skipped: later (FILE, line {LINE})"),
        (
            "student.warmest(fahrenheit)\nraise KeyboardInterrupt",
            f"KeyboardInterrupt (FILE, line {LINE + 1})",
        ),
        (
            "import os\nfahrenheit = torch.tensor(list(os.urandom(5)))\n" + COMPARES,
            "it asks for something else each time; let it draw from the fixture `rng`",
        ),
        (
            "SEEN.append(1)\nfor _ in range(2 - len(SEEN)): student.warmest(fahrenheit)",
            "it asks for something else each time",
        ),
        (
            "SEEN.append(1)\nstudent.warmest(fahrenheit)\nassert len(SEEN) == 1",
            "the reference passes it once and not the next time: AssertionError",
        ),
        ("pass", "it passes although nobody answers; let it call `student`"),
    ],
)
def test_what_the_references_do_not_pass_judges_nobody(
    tmp_path: Path, zygote: Zygote, body: str, reason: str
) -> None:
    with session_of(tmp_path, of_warmest(body), zygote) as session, pytest.raises(UsageError) as refused:
        session.rehearse()
    said = str(refused.value)
    assert said.startswith("temperatures, test value of warmest: ")
    assert reason.replace("FILE", "tests/test_warmest.py") in said
    assert "\n" not in said


def test_a_fixture_replaced_behind_the_back_of_pytest_is_seen(tmp_path: Path, zygote: Zygote) -> None:
    patched = """
        import pytest
        from autograder.testing import subject

        @pytest.fixture(autouse=True)
        def easy(monkeypatch, reference):
            monkeypatch.setattr(subject.Recorded, "_observe", lambda _, *asked: reference._observe(*asked))
    """
    hidden = as_bytes(TEMPERATURES["tests/test_celsius.py"]).replace(b", public=True", b"")
    with (
        session_of(
            tmp_path, {"tests/conftest.py": patched, "tests/test_celsius.py": hidden}, zygote
        ) as session,
        pytest.raises(UsageError, match="known_points of celsius: it passes although nobody answers"),
    ):
        session.rehearse()


SLIP = f"""got = student.warmest(fahrenheit)
if got.dtype != torch.float32:
    is_tensr(got)
{COMPARES}"""


def test_a_slip_that_only_wrong_answers_meet_is_a_fault(tmp_path: Path, zygote: Zygote) -> None:
    right = as_bytes(RIGHT["warmest.py"]).decode()
    with session_of(tmp_path, of_warmest(SLIP), zygote) as session:
        session.rehearse()
        assert graded(session, right).score == 100.0
        faulty = graded(session, right.replace(".max()", ".max().double()"))
        nothing = graded(session, "def warmest(fahrenheit):\n    return None\n")
    assert (faulty.status, faulty.score) == ("fault", None)
    assert faulty.error == (
        "The grader failed, not the submission: test value: NameError: name 'is_tensr' is not defined; "
        f"do you mean `is_tensor`? (tests/test_warmest.py, line {LINE + 2})"
    )
    assert nothing.score == 50.0


def test_what_a_fixture_makes_of_an_answer_is_judged_like_the_rest(tmp_path: Path, zygote: Zygote) -> None:
    files = of_warmest("assert listed", more=", listed", after="")
    with session_of(tmp_path, files, zygote) as session:
        session.rehearse()
        result = graded(session, "def warmest(fahrenheit):\n    return 'hot'\n")
    value = result.exercises[1].tests[1]
    assert (result.status, value.message) == ("graded", "The test cannot use what came back: a str.")


def test_without_a_rehearsal_such_a_test_fails_and_says_why(tmp_path: Path, zygote: Zygote) -> None:
    with session_of(tmp_path, of_warmest("is_tensr(1)"), zygote) as session:
        references = session.assignment.references()
        run = session.do(lambda marking: marking.runner.run("warmest", references))
    message = (
        "NameError: name 'is_tensr' is not defined; do you mean `is_tensor`? "
        f"(tests/test_warmest.py, line {LINE})"
    )
    assert [result.message for result in run.results] == [None, message]


def raised_by(action: Callable[[], Any]) -> BaseException:
    try:
        action()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def last_of_nothing() -> object:
    for _found in ():
        pass
    return _found


NOTHING: Any = None
SEEN: Any = Observation(None, ())


@pytest.mark.parametrize(
    ("action", "by_itself"),
    [
        (lambda: no_such_name, True),  # type: ignore[name-defined]  # noqa: F821
        (lambda: __import__("no_such_module"), True),
        (lambda: torch.no_such_function, True),
        (lambda: torch.Tensor.no_such_method, True),
        (lambda: SEEN.resutl, True),
        (lambda: torch.testing.assert_close(1, 1, nonsense=2), True),
        (lambda: pytest.skip("later"), True),
        (lambda: NOTHING.sum(), False),
        (lambda: SEEN.result.shape, False),
        (lambda: torch.ones(2).no_such_method(), False),
        (lambda: len(NOTHING), False),
        (lambda: torch.ones(2) @ torch.ones(3), False),
        (lambda: {}["missing"], False),
        (last_of_nothing, False),
    ],
)
def test_whose_fault_an_exception_is(action: Callable[[], Any], by_itself: bool) -> None:
    assert fails_by_itself(raised_by(action)) == by_itself


def test_nobody_is_graded_by_a_broken_test(tmp_path: Path) -> None:
    assignment = write_files(
        tmp_path / "temperatures",
        {**TEMPERATURES, **of_warmest("is_tensr(student.warmest(fahrenheit))")},
    )
    ran = grade_class(assignment, tmp_path, {"ada": RIGHT})
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "test value of warmest: the reference does not pass it: NameError" in ran.err
    assert not list((tmp_path / "results").glob("*.json"))


def test_tests_that_end_the_program_are_one_line(tmp_path: Path) -> None:
    files = {**TEMPERATURES, "tests/conftest.py": "import os\nos._exit(3)\n"}
    assignment = write_files(tmp_path / "temperatures", files)
    ran = autograder("verify", assignment, "--out", tmp_path / "proof")
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "ends while it starts, with status 3: does a file of the tests" in ran.err
