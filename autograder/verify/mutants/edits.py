"""A reference as text and as a tree, and changes of its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from ...release.regions import regions_of

GUARDS = frozenset({"strict"})
"""Keywords that only make what is wrong raise. Few students write them, so mutants do without."""


@dataclass(frozen=True)
class Edit:
    """`text` in place of the characters from `start` to `end`.

    Attributes:
        operator: what it does, in words for the author of the tests.
    """

    operator: str
    start: int
    end: int
    text: str


class Reference:
    """The source of a reference. Lines are counted from one, as the tree does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.module = path.stem
        self.text = path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.text)

    @cached_property
    def solution(self) -> frozenset[int]:
        """The lines between the marks."""
        regions = regions_of(self._path)
        return frozenset(line for region in regions for line in range(region.begin + 1, region.end))

    def functions(self) -> Iterator[ast.FunctionDef]:
        """The functions that hold a piece of the solution."""
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef) and any(map(self.is_solution, node.body)):
                yield node

    def is_solution(self, node: ast.AST) -> bool:
        """Whether a node stands between the marks; what has no place of its own does not."""
        return getattr(node, "lineno", 0) in self.solution

    def with_(self, edit: Edit) -> str:
        """The text after an edit."""
        return self.text[: edit.start] + edit.text + self.text[edit.end :]

    def program(self, edit: Edit) -> str:
        """What Python reads after an edit, without regard to blanks, comments and line numbers."""
        return ast.dump(ast.parse(self.with_(edit)))

    def unguarded(self, edit: Edit) -> Edit:
        """The edit, and the guards left out of the call that it changes something in."""
        for call in ast.walk(self.tree):
            guards = [one for one in getattr(call, "keywords", ()) if one.arg in GUARDS]
            if guards and isinstance(call, ast.Call) and _holds(self.span(call), edit):
                start, end = self.span(call)
                # Guards stand last in a call, behind what they guard.
                cut = self.span(call.args[-1])[1]
                changed = self.text[start : edit.start] + edit.text + self.text[edit.end : cut]
                return Edit(edit.operator, start, end, f"{changed})")
        return edit

    def code(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.text[start:end]

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where the characters of an expression or statement start and end."""
        assert isinstance(node, ast.expr | ast.stmt | ast.keyword)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)

    def offset(self, line: int, column: int) -> int:
        """The place of a line and column in the text; the tree counts columns in bytes."""
        in_line = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(in_line)

    def offset_of_character(self, line: int, column: int) -> int:
        """The same, where columns are counted in characters."""
        return self._starts[line - 1] + column

    def lines(self, first: int, last: int) -> tuple[int, int]:
        """Where whole lines start and end, line breaks included."""
        return self._starts[first - 1], self._starts[last]

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.splitlines(keepends=True)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate(map(len, self._lines), initial=0))


def _holds(span: tuple[int, int], edit: Edit) -> bool:
    """Whether an edit changes something inside, not the whole of it."""
    return span[0] <= edit.start and edit.end <= span[1] and (edit.start, edit.end) != span
