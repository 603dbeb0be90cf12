"""The handles that tests have on objects of the student's process, and on what the exercise defines."""

from __future__ import annotations

import copy
import operator
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NoReturn, Protocol

import torch
from torch import Tensor

from .objects import Held, Own, graph_of, kind_crosses, mapped, tensors_in

ITEMS_MOST = 10_000
"""So many items a test may take from an iterator; one that never ends must not hold up the grader."""

OUR_PACKAGE = f"{__name__.partition('.')[0]}."
"""No object is of one of its types, whatever the student's process says."""

VALUE = "value of"
"""Asks for the value itself, of `ON_OBJECTS`."""

BACKWARD = "backward"
"""Asks for the gradients of what a result was computed from."""


class Asked(Protocol):
    """Where a handle passes on what a test does with it."""

    def _on_object(self, function: str, *arguments: Any) -> Any: ...

    def _call(self, function: str | Handle, /, *arguments: Any, **keywords: Any) -> Any: ...


def _value_of(value: Any) -> Any:
    return value


def _backward(tensor: Tensor, gradient: Tensor) -> None:
    # Several results of a call may share a graph, and each has a gradient of its own.
    torch.autograd.backward(tensor, gradient, retain_graph=True)


def _next(iterator: Iterator[Any]) -> tuple[Any, ...]:
    """The next item, alone; nothing at the end."""
    for item in iterator:
        return (item,)
    return ()


ON_OBJECTS: Mapping[str, Callable[..., Any]] = {
    VALUE: _value_of,
    "getattr": getattr,
    "setattr": setattr,
    "len": len,
    "bool": bool,
    "iter": iter,
    "next": _next,
    "float": float,
    "int": int,
    BACKWARD: _backward,
    "isinstance": isinstance,
    "repr": repr,
    "str": str,
    "format": format,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{
        name: getattr(operator, name)
        for name in (
            *("getitem", "setitem", "delitem", "contains", "eq", "ne", "lt", "le", "gt", "ge"),
            *("add", "sub", "mul", "truediv", "floordiv", "mod", "matmul", "pow", "neg", "abs"),
        )
    },
}
"""What a handle asks its process to do, by name."""

ALWAYS_HELD = frozenset({VALUE, "iter", "copy", "deepcopy"})
"""Those whose result a test wants a handle on, whatever it is."""


class Handle:
    """A handle on an object of the student's: what a test does with it happens in the student's process.

    Args:
        held: the object, or a name of the exercise's module.
        subject: whose it is.
    """

    __slots__ = ("_held", "_subject")

    def __init__(self, held: Held | Own, subject: Asked) -> None:
        object.__setattr__(self, "_held", held)
        object.__setattr__(self, "_subject", subject)

    def _ask(self, function: str, *arguments: Any) -> Any:
        return self._subject._on_object(function, *arguments)

    def __repr__(self) -> str:
        return str(self._ask("repr", self))

    def __str__(self) -> str:
        return str(self._ask("str", self))

    def __format__(self, form: str) -> str:
        return str(self._ask("format", self, form))

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """What `isinstance` goes by, besides the handle's own type."""
        return _known_type(self._held.kinds) if isinstance(self._held, Held) else type(self)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._subject._call(self, *arguments, **keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        got = self._ask("getattr", self, name)
        if isinstance(got, Handle):
            return Handle(replace(got._held, label=f"{self._held.name}.{name}"), self._subject)
        return got

    def __copy__(self) -> Any:
        return self._ask("copy", self)

    def __deepcopy__(self, _copied: dict[int, Any]) -> Any:
        return self._ask("deepcopy", self)

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError(
            f"{self._held.name} cannot be saved or sent: the object stays in the student's process"
        )

    def __setattr__(self, name: str, value: Any) -> None:
        self._ask("setattr", self, name, value)

    def __len__(self) -> int:
        return int(self._ask("len", self))

    def __bool__(self) -> bool:
        return bool(self._ask("bool", self))

    def __contains__(self, value: Any) -> bool:
        return bool(self._ask("contains", self, value))

    def __getitem__(self, index: Any) -> Any:
        return self._ask("getitem", self, index)

    def __setitem__(self, index: Any, value: Any) -> None:
        self._ask("setitem", self, index, value)

    def __iter__(self) -> Iterator[Any]:
        iterator = self._ask("iter", self)
        for _ in range(ITEMS_MOST):
            item = self._ask("next", iterator)
            if not item:
                return
            yield item[0]
        raise AssertionError(f"What came back gives more than {ITEMS_MOST:,} items, one after the other.")

    def __next__(self) -> Any:
        item = self._ask("next", self)
        if not item:
            raise StopIteration
        return item[0]

    def __delitem__(self, index: Any) -> None:
        self._ask("delitem", self, index)

    def __float__(self) -> float:
        return float(self._ask("float", self))

    def __int__(self) -> int:
        return int(self._ask("int", self))

    def __eq__(self, other: object) -> Any:
        return self._ask("eq", self, other)

    def __ne__(self, other: object) -> Any:
        return self._ask("ne", self, other)

    def __lt__(self, other: Any) -> Any:
        return self._ask("lt", self, other)

    def __le__(self, other: Any) -> Any:
        return self._ask("le", self, other)

    def __gt__(self, other: Any) -> Any:
        return self._ask("gt", self, other)

    def __ge__(self, other: Any) -> Any:
        return self._ask("ge", self, other)

    def __hash__(self) -> int:
        return hash(self._held)

    def __neg__(self) -> Any:
        return self._ask("neg", self)

    def __abs__(self) -> Any:
        return self._ask("abs", self)

    def __add__(self, other: Any) -> Any:
        return self._ask("add", self, other)

    def __radd__(self, other: Any) -> Any:
        return self._ask("add", other, self)

    def __sub__(self, other: Any) -> Any:
        return self._ask("sub", self, other)

    def __rsub__(self, other: Any) -> Any:
        return self._ask("sub", other, self)

    def __mul__(self, other: Any) -> Any:
        return self._ask("mul", self, other)

    def __rmul__(self, other: Any) -> Any:
        return self._ask("mul", other, self)

    def __truediv__(self, other: Any) -> Any:
        return self._ask("truediv", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self._ask("truediv", other, self)

    def __floordiv__(self, other: Any) -> Any:
        return self._ask("floordiv", self, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return self._ask("floordiv", other, self)

    def __mod__(self, other: Any) -> Any:
        return self._ask("mod", self, other)

    def __rmod__(self, other: Any) -> Any:
        return self._ask("mod", other, self)

    def __matmul__(self, other: Any) -> Any:
        return self._ask("matmul", self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return self._ask("matmul", other, self)

    def __pow__(self, other: Any) -> Any:
        return self._ask("pow", self, other)

    def __rpow__(self, other: Any) -> Any:
        return self._ask("pow", other, self)


class Function(Handle):
    """A handle on what the exercise's module defines: a function, or a class, `student.BPE`.

    An attribute of a class is again one: `student.BPE.trained`.

    Args:
        name: its name, after those of the classes that it stands in.
        subject: whose it is.
    """

    __slots__ = ()

    def __init__(self, name: str, subject: Asked) -> None:
        super().__init__(Own(name), subject)

    def __repr__(self) -> str:
        return f"<the function {self._held.name}>"

    __str__ = __repr__

    def __format__(self, form: str) -> str:
        return format(repr(self), form)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._subject._call(self._held.name, *arguments, **keywords)

    def __getattr__(self, name: str) -> Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(f"{self._held.name}.{name}", self._subject)

    def __instancecheck__(self, value: object) -> bool:
        """Whether a value is an instance of the class, in the process that has both."""
        return bool(self._ask("isinstance", value, self))


def placed(subject: Asked, value: Any) -> Handle:
    """Put a value into the student's process and give a handle on it there.

    What is called with the handle gets that very value, not a copy: an optimiser that is made with it can
    change it, and the handle shows the change.

    Args:
        subject: the `student` of the test.
        value: a plain value, a tensor or a recipe.
    """
    handle: Handle = subject._on_object(VALUE, value)
    return handle


def with_handles(value: Any, subject: Asked) -> Any:
    """A result with handles on the objects that are held."""
    return mapped(value, lambda part: Handle(part, subject) if isinstance(part, Held) else part)


def reach_back(result: Any, subject: Asked) -> None:
    """Let gradients of tensors that left their graph in the student's process go on there.

    Args:
        result: of a call.
        subject: whose it is.
    """
    for tensor in tensors_in(result):
        if (key := graph_of(tensor)) is not None:
            tensor.register_hook(_going_on(Held("Tensor", key), subject))  # type: ignore[no-untyped-call]


def _going_on(tensor: Held, subject: Asked) -> Callable[[Tensor], None]:
    def go_on(gradient: Tensor) -> None:
        # What comes back is the student's word, and must not take the gradient's place.
        subject._on_object(BACKWARD, tensor, gradient)

    return go_on


def without_handles(value: Any, subject: Asked) -> Any:
    """An argument with what is held, or its name, in place of handles.

    Raises:
        ValueError: a handle is one of another subject's.
    """

    def held_by(part: Any) -> Any:
        if not isinstance(part, Handle):
            return part
        if part._subject is not subject:
            raise ValueError(
                f"{part._held.name} was passed to whoever does not hold it: `student` or `reference`"
            )
        return part._held

    return mapped(value, held_by)


def _known_type(names: tuple[str, ...]) -> type:
    """The first of some types that this process knows, too, and none of those whose values cross.

    Args:
        names: of the types, the most special first, as the student's process says.
    """
    for name in names:
        module, _, kind_name = name.partition(":")
        kind = vars(sys.modules[module]).get(kind_name) if module in sys.modules else None
        if isinstance(kind, type) and not kind_crosses(kind) and not module.startswith(OUR_PACKAGE):
            return kind
    return object
