"""Hostile exceptions: what is raised becomes one short, printable line, whatever it is.

The control of each: what it does to code that words it in the same process, as graders do.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

import pytest

from autograder.results import Status
from autograder.sandbox.processes import Zygote
from autograder.testing.values import one_line

from .forgeries import CHANNEL
from .harness import attack, zygote

ERROR = frozenset({Status.ERROR})
LONGEST = 1500


@dataclass(frozen=True)
class HostileException:
    """An exception that is a weapon against whoever words it.

    Attributes:
        source: `hostile()` raises it.
        naive: an expression over `error` that holds where naive code is led astray.
        statuses: what may come of it.
        said: what the message holds.
    """

    name: str
    source: str
    naive: str
    statuses: frozenset[Status] = ERROR
    said: str = ""


def raising(expression: str) -> str:
    return f"def hostile():\n    raise {expression}\n"


EXCEPTIONS = (
    HostileException("a hundred megabytes", raising("ValueError('x' * 10**8)"), "len(str(error)) == 10**8"),
    HostileException(
        "markup", raising("ValueError('<script>alert(1)</script> [red]')"), "'<script>' in str(error)"
    ),
    HostileException(
        "terminal escapes",
        raising("ValueError('\\x1b[2J\\x1b]0;owned\\x07 \\u202e \\x9b')"),
        "'\\x1b' in str(error) and '\\x9b' in str(error)",
    ),
    HostileException(
        "lines, tabs and zero bytes",
        raising("ValueError('a\\n100 points\\r\\t\\0\\u2028b')"),
        "len(str(error).splitlines()) > 1 and '\\0' in str(error)",
        said="a 100 points b",
    ),
    HostileException(
        "half of a character",
        raising("ValueError('\\ud800')"),
        "raised(lambda: str(error).encode()) is UnicodeEncodeError",
    ),
    HostileException(
        "a text that raises",
        "class E(Exception):\n    def __str__(self): raise self\n    __repr__ = __str__\n" + raising("E()"),
        "raised(lambda: str(error)).__name__ == 'E'",
    ),
    HostileException(
        "a text that ends the program",
        "class E(Exception):\n    def __str__(self): raise SystemExit(0)\n" + raising("E()"),
        "raised(lambda: str(error)) is SystemExit",
    ),
    HostileException(
        "a text that never comes",
        "class E(Exception):\n    def __str__(self):\n        while True: pass\n" + raising("E()"),
        "hangs(lambda: str(error))",
        frozenset({Status.TIMEOUT}),
    ),
    HostileException(
        "a text that is none",
        "class T(str):\n    def __getitem__(self, key): return 'y' * 30_000\n"
        "class E(Exception):\n    def __str__(self): return T('x')\n" + raising("E()"),
        "len(str(error)[:10]) == 30_000",
        ERROR | {Status.CRASHED},
    ),
    HostileException(
        "a type whose name lies",
        "class M(type):\n    __name__ = property(lambda c: '\\x1b[31m' + 'N' * 10**6)\n"
        "class E(Exception, metaclass=M): pass\n" + raising("E('x')"),
        "len(type(error).__name__) > 10**6",
    ),
    HostileException(
        "a type whose name raises",
        "class M(type):\n    __name__ = property(lambda c: 1 / 0)\n"
        "class E(Exception, metaclass=M): pass\n" + raising("E('x')"),
        "raised(lambda: type(error).__name__) is ZeroDivisionError",
        ERROR | {Status.CRASHED},
    ),
    HostileException(
        "a class that lies",
        "class E(Exception):\n    __class__ = property(lambda self: MemoryError)\n" + raising("E('x')"),
        "isinstance(error, MemoryError)",
        ERROR | {Status.CRASHED},
    ),
    HostileException(
        "a group of thousands",
        raising("ExceptionGroup('many', [ValueError(n) for n in range(5000)])"),
        "len(''.join(traceback.format_exception(error))) > 400",
        said="ExceptionGroup: many (5000 sub-exceptions)",
    ),
    HostileException(
        "ten thousand causes",
        """
        def hostile():
            error = ValueError("first")
            for number in range(10_000):
                following = ValueError(number)
                following.__cause__ = error
                error = following
            raise error
        """,
        "causes(error) > 1000",
    ),
    HostileException(
        "causes in a circle",
        """
        def hostile():
            one, two = ValueError("one"), ValueError("two")
            one.__cause__, two.__cause__ = two, one
            raise one
        """,
        "causes(error) > 1000",
        said="ValueError: one",
    ),
    HostileException(
        "causes that compare without end",
        """
        class E(Exception):
            def __eq__(self, other):
                while True: pass
        def hostile():
            one = E("one")
            one.__cause__ = E("two")
            raise one
        """,
        "hangs(lambda: error in [error.__cause__])",
        ERROR | {Status.TIMEOUT},
    ),
    HostileException(
        "another file's line",
        raising("SyntaxError('no', ('/etc/passwd', 1, 1, 'root:x:0:0'))"),
        "'/etc/passwd' in ''.join(traceback.format_exception_only(error))",
    ),
    HostileException(
        "a line that is no number",
        raising("SyntaxError('no', ([], {1}, object(), b'x'))"),
        "type(error.lineno) is not int",
        ERROR | {Status.CRASHED},
    ),
    HostileException(
        "the end of the program",
        raising("SystemExit(0)"),
        "not isinstance(error, Exception)",
        said="SystemExit",
    ),
    HostileException(
        "an interruption",
        raising("KeyboardInterrupt"),
        "not isinstance(error, Exception)",
        said="KeyboardInterrupt",
    ),
    HostileException(
        "the end of a generator",
        raising("GeneratorExit"),
        "not isinstance(error, Exception)",
        said="GeneratorExit",
    ),
    HostileException(
        "endless recursion",
        "def hostile():\n    return hostile()\n",
        "len(traceback.extract_tb(error.__traceback__)) > 500",
        said="RecursionError",
    ),
)

NAIVE = """
import signal, traceback

class Hangs(BaseException): pass

def stop(*_):
    raise Hangs

def raised(action):
    try:
        action()
    except BaseException as error:
        return type(error)

def hangs(action):
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        return raised(action) is Hangs
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)

def causes(error):
    steps = 0
    while error is not None and steps <= 1000:
        error, steps = error.__cause__, steps + 1
    return steps

def attack():
    try:
        hostile()
    except BaseException as error:
        return 1.0 if ({naive}) else 0.0
"""


@pytest.fixture(scope="module")
def started() -> Iterator[Zygote]:
    with zygote() as one:
        yield one


@pytest.mark.parametrize("hostile", EXCEPTIONS, ids=lambda hostile: hostile.name)
def test_exception_becomes_one_line(started: Zygote, hostile: HostileException) -> None:
    outcome = attack(started, f"{dedent(hostile.source)}\ndef attack():\n    return hostile()\n")
    assert outcome.failure is not None
    assert outcome.failure.status in hostile.statuses
    assert_harmless(outcome.message)
    assert hostile.said in outcome.message
    assert attack(started, "def attack(): return 1").value == 1


@pytest.mark.parametrize("hostile", EXCEPTIONS, ids=lambda hostile: hostile.name)
def test_control_exception_leads_naive_wording_astray(started: Zygote, hostile: HostileException) -> None:
    outcome = attack(started, dedent(hostile.source) + NAIVE.replace("{naive}", hostile.naive))
    assert outcome.value == 1.0, outcome


FORGED_FIELDS = {
    "text": "'y' * 30_000",
    "type": "'z' * 30_000",
    "line": "10**4000",
    "source": "['no text', {}]",
    "file": "'\\x1b[31m/etc/passwd\\n'",
}
"""Fields of a reply that says what was raised, forged: the worker's own bounds do not hold for these."""


@pytest.mark.parametrize("field", FORGED_FIELDS)
def test_forged_exception_becomes_one_line(started: Zygote, field: str) -> None:
    source = f"""{CHANNEL}
def attack():
    fields = dict(outcome="raised", type="E", text="t", file="hostile.py", line=1, source="s")
    fields["token"] = of_the_worker("header")["token"]
    fields["{field}"] = {FORGED_FIELDS[field]}
    write(gradable_of(fields))
    os._exit(0)
"""
    before = time.process_time()
    outcome = attack(started, source)
    assert time.process_time() - before < 1.0
    assert outcome.failure is not None
    assert_harmless(outcome.message)


def test_wording_takes_time_that_does_not_grow_with_the_square() -> None:
    # A frame may hold 16 million characters: what takes a second here would take days there.
    before = time.process_time()
    assert len(one_line("y" * 30_000)) <= 400
    assert len(one_line("/exercise-" * 3_000)) <= 400
    assert time.process_time() - before < 0.3


def assert_harmless(message: str) -> None:
    assert message
    assert len(message) <= LONGEST
    assert message.isprintable()
    message.encode()
