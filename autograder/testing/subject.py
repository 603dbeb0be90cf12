"""Whose functions a test calls: the student's, or the references."""

from __future__ import annotations

import importlib
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from .observing import Observation, Request, observe
from .recipes import Makers
from .values import one_line

ENDS_THE_PROGRAM = "The code ends the program."


class NoAnswer(Exception):
    """A call gave no value back; `raised` is the exception of the function, if that was why."""

    raised: str | None = None


@dataclass(frozen=True)
class Call:
    """A call that a test made, and what came of it.

    Attributes:
        function: its name.
        counted: whether operations and lines were counted.
        observation: all that the call did; None where it gave no value back.
        raised: the exception that the function raised, in one line, without the place.
    """

    function: str
    counted: bool
    observation: Observation | None
    raised: str | None = None


class Subject(ABC):
    """The functions of one exercise, called by name: `student.softmax(logits)`."""

    @abstractmethod
    def _observe(self, function: str, arguments: tuple[Any, ...], request: Request) -> Observation:
        """Call a function of the exercise and record what it did."""

    def observe(
        self, function: str, *arguments: Any, gradient_wrt: int | None = None, operations: bool = False
    ) -> Observation:
        """Call a function and give back all that it did, not its result alone.

        Args:
            function: the function's name.
            arguments: plain values, tensors and recipes; the caller's own are never changed.
            gradient_wrt: the position of the argument whose gradient is wanted.
            operations: whether to count operations and lines.
        """
        return self._observe(function, arguments, Request(gradient_wrt, operations))

    def __getattr__(self, function: str) -> Callable[..., Any]:
        if function.startswith("_"):
            raise AttributeError(function)
        return partial(self._call, function)

    def _call(self, function: str, *arguments: Any) -> Any:
        return self._observe(function, arguments, Request()).result


class Recorded(Subject):
    """Another subject, whose calls are kept.

    Attributes:
        calls: what was called, in order.
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.calls: list[Call] = []

    @property
    def last(self) -> Observation | None:
        """What the latest call gave back that gave anything back."""
        return next((call.observation for call in reversed(self.calls) if call.observation is not None), None)

    def _observe(self, function: str, arguments: tuple[Any, ...], request: Request) -> Observation:
        try:
            observation = self._subject._observe(function, arguments, request)
        except Exception as error:
            raised = error.raised if isinstance(error, NoAnswer) else _in_one_line(error)
            self.calls.append(Call(function, request.operations, None, raised))
            raise
        self.calls.append(Call(function, request.operations, observation))
        return observation


class LocalModules(Subject):
    """The modules of a folder, called in this very process: the references, or one's own work.

    Args:
        tell: is told what each call printed.

    Raises:
        NoAnswer: the module ends the program.
        Exception: whatever importing the module raises.
    """

    def __init__(
        self,
        folder: Path,
        module: str,
        makers: Makers | None = None,
        tell: Callable[[str], object] | None = None,
    ) -> None:
        try:
            self._module = load_module(folder, module)
        except SystemExit as error:
            # pytest expects no such thing of a fixture, and is in disorder afterwards.
            raise NoAnswer(ENDS_THE_PROGRAM).with_traceback(error.__traceback__) from None
        self._makers = makers or {}
        self._tell = tell

    def defines(self, function: str) -> bool:
        """Whether the module has this function, and not only imports it."""
        return getattr(getattr(self._module, function, None), "__module__", None) == self._module.__name__

    def _observe(self, function: str, arguments: tuple[Any, ...], request: Request) -> Observation:
        found = getattr(self._module, function, None)
        if not callable(found):
            raise NoAnswer(f"There is no function {function} in {self._module.__name__}.py.")
        return observe(found, arguments, request, makers=self._makers, tell=self._tell)


def load_module(folder: Path, name: str) -> ModuleType:
    """Import a module of a folder, where modules of other folders may have the same names."""
    root = str(folder.resolve())
    _forget_modules_of(root)
    sys.path.insert(0, root)
    try:
        importlib.invalidate_caches()
        return importlib.import_module(name)
    finally:
        sys.path.remove(root)
        _forget_modules_of(root)


def load_makers(recipes: Path) -> Makers:
    """The functions behind `Made` recipes; none where there is no such file."""
    if not recipes.is_file():
        return {}
    module = load_module(recipes.parent, recipes.stem)
    return {name: value for name, value in vars(module).items() if callable(value)}


def _forget_modules_of(root: str) -> None:
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file is not None and os.path.dirname(file) == root:
            del sys.modules[name]


def _in_one_line(error: Exception) -> str:
    kind, text = type(error).__name__, one_line(str(error))
    return f"{kind}: {text}" if text else kind
