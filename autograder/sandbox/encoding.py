"""Values and observations as JSON and safetensors, and back.

Plain JSON stands for None, numbers and text; everything else is a tagged object, so that tuples
and dicts with integer keys come back as they were. Tensors go into one safetensors block. Never
pickle: its bytes are programs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

import safetensors
import safetensors.torch
import torch
from torch import Tensor

from ..testing.observing import Drawing, Line, Observation, Operations, Request
from ..testing.recipes import Axes, Generator, Made
from ..testing.values import Opaque

T = TypeVar("T")

DEPTH_MOST = 32
NODES_MOST = 1_000_000
TAGGED_KEYS_MOST = 2_000
"""Keys that are no text and no number: tuples can be made to share one hash, and then cost a square."""
TENSORS_MOST = 4096
TENSOR_HEADER_MOST = 64 * 1024 * 8
INT_BITS_MOST = 64
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
}
"""What crosses, by safetensors' name; a tensor of another dtype arrives as its type's name."""

NAMES = {dtype: str(dtype).removeprefix("torch.") for dtype in DTYPES.values()}


class TooLarge(Exception):
    """A value takes more bytes than may cross."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class BadValue(Exception):
    """What was read is no value."""


@dataclass(frozen=True)
class Encoded:
    """A value in two parts: its JSON, and its tensors as safetensors."""

    json: Any
    tensors: bytes


def encode(value: Any, most: int) -> Encoded:
    """Encode a value whose tensors and text take at most `most` bytes.

    Raises:
        TooLarge: it takes more. Sizes are summed before anything is copied.
    """
    packer = _Packer(most)
    node = packer.pack(value)
    return Encoded(node, _saved(packer.tensors))


def decode(encoded: Encoded, *, with_recipes: bool = False) -> Any:
    """Decode a value, hostile or not.

    Raises:
        BadValue: it is malformed; recipes are, unless `with_recipes`.
    """
    return _Unpacker(_load_tensors(encoded.tensors), with_recipes).unpack(encoded.json)


def encode_observation(observation: Observation, most: int) -> Encoded:
    """Encode an observation; arguments that did not change are left out."""
    drawing, operations = observation.drawing, observation.operations
    return encode(
        {
            "result": observation.result,
            "changed": {i: observation.arguments[i] for i in sorted(observation.changed)},
            "gradient": observation.gradient,
            "operations": operations
            and (sorted(operations.names), operations.calls, operations.lines, operations.largest),
            "drawing": drawing
            and (
                drawing.images,
                tuple((line.x, line.y) for line in drawing.lines),
                drawing.x_label,
                drawing.y_label,
            ),
            "printed": observation.printed,
        },
        most,
    )


def decode_observation(encoded: Encoded, sent: tuple[Any, ...]) -> Observation:
    """Decode an observation of a call with these arguments, hostile or not.

    Raises:
        BadValue: it is malformed.
    """
    fields = _of_type(decode(encoded), dict)
    try:
        changed: dict[int, Any] = _of_type(fields["changed"], dict)
        _check(all(type(i) is int and 0 <= i < len(sent) for i in changed))
        plain = [None if isinstance(one, Generator | Axes | Made) else one for one in sent]
        return Observation(
            result=fields["result"],
            arguments=tuple(changed.get(i, one) for i, one in enumerate(plain)),
            changed=frozenset(changed),
            gradient=_tensor_or_none(fields["gradient"]),
            operations=_operations(fields["operations"]),
            drawing=_drawing(fields["drawing"]),
            printed=_of_type(fields["printed"], str),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadValue(f"no observation: {type(error).__name__}") from None


def request_json(request: Request) -> dict[str, Any]:
    return {"gradient_wrt": request.gradient_wrt, "operations": request.operations}


class _Packer:
    def __init__(self, most: int) -> None:
        self._left = most
        self._most = most
        self._nodes = 0
        self.tensors: dict[str, Tensor] = {}

    def pack(self, value: Any, depth: int = 0) -> Any:
        self._nodes += 1
        if depth > DEPTH_MOST or self._nodes > NODES_MOST:
            return {"opaque": f"{type(value).__name__} nested too deeply or too long"}
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        if kind is int:
            return value if value.bit_length() <= INT_BITS_MOST else {"opaque": "int of too many digits"}
        if kind is str:
            self._spend(len(value))
            return value
        return self._pack_container(value, kind, depth + 1)

    def _pack_container(self, value: Any, kind: type, depth: int) -> Any:
        # By the real type and its own methods: an object may lie about its class and its length.
        if issubclass(kind, list):
            return {"list": [self.pack(part, depth) for part in list.__iter__(value)]}
        if issubclass(kind, tuple):
            return {"tuple": [self.pack(part, depth) for part in tuple.__iter__(value)]}
        if issubclass(kind, dict):
            pairs = dict.items(value)
            return {"dict": [[self.pack(key, depth), self.pack(part, depth)] for key, part in pairs]}
        if kind is Tensor or kind is torch.nn.Parameter:
            return self._pack_tensor(value)
        return self._pack_other(value, kind, depth)

    def _pack_tensor(self, tensor: Tensor) -> Any:
        if tensor.layout != torch.strided or tensor.device.type != "cpu" or tensor.is_quantized:
            return {"opaque": f"tensor of layout {tensor.layout} on {tensor.device.type}"}
        if tensor.dtype not in NAMES:
            return {"opaque": f"tensor of dtype {str(tensor.dtype).removeprefix('torch.')}"}
        if len(self.tensors) >= TENSORS_MOST:
            return {"opaque": "tensor among too many"}
        node: dict[str, Any] = {"tensor": self._store(tensor)}
        if tensor.requires_grad:
            node["requires_grad"] = True
            node["leaf"] = tensor.is_leaf
            if tensor.is_leaf and type(tensor.grad) is Tensor and tensor.grad.shape == tensor.shape:
                node["grad"] = self._pack_tensor(tensor.grad)
        return node

    def _store(self, tensor: Tensor) -> str:
        self._spend(tensor.numel() * tensor.element_size())
        name = str(len(self.tensors))
        # A clone of its own: safetensors refuses shared and transposed storage.
        self.tensors[name] = tensor.detach().clone(memory_format=torch.contiguous_format)
        return name

    def _pack_other(self, value: Any, kind: type, depth: int) -> Any:
        if kind is Generator:
            return {"generator": value.seed}
        if kind is Axes:
            return {"axes": True}
        if kind is Made:
            return {"made": value.name, "extra": [self.pack(part, depth) for part in value.extra]}
        if kind is Opaque:
            return {"opaque": value.type_name}
        return {"opaque": f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")[:200]}

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise TooLarge(self._most - self._left)


@dataclass
class _Unpacker:
    tensors: dict[str, Tensor]
    with_recipes: bool
    nodes: int = 0
    tagged_keys: int = 0

    def unpack(self, node: Any, depth: int = 0) -> Any:
        self.nodes += 1
        _check(depth <= 2 * DEPTH_MOST and self.nodes <= 2 * NODES_MOST)
        if node is None or type(node) in (bool, int, float, str):
            _check(type(node) is not int or node.bit_length() <= INT_BITS_MOST)
            return node
        _check(type(node) is dict and len(node) > 0)
        return self._unpack_tagged(next(iter(node)), node, depth + 1)

    def _unpack_tagged(self, tag: str, node: dict[str, Any], depth: int) -> Any:
        match tag:
            case "tensor":
                return self._unpack_tensor(node, depth)
            case "list":
                return [self.unpack(one, depth) for one in _list(node["list"])]
            case "tuple":
                return tuple(self.unpack(one, depth) for one in _list(node["tuple"]))
            case "dict":
                return self._unpack_dict(node, depth)
            case "opaque":
                return Opaque(_of_type(node["opaque"], str)[:300])
            case "generator" if self.with_recipes:
                return Generator(_of_type(node["generator"], int))
            case "axes" if self.with_recipes:
                return Axes()
            case "made" if self.with_recipes:
                return Made(node["made"], *(self.unpack(one, depth) for one in node["extra"]))
            case _:
                raise BadValue(f"an unknown tag {tag[:40]!r}")

    def _unpack_dict(self, node: dict[str, Any], depth: int) -> dict[Any, Any]:
        pairs = [_list(pair) for pair in _list(node["dict"])]
        _check(all(len(pair) == 2 for pair in pairs))
        self.tagged_keys += sum(type(key) is dict for key, _value in pairs)
        _check(self.tagged_keys <= TAGGED_KEYS_MOST)
        try:
            return {self.unpack(key, depth): self.unpack(value, depth) for key, value in pairs}
        except TypeError:
            _refuse("a key that cannot be one")

    def _unpack_tensor(self, node: dict[str, Any], depth: int) -> Tensor:
        tensor = self.tensors.get(node["tensor"]) if type(node["tensor"]) is str else None
        if tensor is None:
            _refuse("a tensor that was not sent")
        if node.get("requires_grad") is not True:
            return tensor
        _check(tensor.is_floating_point())
        tensor = tensor.detach().requires_grad_()
        if node.get("leaf") is not True:
            return tensor.view_as(tensor)
        if node.get("grad") is not None:
            gradient = self.unpack(node["grad"], depth)
            _check(isinstance(gradient, Tensor) and gradient.dtype == tensor.dtype)
            _check(gradient.shape == tensor.shape)
            tensor.grad = gradient.detach()
        return tensor


def _saved(tensors: dict[str, Tensor]) -> bytes:
    """Tensors as safetensors bytes; each is dense and contiguous, and shares its storage with nobody.

    `safetensors.torch.save` checks that first, which takes twenty times as long as saving small ones.
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


def _load_tensors(block: bytes) -> dict[str, Tensor]:
    """Tensors from safetensors bytes, after our own check of what their header claims."""
    _check(len(block) >= 8)
    header_size = int.from_bytes(block[:8], "little")
    _check(header_size <= min(TENSOR_HEADER_MOST, len(block) - 8))
    try:
        header = json.loads(block[8 : 8 + header_size])
        _check(type(header) is dict and len(header) <= TENSORS_MOST)
        for entry in header.values():
            _check(entry["dtype"] in DTYPES and type(entry["shape"]) is list and len(entry["shape"]) <= 16)
            _check(all(type(size) is int and 0 <= size <= len(block) for size in entry["shape"]))
        loaded = safetensors.torch.load(block)
    except BadValue:
        raise
    except Exception as error:  # safetensors raises its own, and torch any, on malformed bytes
        raise BadValue(f"no tensors: {type(error).__name__}") from None
    return {name: _normal(tensor) for name, tensor in loaded.items()}


def _normal(tensor: Tensor) -> Tensor:
    """A bool tensor's bytes may be anything; torch expects 0 or 1."""
    return tensor.view(torch.uint8) != 0 if tensor.dtype == torch.bool else tensor


def _operations(value: Any) -> Operations | None:
    if value is None:
        return None
    names, calls, lines, largest = _of_type(value, tuple)
    _check(all(type(name) is str for name in _list(names)))
    return Operations(frozenset(names), _of_type(calls, int), _of_type(lines, int), _of_type(largest, int))


def _drawing(value: Any) -> Drawing | None:
    if value is None:
        return None
    images, lines, x_label, y_label = _of_type(value, tuple)
    return Drawing(
        images=tuple(_of_type(image, Tensor) for image in _of_type(images, tuple)),
        lines=tuple(_line(line) for line in _of_type(lines, tuple)),
        x_label=_of_type(x_label, str),
        y_label=_of_type(y_label, str),
    )


def _line(value: Any) -> Line:
    x, y = _of_type(value, tuple)
    return Line(_of_type(x, Tensor), _of_type(y, Tensor))


def _tensor_or_none(value: Any) -> Tensor | None:
    return None if value is None else _of_type(value, Tensor)


def _of_type(value: Any, kind: type[T]) -> T:
    _check(isinstance(value, kind))
    checked: T = value
    return checked


def _list(value: Any) -> list[Any]:
    return _of_type(value, list)


def _check(holds: bool) -> None:
    if not holds:
        _refuse("a malformed value")


def _refuse(why: str) -> NoReturn:
    raise BadValue(why)
