"""Objects that stay in the process that made them, and names that stand for something there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import ModuleType, NoneType
from typing import Any

import torch
from torch import Tensor

from .recipes import Made, Recipe

DEPTH_MOST = 32
KINDS_MOST = 20
NAME_MOST = 200
CONTAINERS = (list, tuple, dict)
TENSORS = (Tensor, torch.nn.Parameter)
CROSSING = frozenset({NoneType, bool, int, float, complex, str, bytes, *TENSORS})
"""Types whose values cross from process to process, and that hold no others."""

_GRAPH = "_graph_elsewhere"
"""The attribute of a tensor whose graph is in another process."""


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
    label: str = ""

    @property
    def name(self) -> str:
        return self.label or self.type_name


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
    names: list[str] = []

    def look(part: Any) -> Any:
        if isinstance(part, Own):
            names.append(part.name)
        return part

    mapped(value, look)
    return names


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
    return Held(type_name(value), value, _kinds(type(value)))


def handed_over(value: Any) -> Any:
    """A result in which objects that cannot cross are held."""
    return mapped(value, lambda part: part if _crosses(part) else held(part))


def crosses(value: Any) -> bool:
    """Whether an argument can go to another process as it is, with what is held there and with recipes."""
    stays = False

    def look(part: Any) -> Any:
        nonlocal stays
        stays = stays or not (_crosses(part) or isinstance(part, Recipe))
        return part

    mapped(value, look)
    return not stays


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
        elif type(part) in CONTAINERS and id(part) not in seen:
            seen.add(id(part))
            left += part.values() if type(part) is dict else part


def type_name(value: Any) -> str:
    """The name of a value's type, with its module: `mlp.MLP`, `generator`; of an object's, wherever it is."""
    if isinstance(value, Opaque):
        return value.type_name
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")[:NAME_MOST]


def _kinds(kind: type) -> tuple[str, ...]:
    return tuple(f"{base.__module__}:{base.__qualname__}"[:NAME_MOST] for base in kind.__mro__[:KINDS_MOST])


def _crosses(value: Any) -> bool:
    return kind_crosses(type(value))


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


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """A value with a change made to each of its parts; the value itself where nothing changes.

    Args:
        value: the value; lists, tuples, dicts and `Made` recipes are gone through.
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
