"""A reference as text and as a tree, with the regions that students write."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from ...errors import UsageError
from ...release.regions import regions_of, text_of


class Reference:
    """The source of a reference.

    Raises:
        UsageError: it does not parse, or its marks are malformed.
    """

    def __init__(self, path: Path) -> None:
        self.module = path.stem
        self.text = text_of(path)
        try:
            self.tree = ast.parse(self.text)
        except SyntaxError as error:
            raise UsageError(f"{path}, line {error.lineno}: {error.msg}") from None
        self._solution = frozenset(
            line for region in regions_of(path) for line in range(region.begin + 1, region.end)
        )

    def functions(self) -> Iterator[ast.FunctionDef]:
        """The functions and methods that hold a piece of the solution."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef) and any(map(self.is_solution, node.body)):
                yield node

    def called(self) -> dict[str, ast.FunctionDef]:
        """Those of them that others call, by their place in the module: `softmax`, `MLP.forward`."""
        holding = set(self.functions())
        return {place: node for place, node in _placed(self.tree.body, "") if node in holding}

    def is_top_level(self, function: ast.FunctionDef) -> bool:
        """Whether a function is called by its plain name, so that a wrapper can replace it."""
        return function in self.tree.body and not function.decorator_list

    def is_solution(self, node: ast.AST) -> bool:
        """Whether a node stands between the marks; a node without a line does not."""
        return getattr(node, "lineno", 0) in self._solution

    @cached_property
    def speaks_of_gradients(self) -> bool:
        """Whether it mentions gradients: if not, a cut graph is no mistake."""
        return re.search(r"\bgradients?\b", self.text) is not None

    @cached_property
    def knows_torch(self) -> bool:
        """Whether it imports anything from torch."""
        return re.search(r"^(import|from) torch\b", self.text, re.MULTILINE) is not None

    @cached_property
    def imports_torch(self) -> bool:
        """Whether `torch` is a name in it."""
        return re.search(r"^import torch$", self.text, re.MULTILINE) is not None


def _placed(body: list[ast.stmt], above: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module and the methods of its classes, by their places."""
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield f"{above}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _placed(node.body, f"{above}{node.name}.")
