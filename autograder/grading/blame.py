"""Whose fault a test's exception is: the student's, if a value caused it, or the author's."""

from __future__ import annotations

import linecache
import os
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

import pytest

from ..errors import GraderFault, UsageError
from ..sandbox.outcomes import StudentFailure
from ..testing.comparisons import Mismatch
from ..testing.handles import Function
from ..testing.observing import Drawing, Line, Observation, Operations
from ..testing.subject import NoAnswer, Subject
from ..testing.values import one_line
from .repairs import repair_of

NEVER_BY_A_VALUE = (
    NameError,
    ImportError,
    UsageError,
    NoAnswer,
    KeyboardInterrupt,
    SystemExit,
    pytest.exit.Exception,
    pytest.skip.Exception,
    pytest.xfail.Exception,
)
"""Exceptions that no result of a student's function causes."""

NO_VALUES = (
    ModuleType,
    type,
    FunctionType,
    BuiltinFunctionType,
    MethodType,
    Function,
    Subject,
    Observation,
    Operations,
    Drawing,
    Line,
)
"""Types that no student's function returns: if one of these lacks an attribute, the test misspells it."""


class TestFault(GraderFault):
    """A test failed by itself: its author can mend it, and no student pays."""

    __test__ = False


def fails_by_itself(error: BaseException) -> bool:
    """Whether no student's value can cause this exception of a test."""
    if isinstance(error, UnboundLocalError):
        return False  # a loop over an empty result binds no name
    if isinstance(error, AttributeError):
        return isinstance(error.obj, NO_VALUES)
    if isinstance(error, TypeError):
        return "got an unexpected keyword argument" in str(error)
    return isinstance(error, NEVER_BY_A_VALUE)


def told(error: BaseException, folder: Path) -> str:
    """An exception in one line for an author, with its place.

    Args:
        error: the exception.
        folder: the assignment's folder, without links.
    """
    text = one_line(_said(error))
    if isinstance(error, AssertionError) and not text:
        text = _source(error, folder)
    if not isinstance(error, StudentFailure | Mismatch | UsageError):
        text = f"{type(error).__name__}: {text}" if text else type(error).__name__
    if (repair := repair_of(error)) is not None:
        text = f"{text}; {repair}"
    where = place(error, folder)
    return f"{text} ({where})" if where is not None else text


def _said(error: BaseException) -> object:
    if isinstance(error, NoAnswer):
        return error.message
    return error.msg if isinstance(error, SyntaxError) else str(error)


def place(error: BaseException, folder: Path) -> str | None:
    """The innermost line of the assignment's tests that an exception passed, else of its other files.

    Args:
        error: the exception.
        folder: the assignment's folder, without links.
    """
    # As text: an exception passes some thirty files of pytest's, and every failing test has one.
    within, tests = f"{folder}{os.sep}", f"tests{os.sep}"
    passed = [(file.removeprefix(within), line) for file, line in _lines(error) if file.startswith(within)]
    in_tests = [(file, line) for file, line in passed if file.startswith(tests)]
    for file, line in reversed(in_tests or passed):
        return f"{file}, line {line}"
    return None


def _source(error: BaseException, folder: Path) -> str:
    """The innermost line of an assignment's files that an exception passed, as it stands there."""
    within = [(file, line) for file, line in _lines(error) if file.startswith(f"{folder}{os.sep}")]
    return linecache.getline(*within[-1]).strip() if within else ""


def _lines(error: BaseException) -> Iterator[tuple[str, int]]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield frame.f_code.co_filename, line
    if isinstance(error, SyntaxError) and error.filename is not None:
        yield error.filename, error.lineno or 0
