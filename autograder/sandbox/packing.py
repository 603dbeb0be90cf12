"""Turns values into JSON and tensors."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import safetensors
import torch
from torch import Tensor

from ..testing.objects import ARRAYS, Held, Number, Opaque, Own, graph_of, tensor_of, type_name
from ..testing.recipes import Axes, Generator, Made, Pickled

DEPTH_MOST = 32
NODES_MOST = 1_000_000
TENSORS_MOST = 4096
INT_BITS_MOST = 64
"""Of an int that is a number in JSON; a longer one crosses as its digits."""
DIGITS_MOST = 3_600
"""Hexadecimal digits of an int: Python writes no more than 4,300 decimal ones."""
FIELDS_MOST = 32
"""Of a named tuple; a longer one arrives as a tuple."""
DTYPES = {
    "BOOL": torch.bool,
    "U8": torch.uint8,
    "I8": torch.int8,
    "I16": torch.int16,
    "I32": torch.int32,
    "I64": torch.int64,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "F32": torch.float32,
    "F64": torch.float64,
    "U16": torch.uint16,
    "U32": torch.uint32,
    "U64": torch.uint64,
}
"""The real dtypes that cross, by safetensors' name; of other tensors, only the type's name arrives."""

NAMES = {dtype: str(dtype).removeprefix("torch.") for dtype in DTYPES.values()}
COMPLEX = {torch.complex64: torch.float32, torch.complex128: torch.float64}
"""The complex dtypes that cross, and those of their parts: safetensors has only one of them."""
OF_PARTS = "c"
"""Begins the name of a tensor whose last dimension holds real and imaginary parts."""

Numbering = Callable[[Any], Number]


class TooLarge(Exception):
    """A value takes more bytes than may cross."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class Packer:
    """Turns a value into JSON and puts its tensors aside, within bounds.

    Args:
        most: the most bytes of tensors and text.
        number: gives the number of an object that is held here; None if objects are held elsewhere and have
            their numbers.

    Attributes:
        tensors: the tensors put aside, by their names in the JSON.
    """

    def __init__(self, most: int, number: Numbering | None = None) -> None:
        self._left = most
        self._most = most
        self._number = number
        self._nodes = 0
        self.tensors: dict[str, Tensor] = {}

    def pack(self, value: Any, depth: int = 0) -> Any:
        self._nodes += 1
        if depth > DEPTH_MOST or self._nodes > NODES_MOST:
            return {"opaque": f"{type(value).__name__} nested too deeply or too long"}
        kind = type(value)
        if value is None or kind is bool:
            return value
        # The real type's own methods: an object may lie about its class, its length and its value.
        if issubclass(kind, float):
            return float.__float__(value)
        if issubclass(kind, int):
            return self._pack_int(int.__int__(value))
        if issubclass(kind, str):
            self._spend(len(str.__str__(value)))
            return str.__str__(value)
        return self._pack_container(value, kind, depth + 1)

    def _pack_int(self, number: int) -> Any:
        if number.bit_length() <= INT_BITS_MOST:
            return number
        if number.bit_length() > 4 * DIGITS_MOST:
            return {"opaque": "int of too many digits"}
        self._spend(DIGITS_MOST)
        return {"int": f"{number:x}"}

    def _pack_container(self, value: Any, kind: type, depth: int) -> Any:
        if issubclass(kind, list):
            return {"list": [self.pack(part, depth) for part in list.__iter__(value)]}
        if issubclass(kind, tuple) and (names := _fields_of(kind, value)):
            parts = [self.pack(part, depth) for part in tuple.__iter__(value)]
            return {"named": kind.__name__, "fields": names, "parts": parts}
        if issubclass(kind, tuple):
            return {"tuple": [self.pack(part, depth) for part in tuple.__iter__(value)]}
        if issubclass(kind, dict):
            pairs = dict.items(value)
            return {"dict": [[self.pack(key, depth), self.pack(part, depth)] for key, part in pairs]}
        for base in (set, frozenset):
            if issubclass(kind, base):
                return {base.__name__: self._pack_set(list(base.__iter__(value)), depth)}
        if kind is Tensor or kind is torch.nn.Parameter:
            return self._pack_tensor(value)
        numpy = sys.modules.get("numpy")
        if numpy is not None and issubclass(kind, numpy.ndarray | numpy.generic):
            return self._pack_array(value, kind, numpy)
        return self._pack_other(value, kind, depth)

    def _pack_set(self, parts: list[Any], depth: int) -> list[Any]:
        if not any(type(part) is Held for part in parts):
            return [self.pack(part, depth) for part in parts]
        # The order of objects in a set follows from their addresses, which differ from run to run.
        return sorted((self.pack(part, depth) for part in sorted(parts, key=type_name)), key=repr)

    def _pack_array(self, value: Any, kind: type, numpy: Any) -> Any:
        """A NumPy array or number; a number crosses as an array of no dimension, tagged `scalar`."""
        array = numpy.ndarray.view(numpy.asarray(value), numpy.ndarray)
        if array.dtype.name not in ARRAYS or len(self.tensors) >= TENSORS_MOST:
            return {"opaque": f"NumPy array of dtype {array.dtype.name}"}
        tag = "array" if issubclass(kind, numpy.ndarray) else "scalar"
        self._spend(array.size * array.itemsize)
        return {tag: self._put_aside(tensor_of(array))}

    def _pack_tensor(self, tensor: Tensor) -> Any:
        if tensor.layout != torch.strided or tensor.device.type != "cpu" or tensor.is_quantized:
            return {"opaque": f"tensor of layout {tensor.layout} on {tensor.device.type}"}
        if tensor.dtype not in NAMES and tensor.dtype not in COMPLEX:
            return {"opaque": f"tensor of dtype {str(tensor.dtype).removeprefix('torch.')}"}
        if len(self.tensors) >= TENSORS_MOST:
            return {"opaque": "tensor among too many"}
        node: dict[str, Any] = {"tensor": self._store(tensor)}
        if type(tensor) is torch.nn.Parameter:
            node["parameter"] = True
        if tensor.requires_grad:
            node["requires_grad"] = True
            node["leaf"] = tensor.is_leaf
            graph = None if tensor.is_leaf else self._graph_of(tensor)
            if graph is not None:
                node["graph"] = list(graph)
            if tensor.is_leaf and type(tensor.grad) is Tensor and tensor.grad.shape == tensor.shape:
                node["grad"] = self._pack_tensor(tensor.grad)
        return node

    def _graph_of(self, tensor: Tensor) -> Number | None:
        """The number of a tensor in the process that has its graph."""
        if self._number is not None:
            return self._number(tensor)
        number: Number | None = graph_of(tensor)
        return number

    def _store(self, tensor: Tensor) -> str:
        self._spend(tensor.numel() * tensor.element_size())
        # A clone of its own: safetensors refuses shared and transposed storage.
        return self._put_aside(tensor.detach().clone(memory_format=torch.contiguous_format))

    def _put_aside(self, tensor: Tensor) -> str:
        name = f"{OF_PARTS if tensor.is_complex() else ''}{len(self.tensors)}"
        self.tensors[name] = torch.view_as_real(tensor) if tensor.is_complex() else tensor
        return name

    def _pack_other(self, value: Any, kind: type, depth: int) -> Any:
        if kind is Generator:
            return {"generator": value.seed, "drawn": value.drawn}
        if kind is Axes:
            return {"axes": True}
        if kind is Made:
            return {"made": value.name, "extra": [self.pack(part, depth) for part in value.extra]}
        if kind is Pickled:
            return {"pickled": self.pack(value.content, depth)}
        if kind is Held:
            number = value.key if self._number is None else self._number(value.key)
            return {"held": list(number), "type": value.type_name, "kinds": list(value.kinds)}
        if kind is Own:
            return {"own": value.name}
        if kind is Opaque:
            return {"opaque": value.type_name}
        if kind is complex:
            return {"complex": [value.real, value.imag]}
        if kind is bytes:
            self._spend(len(value))
            return {"bytes": value.decode("latin-1")}
        return {"opaque": type_name(value)}

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise TooLarge(self._most - self._left)


def _fields_of(kind: type, value: tuple[Any, ...]) -> list[str]:
    """The names of a named tuple's entries, also of one that torch makes; none of another tuple's."""
    names = getattr(kind, "__match_args__", ())
    is_named = type(names) is tuple and len(names) == tuple.__len__(value) <= FIELDS_MOST
    return list(names) if is_named and all(type(name) is str for name in names) else []


def tensors_as_bytes(tensors: dict[str, Tensor]) -> bytes:
    """Tensors as safetensors bytes; each must be dense and contiguous, and share its storage with no other.

    `safetensors.torch.save` checks that first, which takes twenty times as long as saving small tensors.
    """
    return safetensors.serialize(
        {
            name: safetensors.TensorSpec(
                dtype=NAMES[tensor.dtype],
                shape=tensor.shape,
                data_ptr=tensor.data_ptr(),
                data_len=tensor.nbytes,
            )
            for name, tensor in tensors.items()
        }
    )
