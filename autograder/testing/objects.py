"""Objects that stay in the process that made them, and the handles that tests get on them."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import NoneType
from typing import Any, Protocol

import torch
from torch import Tensor

from .recipes import Made, Recipe

ITEMS_MOST = 10_000
"""So many items a test may take from an iterator; one that never ends must not hold up the grader."""

DEPTH_MOST = 32
CONTAINERS = (list, tuple, dict)
TENSORS = (Tensor, torch.nn.Parameter)
CROSSING = frozenset({NoneType, bool, int, float, complex, str, bytes, *TENSORS})
"""Types whose values cross from process to process, and that hold no others."""


@dataclass(frozen=True)
class Opaque:
    """A value that stays in the student's process; only the name of its type leaves it."""

    type_name: str


@dataclass(frozen=True)
class Held(Opaque):
    """An object that stays in the process that made it, where later calls may use it.

    Attributes:
        key: in that process, the object; elsewhere, its number there.
        label: what to call it: `mlp.MLP`, and `mlp.MLP.forward` for its method; by default its type.
    """

    key: Any = field(repr=False)
    label: str = ""

    @property
    def name(self) -> str:
        return self.label or self.type_name


class Asked(Protocol):
    """Where a handle passes on what a test does with it."""

    def _on_object(self, function: str, *arguments: Any) -> Any: ...

    def _call(self, function: str | Handle, /, *arguments: Any, **keywords: Any) -> Any: ...


def _is(value: Any) -> Any:
    return value


def _next(iterator: Iterator[Any]) -> tuple[Any, ...]:
    """The next item, alone; nothing at the end."""
    for item in iterator:
        return (item,)
    return ()


ON_OBJECTS: Mapping[str, Callable[..., Any]] = {
    "is": _is,
    "getattr": getattr,
    "setattr": setattr,
    "len": len,
    "bool": bool,
    "iter": iter,
    "next": _next,
    "float": float,
    "int": int,
    **{
        name: getattr(operator, name)
        for name in (
            *("getitem", "setitem", "delitem", "contains", "eq", "ne", "lt", "le", "gt", "ge"),
            *("add", "sub", "mul", "truediv", "floordiv", "mod", "matmul", "pow", "neg", "abs"),
        )
    },
}
"""What a handle asks its process to do, by name."""


class Handle:
    """A handle on an object of the student's: what a test does with it happens in the student's process.

    Args:
        held: the object.
        subject: whose it is.
    """

    __slots__ = ("_held", "_subject")

    def __init__(self, held: Held, subject: Asked) -> None:
        object.__setattr__(self, "_held", held)
        object.__setattr__(self, "_subject", subject)

    def _ask(self, function: str, *arguments: Any) -> Any:
        return self._subject._on_object(function, *arguments)

    def __repr__(self) -> str:
        return f"<a handle on {self._held.name}>"

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._subject._call(self, *arguments, **keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        got = self._ask("getattr", self, name)
        if isinstance(got, Handle):
            return Handle(replace(got._held, label=f"{self._held.name}.{name}"), self._subject)
        return got

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


def placed(subject: Asked, value: Any) -> Handle:
    """Put a value into the student's process and give a handle on it there.

    What is called with the handle gets that very value, not a copy: an optimiser that is made with it can
    change it, and the handle shows the change.

    Args:
        subject: the `student` of the test.
        value: a plain value, a tensor or a recipe.
    """
    handle: Handle = subject._on_object("is", value)
    return handle


def held(value: Any) -> Held:
    """A value as an object that stays here."""
    return value if isinstance(value, Held) else Held(type_name(value), value)


def handed_over(value: Any) -> Any:
    """A result in which objects that cannot cross are held."""
    return _mapped(value, lambda part: part if _crosses(part) else held(part), {})


def with_handles(value: Any, subject: Asked) -> Any:
    """A result with handles on the objects that are held."""
    return _mapped(value, lambda part: Handle(part, subject) if isinstance(part, Held) else part, {})


def without_handles(value: Any, subject: Asked) -> Any:
    """An argument with what is held in place of handles.

    Raises:
        ValueError: a handle is one of another subject's.
    """

    def held_by(part: Any) -> Any:
        if not isinstance(part, Handle):
            return part
        if part._subject is not subject:
            raise ValueError(f"{part!r} was passed to whoever does not hold it: `student` or `reference`")
        return part._held

    return _mapped(value, held_by, {})


def crosses(value: Any) -> bool:
    """Whether an argument can go to another process as it is, with what is held there and with recipes."""
    stays = False

    def look(part: Any) -> Any:
        nonlocal stays
        stays = stays or not (_crosses(part) or isinstance(part, Recipe))
        return part

    _mapped(value, look, {})
    return not stays


def holds_objects(value: Any) -> bool:
    """Whether an object is held anywhere in a value."""
    return taken(value) is not value


def taken(value: Any) -> Any:
    """A value with the objects themselves in place of those that are held, in their own process."""
    return _mapped(value, lambda part: part.key if isinstance(part, Held) else part, {})


def type_name(value: Any) -> str:
    """The name of a value's type, with its module: `mlp.MLP`, `generator`; of an object's, wherever it is."""
    if isinstance(value, Handle):
        value = value._held
    if isinstance(value, Opaque):
        return value.type_name
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")[:200]


def _crosses(value: Any) -> bool:
    kind = type(value)
    return (
        kind in CROSSING
        or issubclass(kind, int | float | str | list | tuple | dict | set | frozenset | Opaque)
        or _is_numpy(kind)
    )


def _is_numpy(kind: type) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and issubclass(kind, numpy.ndarray | numpy.generic)


def _mapped(value: Any, change: Callable[[Any], Any], seen: dict[int, Any], depth: int = 0) -> Any:
    """A value with a change made to each of its parts; the value itself where nothing changes.

    Args:
        value: the value; lists, tuples, dicts and `Made` recipes are gone through.
        change: what to make of any other part.
        seen: containers that were gone through, by identity: one may hold itself.
        depth: of the value in the whole; what lies too deep stays as it is.
    """
    kind = type(value)
    if kind is Made:
        extra = _mapped(value.extra, change, seen, depth + 1)
        return value if extra is value.extra else Made(value.name, *extra)
    if kind not in CONTAINERS:
        return value if kind in CROSSING else change(value)
    if id(value) in seen or depth > DEPTH_MOST:
        return seen.get(id(value), value)
    seen[id(value)] = value
    parts = list(value.values() if kind is dict else value)
    if not CROSSING.issuperset(map(type, parts)):
        changed = [_mapped(part, change, seen, depth + 1) for part in parts]
        if any(new is not old for new, old in zip(changed, parts, strict=True)):
            seen[id(value)] = dict(zip(value, changed, strict=True)) if kind is dict else kind(changed)
    return seen[id(value)]
