"""Accidents of people's code, each in one sentence, the same at home and in grading.

This module imports only the standard library: a released assignment carries a copy of it.
"""

from __future__ import annotations

import signal

INPUT = "input() waits for somebody to type, and nobody does while tests run."
OF_INPUT = ("EOF when reading a line", "reading from stdin while output is captured")
"""What Python and pytest say if code asks for input."""

ENDS_THE_PROGRAM = "The code ends the program."
NO_RETURN = "Does the function return its result?"
NOT_CALLED = "Are the brackets of a call missing?"
OTHER_PARAMETERS = "Are the parameters still those that the stub had?"
WHY_PYTHON_ENDS = "Does the code call `os._exit()`, or does a function call itself without end?"


def of_a_call(text: str) -> str | None:
    """The question about a TypeError that no line of the module raised; None if it is about something else.

    Args:
        text: what the exception says; Python names the arguments where a call does not fit a function.
    """
    return OTHER_PARAMETERS if "argument" in text else None


def not_written(file: str) -> str:
    """The stub is not filled in yet.

    Args:
        file: the stub's file, with the line if known.
    """
    return f"Not written yet: {file}."


def no_file(file: str, *near: str) -> str:
    """There is no such module.

    Args:
        file: the missing module.
        near: files with nearly the same name.
    """
    similar = f", but there {'are' if near[1:] else 'is'} “{'” and “'.join(near)}”" if near else ""
    return f"There is no {file} among the files{similar}."


def no_name(name: str, file: str) -> str:
    """The module has no such function, class or constant.

    Args:
        name: as PEP 8 has it, a function's begins with a small letter, and no other's does.
        file: the module's.
    """
    return f"There is no {'function ' if name[:1].islower() else ''}{name} in {file}."


def raised(kind: str, text: str) -> str:
    """The code raised an exception.

    Args:
        kind: the name of its type.
        text: what it says, in one line.
    """
    if kind == "SystemExit":
        return ENDS_THE_PROGRAM
    if any(words in text for words in OF_INPUT):
        return INPUT
    return f"{kind}: {text}" if text else kind


def too_slow(seconds: float) -> str:
    """A call gave no answer in time."""
    return f"No answer after {seconds:g} seconds: is there a loop that never ends?"


def too_slow_together(seconds: float) -> str:
    """All calls of an exercise together took too long."""
    return f"All calls together took more than {seconds:g} seconds."


def out_of_memory(mib: int) -> str:
    """The code needed more than `mib` MiB of memory."""
    return f"Out of memory: more than the {mib} MiB that are allowed."


def too_much_written(mib: int, files: int) -> str:
    """The code wrote more than `mib` MiB, or more than `files` files."""
    return f"The code writes too much: at most {mib} MiB in {files} files may be written."


def too_large(size: str, mib: int) -> str:
    """A result is too large to send.

    Args:
        size: its size, in words.
        mib: the limit.
    """
    return f"What came back takes {size}; at most {mib} MiB are allowed."


def ended(status: int) -> str:
    """The code ended its process.

    Args:
        status: the process' exit status, or minus the number of a signal.
    """
    if status == -signal.SIGSEGV:
        return "Python itself crashed: does a function call itself without end?"
    return f"The code ended Python. {WHY_PYTHON_ENDS}"


def no_answer_twice(file: str) -> str:
    """A test is not reached, because the code has ended `file`'s process too often."""
    return f"Not reached: {file} gave no answer twice before."
