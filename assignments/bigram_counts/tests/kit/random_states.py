"""The generators of Python, torch and NumPy: where they start in a test, and where its seeds reach."""

from __future__ import annotations

import functools
import pickle
import random
import sys
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import torch

_in_a_call: ContextVar[bool] = ContextVar("in_a_call", default=False)


@dataclass(frozen=True)
class _Source:
    """A generator that code draws from without naming it.

    Attributes:
        seeding: where the function that seeds it has its name.
        seed: seeds it, whatever stands there.
        state: gives its state.
        go_on: goes on from a state.
    """

    seeding: tuple[tuple[ModuleType, str], ...]
    seed: Callable[[int], Any]
    state: Callable[[], Any]
    go_on: Callable[[Any], Any]


@functools.cache
def _sources() -> Mapping[str, _Source]:
    # `torch.manual_seed` would queue seeds for devices that nobody has, each with its stack as text.
    of_torch = torch.default_generator.manual_seed
    names = ((torch, "manual_seed"), (torch.random, "manual_seed"))
    sources = {
        "random": _Source(((random, "seed"),), random.seed, random.getstate, random.setstate),
        "torch": _Source(names, of_torch, _state_of_torch, _go_on_in_torch),
    }
    if (numpy := sys.modules.get("numpy")) is not None:
        draws = numpy.random
        sources["numpy"] = _Source(((draws, "seed"),), draws.seed, draws.get_state, draws.set_state)
    return sources


def _state_of_torch() -> bytes:
    # A pickle of a tensor would hold addresses.
    return bytes(torch.get_rng_state().tolist())


def _go_on_in_torch(state: bytes) -> None:
    torch.set_rng_state(torch.frombuffer(bytearray(state), dtype=torch.uint8))


def seed(number: int) -> None:
    """Seed all generators.

    Args:
        number: the seed, from 0 to 2**32 - 1.
    """
    for source in _sources().values():
        source.seed(number)


def seed_of(name: str) -> int:
    """A seed that follows from a name."""
    return zlib.crc32(name.encode())


@contextmanager
def random_states(name: str) -> Iterator[None]:
    """Let all generators start from a name, and put them back afterwards.

    A test that asks for no seed then has the same inputs for everybody, every time. The student's process
    starts each test from another seed: what code draws there tells nothing about these inputs.

    Args:
        name: of the test, the fixture or the file that may draw.
    """
    before = {each: source.state() for each, source in _sources().items()}
    seed(seed_of(name))
    try:
        yield
    finally:
        for each, state in before.items():
            _sources()[each].go_on(state)


@contextmanager
def seeds_noticed(notice: Callable[[str], object]) -> Iterator[None]:
    """Notice each seed that is set within, but for those that functions of an exercise set.

    Args:
        notice: gets the name of the generator, before it is seeded.
    """
    with ExitStack() as stack:
        for name, source in _sources().items():
            for module, function in source.seeding:
                own = getattr(module, function)
                setattr(module, function, _noticed(own, functools.partial(notice, name)))
                stack.callback(setattr, module, function, own)
        yield


def _noticed(own: Callable[..., Any], notice: Callable[[], object]) -> Callable[..., Any]:
    @functools.wraps(own)
    def noticed(*arguments: Any, **keywords: Any) -> Any:
        if not _in_a_call.get():
            notice()
        return own(*arguments, **keywords)

    return noticed


@contextmanager
def in_a_call() -> Iterator[None]:
    """Run a function of an exercise: its seeds are none of the test's."""
    token = _in_a_call.set(True)
    try:
        yield
    finally:
        _in_a_call.reset(token)


def states_of(names: Collection[str]) -> bytes:
    """The states of some generators, for another process to go on from."""
    return pickle.dumps({name: _sources()[name].state() for name in sorted(names)})


def go_on_from(states: bytes) -> None:
    """Go on from what `states_of` gave."""
    for name, state in pickle.loads(states).items():
        _sources()[name].go_on(state)
