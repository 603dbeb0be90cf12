"""The handles that tests have on objects of the student's process, and on what the exercise defines."""

from __future__ import annotations

import copy
import operator
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NoReturn, Protocol
from weakref import WeakValueDictionary

import torch
from torch import Tensor

from .objects import Held, Own, graph_of, kind_crosses, mapped, tensors_in

ITEMS_MOST = 10_000
"""So many items a test may take from an iterator; one that never ends must not hold up the grader."""

OUR_PACKAGE = f"{__name__.partition('.')[0]}."
"""No object is of one of its types, whatever the student's process says."""

OF_PYTHON = {kind.__name__: kind for kind in vars(types).values() if isinstance(kind, type)}
"""Python's types without a name among the built-in ones: `generator`, for one."""

VALUE = "value of"
"""Asks for the value itself, of `ON_OBJECTS`."""

BACKWARD = "backward"
"""Asks for the gradients of what a result was computed from."""


class Asked(Protocol):
    """Where a handle passes on what a test does with it."""

    def _on_object(self, function: str, *arguments: Any) -> Any: ...

    def _call(self, function: str | Handle, /, *arguments: Any, **keywords: Any) -> Any: ...

    def _named(self, name: str) -> Any: ...


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


def _hash(value: Any) -> int | None:
    """An object's own hash; None where it follows from an address, which differs from run to run."""
    by_address: bool = getattr(type(value), "__hash__", None) is object.__hash__
    return None if by_address else hash(value)


def _leave(manager: Any, error: BaseException | None) -> bool:
    return bool(type(manager).__exit__(manager, type(error) if error else None, error, None))


BINARY = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "matmul", "pow"),
    *("and", "or", "xor", "lshift", "rshift"),
)
"""Operators that the other operand may have, too, and that may change an object in place."""
COMPARING = ("eq", "ne", "lt", "le", "gt", "ge")
UNARY = ("neg", "pos", "abs", "invert")
ITEMS = ("getitem", "setitem", "delitem", "contains")
CONVERTING: Mapping[Any, type] = {
    bool: bool,
    len: int,
    float: float,
    int: int,
    complex: complex,
    bytes: bytes,
}
"""What makes a plain value of an object, and the type of that value."""

ON_OBJECTS: Mapping[str, Callable[..., Any]] = {
    VALUE: _value_of,
    BACKWARD: _backward,
    "next": _next,
    "hash": _hash,
    "enter": lambda manager: type(manager).__enter__(manager),
    "exit": _leave,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{
        function.__name__: function
        for function in (getattr, setattr, delattr, iter, reversed, isinstance, repr, str, format)
    },
    **{function.__name__: function for function in (*CONVERTING, round, divmod)},
    **{f"i{name}": getattr(operator, f"i{name}") for name in BINARY},
    **{name: getattr(operator, f"{name}_" if name in ("and", "or") else name) for name in BINARY},
    **{name: getattr(operator, name) for name in (*COMPARING, *UNARY, *ITEMS, "index")},
}
"""What a handle asks its process to do, by name."""

ALWAYS_HELD = frozenset(
    {VALUE, "iter", "reversed", "enter", "copy", "deepcopy", *(f"i{name}" for name in BINARY)}
)
"""Those whose result a test wants a handle on, whatever it is."""

ABOUT_CODE = frozenset({"__name__", "__qualname__", "__dict__", "__wrapped__", "__annotations__"})
"""What tests look up that has a name of Python's own. All others are looked up by libraries, to find out
whether an object is one of theirs."""


class Handle:
    """A handle on an object of the student's: what a test does with it happens in the student's process.

    Args:
        held: the object, or a name of the exercise's module.
        subject: whose it is.
    """

    __slots__ = ("__weakref__", "_held", "_subject")

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
        if name.startswith("__") and name not in ABOUT_CODE:
            raise AttributeError(name)
        got = self._ask("getattr", self, name)
        if isinstance(got, Handle) and isinstance(got._held, Held) and not got._held.label:
            object.__setattr__(got, "_held", replace(got._held, label=f"{self._held.name}.{name}"))
        return got

    def __deepcopy__(self, _copied: dict[int, Any]) -> Any:
        return self._ask("deepcopy", self)

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError(
            f"{self._held.name} cannot be saved or sent: the object stays in the student's process"
        )

    def __iter__(self) -> Iterator[Any]:
        return _items_of(self._ask("iter", self))

    def __reversed__(self) -> Iterator[Any]:
        return _items_of(self._ask("reversed", self))

    def __next__(self) -> Any:
        item = self._ask("next", self)
        if not item:
            raise StopIteration
        return item[0]

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        # A failed check of the test's may tell what was expected, and is not the student's to end.
        is_a_check = isinstance(error, AssertionError) or not isinstance(error, Exception)
        told = error and (AssertionError() if is_a_check else _as_raised(error))
        return bool(self._ask("exit", self, told)) and not is_a_check

    def __hash__(self) -> int:
        own: int | None = self._ask("hash", self)
        return hash(self._held) if own is None else own


def _items_of(iterator: Any) -> Iterator[Any]:
    """The items of an iterator in the student's process, as long as they are not too many."""
    for _ in range(ITEMS_MOST):
        item = iterator._ask("next", iterator)
        if not item:
            return
        yield item[0]
    raise AssertionError(f"What came back gives more than {ITEMS_MOST:,} items, one after the other.")


def _asking(name: str, *, swapped: bool = False) -> Callable[..., Any]:
    """A method of handles that asks for what a function of the same name gives.

    Args:
        name: of the function, in `ON_OBJECTS`.
        swapped: whether the handle is the operand on the right.
    """

    def ask(handle: Handle, *others: Any) -> Any:
        return handle._ask(name, *others, handle) if swapped else handle._ask(name, handle, *others)

    return ask


def _converting(name: str, kind: type) -> Callable[[Handle], Any]:
    """A method of handles that asks for a plain value of a type, whatever comes back."""
    return lambda handle: kind(handle._ask(name, handle))


for _function, _kind in CONVERTING.items():
    setattr(Handle, f"__{_function.__name__}__", _converting(_function.__name__, _kind))
for _name in (
    *(*BINARY, *(f"i{name}" for name in BINARY), *COMPARING, *UNARY, *ITEMS),
    *("setattr", "delattr", "copy", "enter", "index", "round", "divmod"),
):
    setattr(Handle, f"__{_name}__", _asking(_name))
for _name in (*BINARY, "divmod"):
    setattr(Handle, f"__r{_name}__", _asking(_name, swapped=True))


class Function(Handle):
    """A handle on what the exercise's module defines: a function, or a class, `student.BPE`.

    What a class defines is again one, `student.BPE.trained`, but for its constants.

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

    def __hash__(self) -> int:
        return hash(self._held)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            return super().__getattr__(name)
        return self._subject._named(f"{self._held.name}.{name}")

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
    return mapped(value, lambda part: _on(part, subject) if isinstance(part, Held) else part)


def _on(held: Held, subject: Asked) -> Handle:
    """The handle on an object: the same one, as long as a test has it, so that `is` says whether it is."""
    handles = vars(subject).setdefault("_handles", WeakValueDictionary())
    handle: Handle | None = handles.get(held.identity)
    if handle is None:
        handle = handles[held.identity] = Handle(held, subject)
    return handle


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


def _as_raised(error: BaseException) -> BaseException:
    """An exception that another process knows: in place of one of ours, the built-in one that it is, too."""
    if not type(error).__module__.startswith(OUR_PACKAGE):
        return error
    kind: type[BaseException] = next(
        kind
        for kind in type(error).__mro__
        if kind.__module__ == "builtins" and issubclass(kind, BaseException)
    )
    return kind(str(error))


def known_types(names: Iterable[str]) -> Iterator[type]:
    """Those of some types that this process knows, too, and none of ours.

    Args:
        names: of the types, as `mlp:MLP`, as the student's process says.
    """
    for name in names:
        module, _, kind_name = name.partition(":")
        defined = vars(sys.modules[module]) if module in sys.modules else {}
        kind = defined.get(kind_name) or (OF_PYTHON.get(kind_name) if module == "builtins" else None)
        # A module also has what it imports, such as types of ours, and a student may name anything.
        if isinstance(kind, type) and kind.__module__ == module and not module.startswith(OUR_PACKAGE):
            yield kind


def _known_type(names: tuple[str, ...]) -> type:
    """The first of some types that this process knows, too, and none of those whose values cross."""
    return next((kind for kind in known_types(names) if not kind_crosses(kind)), object)
