"""Calls right modules in this very process, to see how far rounding spreads their answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from ..results import Status
from ..sandbox.outcomes import StudentFailure
from ..testing.observing import Observation, Request
from ..testing.recipes import Generator, Makers
from ..testing.subject import Called, LocalModules


class InThisProcess(LocalModules):
    """A module in this process; its exceptions count as those of a student do."""

    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        try:
            return super()._observe(function, arguments, request)
        except Exception as error:
            raise StudentFailure(Status.ERROR, f"{type(error).__name__}: {error}") from error


class InDouble(InThisProcess):
    """A module that computes in float64 instead of float32, and returns float32."""

    def __init__(self, folder: Path, module: str, makers: Makers) -> None:
        with _DoubledPrecision():
            super().__init__(folder, module, makers)

    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        if any(isinstance(argument, Generator) for argument in arguments):
            raise StudentFailure(Status.NOT_REACHED, "A generator draws other numbers in float64.")
        doubled = tuple(_with_dtype(argument, torch.float32, torch.float64) for argument in arguments)
        with _DoubledPrecision():
            observed = super()._observe(function, doubled, request)
        return replace(
            observed,
            result=_with_dtype(observed.result, torch.float64, torch.float32),
            arguments=_with_dtype(observed.arguments, torch.float64, torch.float32),
            gradient=_with_dtype(observed.gradient, torch.float64, torch.float32),
        )


class _DoubledPrecision(TorchFunctionMode):
    """Gives float64 to all code that asks torch for float32."""

    def __enter__(self) -> _DoubledPrecision:
        torch.set_default_dtype(torch.float64)
        super().__enter__()  # type: ignore[no-untyped-call]
        return self

    def __exit__(self, *exception: object) -> None:
        super().__exit__(*exception)  # type: ignore[no-untyped-call]
        torch.set_default_dtype(torch.float32)

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is Tensor.float:
            return args[0].double()
        doubled = {name: _doubled(value) for name, value in (kwargs or {}).items()}
        return func(*map(_doubled, args), **doubled)


def _doubled(value: Any) -> Any:
    return torch.float64 if value is torch.float32 else value


def _with_dtype(value: Any, old: torch.dtype, new: torch.dtype) -> Any:
    """A value with tensors of one dtype cast to another; they keep `requires_grad` and `grad`."""
    if isinstance(value, Tensor) and value.dtype == old:
        cast = value.detach().to(new).requires_grad_(value.requires_grad)
        if value.is_leaf and value.grad is not None:
            cast.grad = value.grad.to(new)
        return cast
    if type(value) in (list, tuple):
        return type(value)(_with_dtype(part, old, new) for part in value)
    return value
