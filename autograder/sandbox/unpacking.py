"""Turns JSON and tensors back into values, whoever sent them."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NoReturn, TypeVar

import safetensors.torch
import torch
from torch import Tensor

from ..testing.objects import KINDS_MOST, NAME_MOST, Held, Number, Opaque, Own, left_graph
from ..testing.recipes import Axes, Generator, Made, Pickled
from .packing import (
    COMPLEX,
    DEPTH_MOST,
    DIGITS_MOST,
    DTYPES,
    FIELDS_MOST,
    INT_BITS_MOST,
    NODES_MOST,
    OF_PARTS,
    TENSORS_MOST,
)

T = TypeVar("T")

TYPE_NAME_MOST = 300
TAGGED_KEYS_MOST = 2_000
"""The most keys that are no text and no number: colliding tuple keys cost O(n²)."""
NAMED_MOST = 16
"""The most kinds of named tuples: each is made from source text."""
TENSOR_HEADER_MOST = 64 * 1024 * 8


class BadValue(Exception):
    """The input is no value."""


@dataclass
class Unpacker:
    """Turns JSON and tensors, hostile or not, into values, within bounds.

    Attributes:
        tensors: by their names in the JSON.
        with_recipes: whether the JSON may hold recipes.
        objects: those that are held here, by number; None if they are held elsewhere.
    """

    tensors: dict[str, Tensor]
    with_recipes: bool
    objects: Mapping[Number, Any] | None = None
    nodes: int = 0
    tagged_keys: int = 0
    named: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)

    def unpack(self, node: Any, depth: int = 0) -> Any:
        self.nodes += 1
        check(depth <= 2 * DEPTH_MOST and self.nodes <= 2 * NODES_MOST)
        if node is None or type(node) in (bool, int, float, str):
            check(type(node) is not int or node.bit_length() <= INT_BITS_MOST)
            return node
        check(type(node) is dict and len(node) > 0)
        return self._unpack_tagged(next(iter(node)), node, depth + 1)

    def _unpack_tagged(self, tag: str, node: dict[str, Any], depth: int) -> Any:
        match tag:
            case "tensor":
                return self._unpack_tensor(node, depth)
            case "list":
                return [self.unpack(part, depth) for part in of_type(node["list"], list)]
            case "tuple":
                return tuple(self.unpack(part, depth) for part in of_type(node["tuple"], list))
            case "named":
                return self._unpack_named(node, depth)
            case "dict":
                return self._unpack_dict(node, depth)
            case "set" | "frozenset":
                return self._unpack_set(tag, of_type(node[tag], list), depth)
            case "array" | "scalar":
                return self._unpack_array(tag, node[tag])
            case "int":
                return _int_of(of_type(node["int"], str))
            case "complex":
                real, imaginary = of_type(node["complex"], list)
                return complex(of_type(real, float), of_type(imaginary, float))
            case "bytes":
                return of_type(node["bytes"], str).encode("latin-1")
            case "held":
                return self._unpack_held(node)
            case "opaque":
                return Opaque(of_type(node["opaque"], str)[:TYPE_NAME_MOST])
            case "generator" if self.with_recipes:
                return Generator(of_type(node["generator"], int), of_type(node["drawn"], int))
            case "axes" if self.with_recipes:
                return Axes()
            case "own" if self.with_recipes:
                return Own(of_type(node["own"], str))
            case "pickled" if self.with_recipes:
                return Pickled(of_type(self.unpack(node["pickled"], depth), bytes))
            case "made" if self.with_recipes:
                return Made(node["made"], *(self.unpack(part, depth) for part in node["extra"]))
            case _:
                raise BadValue(f"an unknown tag {tag[:40]!r}")

    def _unpack_held(self, node: dict[str, Any]) -> Held:
        number = self._number(node["held"])
        check(self.objects is None or number in self.objects)
        key = number if self.objects is None else self.objects[number]
        kinds = tuple(of_type(kind, str) for kind in of_type(node["kinds"], list))
        check(len(kinds) <= KINDS_MOST and all(len(kind) <= NAME_MOST for kind in kinds))
        return Held(of_type(node["type"], str)[:TYPE_NAME_MOST], key, kinds)

    def _number(self, given: Any) -> Number:
        parts = of_type(given, list)
        check(len(parts) == 2 and all(type(part) is int and 0 <= part < NODES_MOST for part in parts))
        return Number(*parts)

    def _unpack_named(self, node: dict[str, Any], depth: int) -> tuple[Any, ...]:
        parts = [self.unpack(part, depth) for part in of_type(node.get("parts"), list)]
        names = tuple(of_type(name, str) for name in of_type(node.get("fields"), list))
        check(len(names) == len(parts) <= FIELDS_MOST)
        check(all(len(name) <= TYPE_NAME_MOST for name in names))
        shape = of_type(node["named"], str)[:TYPE_NAME_MOST], names
        self.named.add(shape)
        check(len(self.named) <= NAMED_MOST)
        try:
            return _named_tuple(*shape)(*parts)
        except (ValueError, SyntaxError):
            refuse("names that are none")

    def _unpack_dict(self, node: dict[str, Any], depth: int) -> dict[Any, Any]:
        pairs = [of_type(pair, list) for pair in of_type(node["dict"], list)]
        check(all(len(pair) == 2 for pair in pairs))
        self.tagged_keys += sum(type(key) is dict for key, _value in pairs)
        check(self.tagged_keys <= TAGGED_KEYS_MOST)
        try:
            return {self.unpack(key, depth): self.unpack(value, depth) for key, value in pairs}
        except TypeError:
            refuse("an unhashable key")

    def _unpack_set(self, tag: str, parts: list[Any], depth: int) -> set[Any] | frozenset[Any]:
        self.tagged_keys += sum(type(part) is dict for part in parts)
        check(self.tagged_keys <= TAGGED_KEYS_MOST)
        try:
            unpacked = {self.unpack(part, depth) for part in parts}
        except TypeError:
            refuse("an unhashable entry of a set")
        return unpacked if tag == "set" else frozenset(unpacked)

    def _unpack_array(self, tag: str, name: Any) -> Any:
        tensor = self._sent(name)
        if tensor.dtype == torch.bfloat16:
            refuse("an array that was not sent")
        array = tensor.numpy()
        check(tag == "array" or array.ndim == 0)
        return array if tag == "array" else array[()]

    def _sent(self, name: Any) -> Tensor:
        tensor = self.tensors.get(name) if type(name) is str else None
        if tensor is None:
            refuse("a tensor that was not sent")
        if not name.startswith(OF_PARTS):
            return tensor
        check(tensor.dtype in COMPLEX.values() and tensor.dim() > 0 and tensor.shape[-1] == 2)
        return torch.view_as_complex(tensor)

    def _unpack_tensor(self, node: dict[str, Any], depth: int) -> Tensor:
        tensor = self._sent(node["tensor"])
        has_gradient = node.get("requires_grad") is True
        check(tensor.is_floating_point() or tensor.is_complex() or not has_gradient)
        if node.get("parameter") is True:
            tensor = torch.nn.Parameter(tensor, has_gradient)
        elif has_gradient:
            tensor = tensor.detach().requires_grad_()
        if not has_gradient:
            return tensor
        if node.get("leaf") is not True:
            tensor = tensor.view_as(tensor)
            if self.objects is None and node.get("graph") is not None:
                left_graph(tensor, self._number(node["graph"]))
            return tensor
        if node.get("grad") is not None:
            gradient = self.unpack(node["grad"], depth)
            check(isinstance(gradient, Tensor) and gradient.dtype == tensor.dtype)
            check(gradient.shape == tensor.shape)
            tensor.grad = gradient.detach()
        return tensor


def _int_of(digits: str) -> int:
    check(len(digits) <= DIGITS_MOST + 1)
    try:
        return int(digits, base=16)
    except ValueError:
        refuse("digits that are none")


@lru_cache(maxsize=64)
def _named_tuple(name: str, fields: tuple[str, ...]) -> Callable[..., tuple[Any, ...]]:
    made: Callable[..., tuple[Any, ...]] = namedtuple(name, fields)  # type: ignore[misc]
    return made


def tensors_from_bytes(block: bytes) -> dict[str, Tensor]:
    """Tensors from safetensors bytes, after our own check of their header."""
    check(len(block) >= 8)
    header_size = int.from_bytes(block[:8], "little")
    check(header_size <= min(TENSOR_HEADER_MOST, len(block) - 8))
    try:
        header = json.loads(block[8 : 8 + header_size])
        check(type(header) is dict and len(header) <= TENSORS_MOST)
        for entry in header.values():
            check(entry["dtype"] in DTYPES and type(entry["shape"]) is list and len(entry["shape"]) <= 16)
            check(all(type(size) is int and 0 <= size <= len(block) for size in entry["shape"]))
        loaded = safetensors.torch.load(block)
    except BadValue:
        raise
    except Exception as error:  # on malformed bytes, safetensors raises its own exceptions, and torch any
        raise BadValue(f"no tensors: {type(error).__name__}") from None
    return {name: _normal(tensor) for name, tensor in loaded.items()}


def _normal(tensor: Tensor) -> Tensor:
    """A tensor whose bools are 0 or 1, as torch expects; the bytes may be anything."""
    return tensor.view(torch.uint8) != 0 if tensor.dtype == torch.bool else tensor


def of_type(value: Any, kind: type[T]) -> T:
    check(isinstance(value, kind))
    checked: T = value
    return checked


def check(holds: bool) -> None:
    if not holds:
        refuse("a malformed value")


def refuse(why: str) -> NoReturn:
    raise BadValue(why)
