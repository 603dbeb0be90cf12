"""What operators know about the function that they change."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .reference import Reference

DTYPES = "int32|int64|float32|float64|bool"
EFFECTS_UNSEEN = frozenset({"backward", "step", "zero_grad"})
"""Methods that change tensors that the statement does not name."""

SCALARS = frozenset({"mean", "sum", "item"})
NOTES = frozenset({"annotation", "returns"})
"""Fields of the tree that do nothing."""

SHAPE = re.compile(r"\((\w+(?:, \w+)+|\w+,|)\)")


@dataclass(frozen=True)
class Scope:
    """A function of a reference, and what its annotations, docstring and assignments say about names."""

    reference: Reference
    function: ast.FunctionDef

    @cached_property
    def parents(self) -> Mapping[ast.AST, ast.AST]:
        """The parent of each node of the function."""
        return {inner: node for node in ast.walk(self.function) for inner in ast.iter_child_nodes(node)}

    def nodes(self) -> Iterator[ast.AST]:
        """The function itself, and all nodes of its solution that do something.

        Annotations and lone constants do nothing.
        """
        yield self.function
        yield from self._inside(self.function, solved=False)

    def _inside(self, node: ast.AST, *, solved: bool) -> Iterator[ast.AST]:
        """The nodes of the solution below a node; a node without a line is where its parent is."""
        for name, value in ast.iter_fields(node):
            for inner in value if isinstance(value, list) else [value]:
                if name in NOTES or not isinstance(inner, ast.AST) or _is_remark(inner):
                    continue
                here = self.reference.is_solution(inner) if hasattr(inner, "lineno") else solved
                if here:
                    yield inner
                yield from self._inside(inner, solved=here)

    @cached_property
    def annotations(self) -> Mapping[str, str]:
        """The annotations of the parameters, by name."""
        return {
            parameter.arg: ast.unparse(parameter.annotation)
            for parameter in _parameters(self.function)
            if parameter.annotation is not None
        }

    @cached_property
    def tensors(self) -> tuple[str, ...]:
        """The parameters that are tensors."""
        return tuple(name for name, kind in self.annotations.items() if kind.endswith("Tensor"))

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The parameters that are lists."""
        return tuple(name for name, kind in self.annotations.items() if kind.startswith("list"))

    @cached_property
    def generators(self) -> tuple[str, ...]:
        """The parameters that are random generators."""
        return tuple(name for name, kind in self.annotations.items() if kind.endswith("Generator"))

    def of_type(self, annotation: str) -> tuple[str, ...]:
        """The parameters with exactly this annotation."""
        return tuple(name for name, kind in self.annotations.items() if kind == annotation)

    @cached_property
    def returns(self) -> str:
        """The annotation of the result, or empty."""
        return "" if self.function.returns is None else ast.unparse(self.function.returns)

    @property
    def gives_tensor(self) -> bool:
        return self.returns.endswith("Tensor")

    @property
    def gives_list(self) -> bool:
        return self.returns.startswith("list")

    @property
    def gives_nothing(self) -> bool:
        return self.returns == "None"

    @property
    def gives_matrix(self) -> bool:
        """Whether the docstring gives the result a shape of two dimensions."""
        shapes = shapes_in(self._documented.rpartition("Returns:")[2])
        return self.gives_tensor and bool(shapes) and len(shapes[0]) == 2

    def about(self, parameter: str) -> str:
        """What the docstring says about a parameter, in one line, or empty."""
        found = re.search(rf"^( *){parameter}: (.*(?:\n\1 +.*)*)", self._documented, re.MULTILINE)
        return " ".join(found[2].split()) if found is not None else ""

    def shape(self, parameter: str) -> tuple[str, ...] | None:
        """A parameter's dimensions by name, as the docstring gives them, or None."""
        shapes = shapes_in(self.about(parameter))
        return shapes[0] if shapes else None

    def is_dimension(self, name: str) -> bool:
        """Whether the docstring mentions a tensor with a dimension of this name."""
        return any(name in shape for shape in shapes_in(self._documented))

    def is_of_rows(self, dimension: str) -> bool:
        """Whether a dimension counts examples: it comes first in tensors, and nowhere else."""
        shapes = [self.shape(name) or () for name in self.tensors]
        first = any(dimension in shape[:1] for shape in shapes)
        return first and not any(dimension in shape[1:] for shape in shapes)

    def dtype(self, parameter: str) -> str:
        """A parameter's dtype by the docstring, or empty."""
        found = re.search(rf"\b({DTYPES})\b", self.about(parameter))
        return found[1] if found is not None else ""

    def is_whole(self, parameter: str) -> bool:
        """Whether a tensor holds whole numbers."""
        return self.dtype(parameter).startswith("int")

    def is_changed(self, parameter: str) -> bool:
        """Whether the docstring says that the function changes the parameter."""
        return "changed in place" in self.about(parameter)

    def kind(self, parameter: str) -> tuple[str, str]:
        """A parameter's annotation and dtype: parameters of one kind can replace each other."""
        return self.annotations[parameter], self.dtype(parameter)

    @cached_property
    def left_alone(self) -> tuple[str, ...]:
        """The parameters that the function could change but, by its docstring, does not."""
        return tuple(
            name
            for name, kind in self.annotations.items()
            if kind.endswith("Tensor") or kind.startswith(("list", "dict"))
            if not self.is_changed(name)
        )

    def is_tensor(self, node: ast.AST) -> bool:
        """Whether a node is a parameter that is a tensor."""
        return isinstance(node, ast.Name) and node.id in self.tensors

    def is_list(self, node: ast.AST) -> bool:
        """Whether a node is a parameter that is a list."""
        return isinstance(node, ast.Name) and node.id in self.lists

    def is_number(self, node: ast.AST) -> bool:
        """Whether a node is a name of a number or of a tensor."""
        return isinstance(node, ast.Name) and (node.id in self.tensors or node.id in self._numbers)

    @cached_property
    def derived(self) -> Mapping[str, tuple[str, ...]]:
        """For each name assigned once, the names that it is computed from, except numbers."""
        return {
            name: tuple(
                source
                for source in dict.fromkeys(_data(values[0]))
                if source in self.known and self.annotations.get(source) not in ("int", "float")
            )
            for name, values in self._assigned.items()
            if len(values) == 1
        }

    def is_computed(self, node: ast.AST) -> bool:
        """Whether a node is a name computed from others, or a method call."""
        match node:
            case ast.Name(id=name):
                return bool(self.derived.get(name))
            case ast.Call(func=ast.Attribute()):
                return True
        return False

    def is_foreign(self, node: ast.AST) -> bool:
        """Whether a node is a name from outside the function, such as a library's."""
        return isinstance(node, ast.Name) and node.id not in self.known

    @cached_property
    def known(self) -> frozenset[str]:
        """The names bound anywhere in the function."""
        stored = {
            node.id
            for node in ast.walk(self.function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        return frozenset({*stored, *self.parameters})

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters, in order."""
        return tuple(parameter.arg for parameter in _parameters(self.function))

    @cached_property
    def _documented(self) -> str:
        return ast.get_docstring(self.function) or ""

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
        counted = {*self.of_type("int"), *self.of_type("float")}
        computed = {name for name, values in self._assigned.items() if any(map(is_numeric, values))}
        return frozenset(counted | computed)


def shapes_in(text: str) -> list[tuple[str, ...]]:
    """The shapes in a text, such as `(n, V)`, `(n,)` or `()`, as names of dimensions."""
    return [tuple(re.findall(r"\w+", found[1])) for found in SHAPE.finditer(text)]


def is_scalar(node: ast.expr) -> bool:
    """Whether an expression ends with a method that reduces to one number."""
    match node:
        case ast.UnaryOp(operand=operand):
            return is_scalar(operand)
        case ast.Call(func=ast.Attribute(attr=name), args=[], keywords=[]):
            return name in SCALARS
    return False


def is_numeric(value: ast.expr) -> bool:
    """Whether an expression looks like a Python number."""
    match value:
        case ast.Constant(value=int() | float()):
            return True
        case ast.Call(func=ast.Name(id="int" | "float") | ast.Attribute(attr="item")):
            return True
    return False


def _is_remark(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _parameters(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _data(node: ast.expr) -> Iterator[str]:
    """The names that a value is computed from: receivers, operands, indexed values."""
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
