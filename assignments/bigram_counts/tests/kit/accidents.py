"""What can happen to people's code, each accident in one sentence: the same at home and when it is graded.

Only the standard library is imported here: a released assignment carries a copy of this module.
"""

from __future__ import annotations

import signal

INPUT = "input() waits for somebody to type, and nobody does while tests run."
OF_INPUT = ("EOF when reading a line", "reading from stdin while output is captured")
"""What Python and pytest say where code asks for input."""

ENDS_THE_PROGRAM = "The code ends the program."
NO_RETURN = "Does the function return its result?"
OTHER_PARAMETERS = "Are the parameters still those that the stub had?"
WHY_PYTHON_ENDS = "Does the code call `os._exit()`, or does a function call itself without end?"


def not_written(file: str) -> str:
    """The stub is still to be filled in.

    Args:
        file: where it stands, with the line where that is known.
    """
    return f"Not written yet: {file}."


def no_file(file: str, near: str | None = None) -> str:
    """There is no such module.

    Args:
        file: the module that was looked for.
        near: another one whose name is nearly the same.
    """
    other = f", but there is “{near}”" if near is not None else ""
    return f"There is no {file} among the files{other}."


def no_function(function: str, file: str) -> str:
    """The module has no such function."""
    return f"There is no function {function} in {file}."


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
    """A call gave no answer in its time."""
    return f"No answer after {seconds:g} seconds: is there a loop that never ends?"


def too_slow_together(seconds: float) -> str:
    """All calls of an exercise took more than they may."""
    return f"All calls together took more than {seconds:g} seconds."


def out_of_memory(mib: int) -> str:
    """The code needed more memory than it may have, in MiB."""
    return f"Out of memory: more than the {mib} MiB that are allowed."


def too_much_written(mib: int, files: int) -> str:
    """The code wrote more into files than it may, in MiB and in number."""
    return f"The code writes too much: at most {mib} MiB in {files} files may be written."


def too_large(size: str, mib: int) -> str:
    """What a function gave back is more than may be sent.

    Args:
        size: how much it takes, in words.
        mib: what is allowed.
    """
    return f"What came back takes {size}; at most {mib} MiB are allowed."


def ended(status: int) -> str:
    """The code ended its process.

    Args:
        status: how the process ended: its exit status, or the negative of a signal's number.
    """
    if status == -signal.SIGSEGV:
        return "Python itself crashed: does a function call itself without end?"
    return f"The code ended Python. {WHY_PYTHON_ENDS}"


def no_answer_twice(file: str) -> str:
    """A test is not reached, because the code has ended its process too often."""
    return f"Not reached: {file} gave no answer twice before."
