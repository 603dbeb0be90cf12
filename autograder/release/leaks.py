"""Looks for solutions, hidden tests and the code of known mistakes in what is about to be released."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

TOKENS_LEAST = 8
"""Shorter pieces, such as `return result`, stand in any program."""

JSON = (".json", ".ipynb")


def leaks(files: Mapping[str, bytes], secrets: Mapping[str, str]) -> list[str]:
    """Which secret stands in which file, one line each; layout and comments make no difference.

    Args:
        files: what is to be released, by path.
        secrets: Python source that must not be in it, by what it is.
    """
    wanted = {
        what: tokens for what, source in secrets.items() if len(tokens := _tokens(source)) >= TOKENS_LEAST
    }
    found = []
    for path, content in files.items():
        text = _joined(_tokens(_as_read(path, content)))
        found += [f"{path} holds {what}" for what, tokens in wanted.items() if _joined(tokens) in text]
    return found


def holds(text: str, piece: str) -> bool:
    """Whether a text has a piece of a program in it, layout and comments apart."""
    return _joined(_tokens(piece)) in _joined(_tokens(text))


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
    return re.findall(r"\w+|[^\w\s]", without_comments)


def _joined(tokens: list[str]) -> str:
    return f" {' '.join(tokens)} "
