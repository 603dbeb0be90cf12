"""Objects that stay in the process that made them, and names that stand for something there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType, NoneType
from typing import Any, NamedTuple

import torch
from torch import Tensor

from .recipes import Made, Recipe

DEPTH_MOST = 32
KINDS_MOST = 20
NAME_MOST = 200
SHORT_MOST = 500
CONTAINERS = (list, tuple, dict, set, frozenset)
"""Types whose values are gone through, and those of types that are derived from them."""
TENSORS = (Tensor, torch.nn.Parameter)
CROSSING = frozenset({NoneType, bool, int, float, complex, str, bytes, *TENSORS})
"""Types whose values cross from process to process, and that hold no others."""
ARRAYS = frozenset(
    {
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64", "complex64", "complex128"),
    }
)
"""The dtypes of NumPy arrays that cross; others stay, as objects."""

_GRAPH = "_graph_elsewhere"
"""The attribute of a tensor whose graph is in another process."""


class Number(NamedTuple):
    """Of an object that is held in another process.

    Attributes:
        call: the call of the test that gave it back.
        place: which of that call's objects it is.
    """

    call: int
    place: int


@dataclass(frozen=True)
class Opaque:
    """A value that stays in the student's process; only the name of its type leaves it."""

    type_name: str


@dataclass(frozen=True)
class Held(Opaque):
    """An object that stays in the process that made it, where later calls may use it.

    Attributes:
        key: in that process, the object; elsewhere, its number there.
        kinds: its type and those that this one is derived from, as `mlp:MLP`; they are not compared.
        label: what to call it: `mlp.MLP`, and `mlp.MLP.forward` for its method; by default its type.
    """

    key: Any = field(repr=False)
    kinds: tuple[str, ...] = field(default=(), repr=False, compare=False)
    label: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        return self.label or self.type_name

    @property
    def identity(self) -> Number | int:
        """The same for each handle on the same object."""
        return self.key if type(self.key) is Number else id(self.key)

    def __deepcopy__(self, _copied: dict[int, Any]) -> Any:
        """The object itself, in its own process: it must not be another one."""
        return self.key


@dataclass(frozen=True)
class Own:
    """A name of the exercise's own module, in place of what it stands for there.

    Attributes:
        name: a function's, class's or constant's, after those of the classes that it stands in.
    """

    name: str


class NoSuchName(Exception):
    """The exercise's module does not have a name, or not for what is asked; the text is the name."""


def found(name: str, module: ModuleType | None) -> Any:
    """What a name stands for in a module, such as `BPE.trained`.

    Raises:
        NoSuchName: the module does not have it.
    """
    value: Any = module
    for part in name.split("."):
        try:
            value = getattr(value, part)
        except AttributeError:
            raise NoSuchName(name) from None
    return value


def own_names(value: Any) -> list[str]:
    """The names of the exercise's module that stand in a value."""
    return [part.name for part in _others_in(value) if isinstance(part, Own)]


def with_own(value: Any, module: ModuleType | None) -> Any:
    """A value in which names of the exercise's module give way to what they stand for.

    Raises:
        NoSuchName: the module does not have one.
    """
    return mapped(value, lambda part: held(found(part.name, module)) if isinstance(part, Own) else part)


def held(value: Any) -> Held:
    """A value as an object that stays here."""
    if isinstance(value, Held):
        return value
    return Held(type_name(value), value, kinds_of(type(value)))


def handed_over(value: Any) -> Any:
    """A result in which objects that cannot cross are held."""
    return mapped(value, lambda part: part if _crosses(part) else held(part))


def with_plain_tensors(value: Any) -> Any:
    """A value with tensors in place of those of derived types, as `torch.nn.Parameter` is one."""
    return mapped(value, _plain_tensor)


def _plain_tensor(part: Any) -> Any:
    kind = type(part)
    # A type with a dispatch of its own need not have numbers.
    if not issubclass(kind, Tensor) or kind.__torch_dispatch__ is not Tensor.__torch_dispatch__:
        return part
    # Else the type itself could answer for torch.
    with torch._C.DisableTorchFunctionSubclass():
        return Tensor.as_subclass(part, Tensor)


def crosses(value: Any) -> bool:
    """Whether an argument can go to another process as it is, with what is held there and with recipes."""
    return all(_crosses(part) or isinstance(part, Recipe) for part in _others_in(value))


def holds_objects(value: Any) -> bool:
    """Whether an object is held anywhere in a value."""
    return taken(value) is not value


def taken(value: Any) -> Any:
    """A value with the objects themselves in place of those that are held, in their own process."""
    return mapped(value, lambda part: part.key if isinstance(part, Held) else part)


def left_graph(tensor: Tensor, key: Any) -> None:
    """Note that a tensor has its graph in another process.

    Args:
        tensor: as it arrived.
        key: the number of the tensor there.
    """
    setattr(tensor, _GRAPH, key)


def graph_of(tensor: Tensor) -> Any:
    """The number of a tensor in the process that has its graph; None if it has none, or has it here."""
    return getattr(tensor, _GRAPH, None)


def tensors_in(value: Any) -> Iterator[Tensor]:
    """The tensors in a value and its containers, each of which is gone through once: one may hold itself."""
    left, seen = [value], set[int]()
    while left:
        part = left.pop()
        if isinstance(part, Tensor):
            yield part
        elif isinstance(part, CONTAINERS) and id(part) not in seen:
            seen.add(id(part))
            left += part.values() if isinstance(part, dict) else part


def is_short(value: Any) -> bool:
    """Whether a value is None, or a number or a text of ordinary length."""
    if type(value) is int:
        return value.bit_length() <= 64
    return value is None or type(value) in (bool, float) or (type(value) is str and len(value) <= SHORT_MOST)


def tensor_of(array: Any) -> Tensor:
    """The numbers of a NumPy array or number, a copy: torch knows neither reversed strides nor swapped bytes.

    Raises:
        TypeError: they are none that torch has a dtype for.
    """
    copied = sys.modules["numpy"].array(array, order="C")
    return torch.from_numpy(copied.astype(copied.dtype.newbyteorder("="), copy=False))


def type_name(value: Any) -> str:
    """The name of a value's type, with its module: `mlp.MLP`, `generator`; of an object's, wherever it is."""
    if isinstance(value, Opaque):
        return value.type_name
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")[:NAME_MOST]


def kinds_of(kind: type) -> tuple[str, ...]:
    """The names of a type and of those that it is derived from, the nearest first, as `mlp:MLP`."""
    return tuple(f"{base.__module__}:{base.__qualname__}"[:NAME_MOST] for base in kind.__mro__[:KINDS_MOST])


def _crosses(value: Any) -> bool:
    kind = type(value)
    if _is_numpy(kind) and not issubclass(kind, float | str):
        numpy = sys.modules["numpy"]
        base = numpy.ndarray if issubclass(kind, numpy.ndarray) else numpy.generic
        # The real type's own attribute: an object may lie about its dtype.
        return base.dtype.__get__(value).name in ARRAYS
    return kind_crosses(kind)


def kind_crosses(kind: type) -> bool:
    """Whether the values of a type cross, or what is held in place of others."""
    return (
        kind in CROSSING
        or issubclass(kind, int | float | str | list | tuple | dict | set | frozenset | Opaque | Own)
        or _is_numpy(kind)
    )


def _is_numpy(kind: type) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and issubclass(kind, numpy.ndarray | numpy.generic)


def _others_in(value: Any) -> list[Any]:
    """The parts of a value that are no containers, nor of the types that cross by themselves."""
    others: list[Any] = []

    def look(part: Any) -> Any:
        others.append(part)
        return part

    mapped(value, look)
    return others


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """A value with a change made to each of its parts; the value itself where nothing changes.

    Args:
        value: the value; containers, keys of dicts and `Made` recipes are gone through.
        change: what to make of any other part.
    """
    return _mapped(value, change, {})


def _mapped(value: Any, change: Callable[[Any], Any], seen: dict[int, Any], depth: int = 0) -> Any:
    """The same, within what was gone through so far.

    Args:
        value: the value.
        change: what to make of its parts.
        seen: containers that were gone through, by identity: one may hold itself.
        depth: of the value in the whole; what lies too deep stays as it is.
    """
    kind = type(value)
    if kind is Made:
        extra = _mapped(value.extra, change, seen, depth + 1)
        return value if extra is value.extra else Made(value.name, *extra)
    if kind in CROSSING:
        return value
    base = next((base for base in CONTAINERS if issubclass(kind, base)), None)
    if base is None:
        return change(value)
    if id(value) in seen or depth > DEPTH_MOST:
        return seen.get(id(value), value)
    seen[id(value)] = value
    # The base's own methods: an object may lie about what is in it.
    parts = [*dict.keys(value), *dict.values(value)] if base is dict else list(base.__iter__(value))
    if not CROSSING.issuperset(map(type, parts)):
        changed = [_mapped(part, change, seen, depth + 1) for part in parts]
        if any(new is not old for new, old in zip(changed, parts, strict=True)):
            seen[id(value)] = _remade(value, base, changed)
    return seen[id(value)]


def _remade(value: Any, base: type, parts: list[Any]) -> Any:
    """A container of other parts: a named tuple of its own type, any other one of the base's.

    Args:
        value: the container.
        base: one of `CONTAINERS`.
        parts: its new parts; those of a dict are its keys, then its values.
    """
    if base is dict:
        half = len(parts) // 2
        return dict(zip(parts[:half], parts[half:], strict=True))
    make: Callable[[Iterable[Any]], Any] = getattr(type(value), "_make", base) if base is tuple else base
    return make(parts)
