"""The life of a forked child: cut itself off, load one module, answer calls.

The code it runs can forge everything that it sends, so readers trust none of it.
"""

from __future__ import annotations

import errno
import gc
import importlib
import os
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from ..testing.effects import History
from ..testing.objects import NoSuchName, is_short, kinds_of, with_own
from ..testing.observing import observe
from ..testing.random_states import go_on_from, seed
from ..testing.recipes import Makers
from ..testing.subject import called
from .encoding import Encoded, decode, encode_observation, request_from
from .held import HeldObjects
from .isolation import Cell, Isolation, enter, prove_files, prove_resources
from .limits import MIB
from .packing import TooLarge
from .script import Answer, answered, calls_in
from .task import Files, Surroundings, Task, laid_over
from .wire import REQUEST_MOST, Closed, Frame, receive, send

SEED = 618_033_988
"""No number that people choose: code that ignores a generator must not do what a seed of its own does."""

TEXT_MOST = 500
TEXT_READ = 20 * TEXT_MOST
"""Characters of an exception's text to read: paths in it may be long."""

ARGUMENTS_MOST = 10
"""Of an exception."""

CAUSES_MOST = 10
OUT_OF_MEMORY = ("DefaultCPUAllocator", "can't allocate memory", "Cannot allocate memory")
SCRATCH_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Prepared:
    """What a zygote prepares for its children.

    Attributes:
        recipes: the assignment's recipes, compiled.
        data: its public files, by name.
    """

    recipes: CodeType
    data: Files

    @classmethod
    def of(cls, surroundings: Surroundings) -> Prepared:
        return cls(compile(surroundings.recipes, "recipes.py", "exec"), surroundings.data)


def live(channel: socket.socket, scratch: Path, isolation: Isolation, prepared: Prepared) -> None:
    """Serve one exercise until the grader closes the channel.

    A failure before student code is loaded is the grader's, and is reported as such.

    Args:
        channel: the socket to the grader.
        scratch: an empty folder of its own.
        isolation: the layers to apply.
        prepared: what the zygote has prepared.
    """
    task = Task.from_frame(receive(channel, REQUEST_MOST))
    cell = Cell(scratch, laid_over(task.files, prepared.data), task.limits)
    try:
        prove_resources(cell.limits)
        enter(cell, isolation)
        prove_files(cell)
        gc.enable()
        makers = _makers(prepared.recipes)
    except Exception as error:
        send(channel, Frame({"failed": f"{type(error).__name__}: {error}"}))
        return
    # A fork reseeds Python's own generator.
    seed(SEED)
    sys.path.insert(0, str(scratch))
    send(channel, Frame({"outcome": "isolated"}))
    exercise = _Exercise(task, scratch, makers)
    try:
        while True:
            request = receive(channel, REQUEST_MOST)
            send(channel, exercise.answer(request))
    except Closed:
        return


class _Exercise:
    """The student's module in this process, imported at the first request."""

    def __init__(self, task: Task, scratch: Path, makers: Makers) -> None:
        self._task = task
        self._scratch = scratch
        self._makers = makers
        self._module: ModuleType | None = None
        self._history = History()
        self._held = HeldObjects()
        self._imported = _ImportRecorder()
        sys.meta_path.insert(0, self._imported)

    def answer(self, request: Frame) -> Frame:
        header = request.header
        if header["do"] == "import":
            reply = self._guarded(self._import)
        elif header["do"] == "script":
            reply = self._played(request)
        else:
            reply = self._guarded(lambda: self._call(header, request.body))
        reply.header.update(token=header["token"], imported=sorted(self._imported.names))
        return reply

    def _guarded(self, action: Callable[[], Frame]) -> Frame:
        try:
            return action()
        except TooLarge as error:
            return Frame({"outcome": "too_large", "size": error.size})
        except BaseException as error:
            return self._raised(error)

    def _import(self) -> Frame:
        self._module = importlib.import_module(self._task.module)
        self._history = History()
        return Frame({"outcome": "imported"})

    def _call(self, header: dict[str, Any], body: bytes) -> Frame:
        if header["first"]:
            seed(SEED)
            self._held = HeldObjects()
        self._held.next_call()
        what, arguments = decode(
            Encoded(header["asked"], body), with_recipes=True, objects=self._held.objects
        )
        request = request_from(header["request"])
        if request.random_states is not None:
            go_on_from(request.random_states)
        try:
            function, arguments = called(what, self._module, request), with_own(arguments, self._module)
        except NoSuchName as missing:
            return Frame({"outcome": "no_name", "name": str(missing)})
        not_counted = frozenset(str(self._scratch / path) for path in self._task.replaced)
        observation = observe(
            function,
            arguments,
            request,
            makers=self._makers,
            not_counted=not_counted,
            history=self._history,
        )
        most = self._task.limits.result_mib * MIB
        encoded = encode_observation(observation, most, self._held.number_of)
        return Frame({"outcome": "observed", "observation": encoded.json}, encoded.tensors)

    def _played(self, script: Frame) -> Frame:
        """Import the module and make the calls of a script, up to the first that gives no ordinary answer."""
        if self._guarded(self._import).header["outcome"] != "imported":
            return Frame({"outcome": "not_answered"})
        answers: list[Answer] = []
        left = self._task.limits.result_mib * MIB
        for header, tensors in calls_in(script):
            reply = self._guarded(partial(self._call, header, tensors))
            if reply.header["outcome"] != "observed":
                return Frame({"outcome": "not_answered"})
            answers.append(Answer.of(Encoded(reply.header["observation"], reply.body)))
            left -= answers[-1].size
            if left < 0:
                return Frame({"outcome": "not_answered"})
        return answered(answers)

    def _raised(self, error: BaseException) -> Frame:
        text = self._without_scratch(_text_of(error))
        if any(map(_is_out_of_memory, _with_causes(error))):
            return Frame({"outcome": "out_of_memory"})
        if isinstance(error, OSError) and error.errno in SCRATCH_FULL:
            return Frame({"outcome": "scratch_full"})
        file, line = self._own_line(error)
        source = self._source_line(file, line)
        kind = type(error).__name__[:TEXT_MOST]
        return Frame(
            {
                "outcome": "raised",
                "type": kind,
                "bases": kinds_of(type(error)),
                "text": text[:TEXT_MOST],
                "arguments": self._arguments_of(error, text),
                "file": file,
                "line": line,
                "source": source,
            }
        )

    def _arguments_of(self, error: BaseException, text: str) -> list[Any]:
        """What an exception was made with, if that is short and plain; else its text."""
        # The real type's own attribute: an exception may lie about it.
        arguments: tuple[Any, ...] = vars(BaseException)["args"].__get__(error)
        if len(arguments) > ARGUMENTS_MOST or not all(map(is_short, arguments)):
            return [text[:TEXT_MOST]]
        return [self._without_scratch(part) if type(part) is str else part for part in arguments]

    def _without_scratch(self, text: str) -> str:
        """A text without the folder's path, which differs between runs and machines."""
        for path in {str(self._scratch), repr(str(self._scratch))[1:-1]}:
            text = text.replace(f"{path}{os.sep}", "").replace(path, ".")
        return text

    def _own_line(self, error: BaseException) -> tuple[str, int]:
        """The innermost line of the student's that the exception passed."""
        if isinstance(error, SyntaxError) and error.filename:
            return self._relative(error.filename), error.lineno or 0
        frames = [
            (self._relative(frame.f_code.co_filename), line)
            for frame, line in traceback.walk_tb(error.__traceback__)
        ]
        own = [(file, line) for file, line in frames if file]
        return own[-1] if own else ("", 0)

    def _relative(self, path: str) -> str:
        prefix = str(self._scratch) + os.sep
        return path.removeprefix(prefix) if path.startswith(prefix) else ""

    def _source_line(self, file: str, line: int) -> str:
        lines = self._task.files.get(file, b"").decode("utf-8", "replace").splitlines()
        return lines[line - 1].strip()[:TEXT_MOST] if 0 < line <= len(lines) else ""


class _ImportRecorder:
    """The first import finder: it finds nothing, but notes each name.

    `sys.modules` would not do: it drops modules whose import fails.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        self.names.add(name)


def _makers(recipes: CodeType) -> Makers:
    """The functions behind `Made` recipes, defined before student code is loaded."""
    names: dict[str, Any] = {}
    exec(recipes, names)
    return {name: value for name, value in names.items() if callable(value)}


def _is_out_of_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or any(sign in _text_of(error) for sign in OUT_OF_MEMORY)


def _with_causes(error: BaseException) -> list[BaseException]:
    """An exception, its causes and its contexts."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain and len(chain) < CAUSES_MOST:
        chain.append(following)
        following = following.__cause__ or following.__context__
    return chain


def _text_of(error: BaseException) -> str:
    try:
        if isinstance(error, SystemExit):
            return "the code ends the program"
        return str(error.msg if isinstance(error, SyntaxError) else error)[:TEXT_READ]
    except BaseException:
        return ""
