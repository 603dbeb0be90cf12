"""Looks for solutions and hidden tests in what is about to be released."""

from __future__ import annotations

import re
from collections.abc import Mapping

TOKENS_LEAST = 8
"""Shorter pieces, such as `return result`, stand in any program."""


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
        text = _joined(_tokens(content.decode("utf-8", "replace")))
        found += [f"{path} holds {what}" for what, tokens in wanted.items() if _joined(tokens) in text]
    return found


def _tokens(text: str) -> list[str]:
    """Words and signs, the same for programs and for prose."""
    without_comments = re.sub(r"#.*", "", text)
    return re.findall(r"\w+|[^\w\s]", without_comments)


def _joined(tokens: list[str]) -> str:
    return f" {' '.join(tokens)} "
