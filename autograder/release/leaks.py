"""Looks for solutions, hidden tests and the code of known mistakes in what is about to be released."""

from __future__ import annotations

import builtins
import json
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

TOKENS_LEAST = 8
"""Shorter pieces, such as `return result`, stand in any program."""

JSON = (".json", ".ipynb")
NAME = "$"
"""Stands for any name in the shape of a piece of a program."""

FIXED = frozenset({*keyword.kwlist, *dir(builtins)})
"""Names that nobody can give to something else without being noticed."""


def leaks(files: Mapping[str, bytes], secrets: Mapping[str, str]) -> list[str]:
    """Which secret stands in which file, one line each.

    Layout, comments, quotes and other names make no difference.

    Args:
        files: what is to be released, by path.
        secrets: Python source that must not be in it, by what it is.
    """
    wanted = {
        what: tokens for what, secret in secrets.items() if len(tokens := _tokens(secret)) >= TOKENS_LEAST
    }
    found = []
    for path, content in files.items():
        text = _as_read(path, content)
        # A secret may have comments in it, and may be one.
        readings = [_Reading(_tokens(text)), _Reading(_tokens(text.replace("#", " ")))]
        found += [
            f"{path} holds {what}"
            for what, tokens in wanted.items()
            if any(reading.holds(tokens) for reading in readings)
        ]
    return found


def holds(text: str, piece: str) -> bool:
    """Whether a text has a piece of a program in it, layout and comments apart."""
    return _joined(_tokens(piece)) in _joined(_tokens(text))


class _Reading:
    """A text in which pieces of programs are looked for."""

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


def _same_but_for_names(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each token of the one always stands where the same token of the other does."""
    there: dict[str, str] = {}
    back: dict[str, str] = {}
    pairs = zip(one, other, strict=True)
    return all(there.setdefault(a, b) == b and back.setdefault(b, a) == a for a, b in pairs)


def _shape(tokens: Sequence[str]) -> list[str]:
    """The tokens, without the names that may be chosen freely: attributes may not."""
    before = ["", *tokens]
    return [
        NAME if token.isidentifier() and token not in FIXED and last != "." else token
        for last, token in zip(before, tokens, strict=False)
    ]


def _as_read(path: str, content: bytes) -> str:
    """What a file says; text in JSON without the quotes and escapes that would come between its words."""
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
    """Words and signs, the same for programs and for prose."""
    without_comments = re.sub(r"#.*", "", text)
    tokens = re.findall(r"\w+|[^\w\s'\"\\;]", without_comments)
    return [token for token, after in zip(tokens, [*tokens[1:], ""], strict=False) if not _idle(token, after)]


def _idle(token: str, after: str) -> bool:
    """Whether a token is a comma that is there or not as the layout has it."""
    return token == "," and after in (")", "]", "}")


def _joined(tokens: list[str]) -> str:
    return f" {' '.join(tokens)} "
