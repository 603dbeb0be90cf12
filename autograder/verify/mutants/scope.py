"""What the operators know of the function that they change."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .edits import Reference

DTYPES = "int32|int64|float32|float64|bool"
EFFECTS_UNSEEN = frozenset({"backward", "step", "zero_grad"})
"""Methods that change tensors which the statement does not name."""

SCALARS = frozenset({"mean", "sum", "item"})
SIMPLE = ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.Constant


@dataclass(frozen=True)
class Change:
    """Other code in place of an expression or a statement.

    Attributes:
        operator: what it does, in words for the author of the tests.
    """

    operator: str
    node: ast.expr | ast.stmt | ast.keyword
    code: str


@dataclass(frozen=True)
class Scope:
    """A function of a reference, and what its annotations and assignments tell about names."""

    reference: Reference
    function: ast.FunctionDef

    def code(self, node: ast.AST) -> str:
        return self.reference.code(node)

    def operand(self, node: ast.expr) -> str:
        """The code of an expression, such that `.T`, `[0]` or an operator may follow it."""
        code = self.code(node)
        return code if isinstance(node, SIMPLE) else f"({code})"

    @cached_property
    def annotations(self) -> Mapping[str, str]:
        """The annotations of the parameters, by their names."""
        return {
            parameter.arg: ast.unparse(parameter.annotation)
            for parameter in self.function.args.args
            if parameter.annotation is not None
        }

    def kind(self, parameter: str) -> tuple[str, str]:
        """The annotation of a parameter, and the dtype that the docstring gives to it."""
        documented = ast.get_docstring(self.function) or ""
        described = re.search(rf"^ *{parameter}: .*?\b({DTYPES})\b", documented, re.MULTILINE)
        return self.annotations[parameter], described[1] if described is not None else ""

    def is_tensor(self, node: ast.expr) -> bool:
        """Whether it is a parameter that is a tensor."""
        return isinstance(node, ast.Name) and self.annotations.get(node.id, "").endswith("Tensor")

    def is_list(self, node: ast.expr) -> bool:
        """Whether it is a parameter that is a list."""
        return isinstance(node, ast.Name) and self.annotations.get(node.id, "").startswith("list")

    def is_number(self, node: ast.expr) -> bool:
        """Whether it is a name that stands for a number or for a tensor of them."""
        return isinstance(node, ast.Name) and (self.is_tensor(node) or node.id in self._numbers)

    @property
    def left_alone(self) -> list[str]:
        """The parameters that a function could change and, by its docstring, does not."""
        documented = ast.get_docstring(self.function) or ""
        return [
            name
            for name, kind in self.annotations.items()
            if kind.endswith("Tensor") or kind.startswith(("list", "dict"))
            if not re.search(rf"^ *{name}: .*changed in place", documented, re.MULTILINE)
        ]

    @property
    def gives_tensor(self) -> bool:
        return self.function.returns is not None and ast.unparse(self.function.returns).endswith("Tensor")

    @property
    def gives_matrix(self) -> bool:
        """Whether the docstring gives the result a shape of two dimensions."""
        documented = (ast.get_docstring(self.function) or "").rpartition("Returns:")[2]
        return self.gives_tensor and re.search(r"\(\w+, \w+\)", documented) is not None

    @property
    def gives_list(self) -> bool:
        return self.function.returns is not None and ast.unparse(self.function.returns).startswith("list")

    @cached_property
    def speaks_of_gradients(self) -> bool:
        """Whether the module does: where it does not, a graph that is cut is no mistake."""
        return re.search(r"\bgradients?\b", self.reference.text) is not None

    @cached_property
    def derived(self) -> Mapping[str, tuple[str, ...]]:
        """For a name that is given a value once, what it was computed from, numbers excepted."""
        return {
            name: tuple(
                source
                for source in dict.fromkeys(_data(values[0]))
                if source in self.known and self.annotations.get(source) not in ("int", "float")
            )
            for name, values in self._assigned.items()
            if len(values) == 1
        }

    def is_computed(self, node: ast.expr) -> bool:
        """Whether it is a name that was computed from others, or a call of a method."""
        match node:
            case ast.Name(id=name):
                return bool(self.derived.get(name))
            case ast.Call(func=ast.Attribute()):
                return True
        return False

    @cached_property
    def known(self) -> frozenset[str]:
        """The names that are bound somewhere in the function."""
        stored = {
            node.id
            for node in ast.walk(self.function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        return frozenset(stored | {parameter.arg for parameter in self.function.args.args})

    @cached_property
    def _assigned(self) -> Mapping[str, list[ast.expr]]:
        found: dict[str, list[ast.expr]] = {}
        for node in ast.walk(self.function):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    found.setdefault(name, []).append(value)
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    found.setdefault(name, []).append(value)
        return found

    @cached_property
    def _numbers(self) -> frozenset[str]:
        counted = {name for name, kind in self.annotations.items() if kind in ("int", "float")}
        computed = {name for name, values in self._assigned.items() if any(map(_is_numeric, values))}
        return frozenset(counted | computed)


def is_scalar(node: ast.expr) -> bool:
    """Whether an expression ends with what makes one number of many."""
    match node:
        case ast.UnaryOp(operand=operand):
            return is_scalar(operand)
        case ast.Call(func=ast.Attribute(attr=name), args=[], keywords=[]):
            return name in SCALARS
    return False


def _data(node: ast.expr) -> Iterator[str]:
    """The names that a value is computed from, as receivers, operands or what is indexed."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Call(func=ast.Attribute(value=receiver)):
            yield from _data(receiver)
        case ast.BinOp(left=left, right=right):
            yield from _data(left)
            yield from _data(right)
        case ast.Subscript(value=value):
            yield from _data(value)


def _is_numeric(value: ast.expr) -> bool:
    match value:
        case ast.Constant(value=int() | float()):
            return True
        case ast.Call(func=ast.Name(id="int" | "float")):
            return True
    return False
