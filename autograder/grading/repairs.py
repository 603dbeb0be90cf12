"""What an author can do about an exception that tests often raise."""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches

from .. import testing

_NOT_THERE = re.compile(r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'")


def repair_of(error: BaseException) -> str | None:
    """The repair, as the end of a sentence; None if the exception says enough.

    Args:
        error: what a test, or its import, raised.
    """
    match error:
        case NameError(name=str(name)) if name in testing.__all__:
            return f"import it from {testing.__name__}"
        case NameError(name=str(name)):
            return _meant(name, testing.__all__)
        case ImportError() if found := _NOT_THERE.search(str(error)):
            return _meant(found["name"], dir(sys.modules.get(found["module"])))
        case RuntimeError() | ValueError() if "Boolean value of Tensor" in str(error) or "truth value" in str(
            error
        ):
            return "compare values with `close` or `equal`"
        case TypeError() if "BaseException type, but got 'Function'" in str(error):
            return f"expect an exception of the exercise's own with `raises` of {testing.__name__}"
        case TypeError() if "issubclass() arg 1 must be a class" in str(error):
            return "a class of the exercise stays in its process: ask `isinstance` of an object of it"
    return None


def _meant(name: str, known: list[str]) -> str | None:
    near = get_close_matches(name, known, n=1)
    return f"do you mean `{near[0]}`?" if near else None
