"""Looks for solutions, hidden tests and the code of known mistakes in a release."""

from __future__ import annotations

import builtins
import json
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

TOKENS_LEAST = 8
"""Shorter pieces, such as `return result`, occur in any program."""

JSON = (".json", ".ipynb")
NAME = "$"
"""Stands for any name in the shape of a piece of a program."""

FIXED = frozenset({*keyword.kwlist, *dir(builtins)})
"""Names that nobody renames unnoticed."""


def leaks(files: Mapping[str, bytes], secrets: Mapping[str, str]) -> list[str]:
    """Which file holds which secret, one line each.

    Layout, comments, quotes and renaming make no difference.

    Args:
        files: the files to release, by path.
        secrets: Python source that they must not hold, by description.
    """
    wanted = {
        what: tokens for what, secret in secrets.items() if len(tokens := _tokens(secret)) >= TOKENS_LEAST
    }
    found = []
    for path, content in files.items():
        text = _as_read(path, content)
        # A secret may contain comments, or be inside one.
        readings = [_Reading(_tokens(text)), _Reading(_tokens(text.replace("#", " ")))]
        found += [
            f"{path} holds {what}"
            for what, tokens in wanted.items()
            if any(reading.holds(tokens) for reading in readings)
        ]
    return found


def holds(text: str, piece: str) -> bool:
    """Whether a text contains a piece of a program, layout and comments aside."""
    return _joined(_tokens(piece)) in _joined(_tokens(text))


class _Reading:
    """A text to search for pieces of programs."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        self._shape = _joined(_shape(tokens))

    def holds(self, piece: Sequence[str]) -> bool:
        shape = _joined(_shape(piece))
        position = self._shape.find(shape)
        while position >= 0:
            first = self._shape.count(" ", 0, position)
            there = self._tokens[first : first + len(piece)]
            if _same_but_for_names(there, piece):
                return True
            position = self._shape.find(shape, position + 1)
        return False


def _same_but_for_names(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a one-to-one renaming turns one sequence of tokens into the other."""
    there: dict[str, str] = {}
    back: dict[str, str] = {}
    pairs = zip(first, second, strict=True)
    return all(there.setdefault(a, b) == b and back.setdefault(b, a) == a for a, b in pairs)


def _shape(tokens: Sequence[str]) -> list[str]:
    """The tokens with freely chosen names blanked; attributes are not free."""
    before = ["", *tokens]
    return [
        NAME if token.isidentifier() and token not in FIXED and last != "." else token
        for last, token in zip(before, tokens, strict=False)
    ]


def _as_read(path: str, content: bytes) -> str:
    """The text of a file; for JSON, its strings without quotes and escapes."""
    text = content.decode("utf-8", "replace")
    try:
        return "\n".join(_strings(json.loads(text))) if path.endswith(JSON) else text
    except ValueError:
        return text


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                yield key
                yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)


def _tokens(text: str) -> list[str]:
    """The words and signs of a program or of prose."""
    without_comments = re.sub(r"#.*", "", text)
    tokens = re.findall(r"\w+|[^\w\s'\"\\;]", without_comments)
    return [token for token, after in zip(tokens, [*tokens[1:], ""], strict=False) if not _idle(token, after)]


def _idle(token: str, after: str) -> bool:
    """Whether a token is an optional comma, which depends on the layout."""
    return token == "," and after in (")", "]", "}")


def _joined(tokens: list[str]) -> str:
    return f" {' '.join(tokens)} "
