"""Stands for a student's modules: calls go to a process of their own."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from .. import accidents
from ..results import Limit, Status
from ..testing.meanings import of_a_line, told
from ..testing.objects import is_short
from ..testing.observing import Observation, Request
from ..testing.subject import Called, Subject
from ..testing.values import one_line
from .encoding import Encoded, decode_observation, encode, request_json
from .limits import MIB
from .outcomes import StudentFailure, raised
from .processes import Child, Died, Timeout, Zygote
from .script import Answer, Script, answers_in
from .task import Task
from .unpacking import BadValue
from .wire import REQUEST_MOST, Frame

DEATHS_MOST = 2
"""After this many deaths of its process, the rest of an exercise is not reached."""

LINE_MOST = 10**6
"""No submitted file has more lines; a larger number is forged."""

NEAR = 0.75
"""How alike two file names must be, as `difflib` measures, for one to be a misspelling of the other:
`softmax (1).py` and `softmax.py` have 0.83, likewise `Softmax.py.txt`."""


class IsolatedStudent(Subject):
    """One exercise of one submission, in a process that the first call starts.

    Args:
        zygote: forks the process.
        task: the exercise and the files.

    Attributes:
        imported: the modules that the student's code tried to import, as its process claims.
    """

    imported: frozenset[str] = frozenset()

    def __init__(self, zygote: Zygote, task: Task) -> None:
        self._zygote = zygote
        self._task = task
        self._child: Child | None = None
        self._deaths = 0
        self._unusable: StudentFailure | None = None
        self._is_first = True

    def __enter__(self) -> IsolatedStudent:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._child is not None:
            self._child.close()

    def answers(self, script: Script) -> tuple[Answer, ...] | None:
        """What a new process gives back for a script; None where one of the calls has no ordinary answer.

        All calls together may take what a single one may. Whoever gets None asks call by call, in another
        process, and finds out there what the matter is.

        Raises:
            GraderFault: the grader failed.
        """
        if self._file not in self._task.files:
            return None
        child = self._zygote.fork(self._task)
        request = script.request()
        try:
            reply = child.ask(request.header, request.body, self._task.limits.call_seconds)
            met_limit = child.met_memory_limit()
        except (Timeout, Died):
            return None
        finally:
            child.close()
        self._note_imports(reply)
        return None if met_limit else answers_in(reply, script.number)

    def _begin_test(self) -> None:
        self._is_first = True

    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        encoded = encode((function, arguments), REQUEST_MOST)
        header = {
            "do": "call",
            "asked": encoded.json,
            "request": request_json(request),
            "first": self._is_first,
        }
        self._is_first = False
        return self._observation(self._ask(header, encoded.tensors), arguments)

    def _observation(self, reply: Frame, arguments: tuple[Any, ...]) -> Observation:
        if reply.header.get("outcome") == "no_name":
            name = one_line(reply.header.get("name"))
            raise StudentFailure(Status.MISSING, accidents.no_name(name, self._file))
        if reply.header.get("outcome") != "observed":
            raise self._failure(reply)
        try:
            return decode_observation(Encoded(reply.header.get("observation"), reply.body), arguments)
        except BadValue as error:
            raise self._died(f"The process of {self._file} sent no usable answer ({error}).") from None

    def _ask(self, header: dict[str, Any], body: bytes) -> Frame:
        child = self._usable_child()
        try:
            reply = child.ask(header, body, self._task.limits.call_seconds)
        except (Timeout, Died) as error:
            raise self._ended(child, error) from None
        self._note_imports(reply)
        if child.met_memory_limit():
            raise self._died(self._out_of_memory, Limit.MEMORY)
        return reply

    def _usable_child(self) -> Child:
        if self._unusable is not None:
            raise self._unusable
        if self._file not in self._task.files:
            self._unusable = StudentFailure(Status.MISSING, self._no_file)
            raise self._unusable
        if self._deaths >= DEATHS_MOST:
            raise StudentFailure(Status.NOT_REACHED, accidents.no_answer_twice(self._file))
        if self._child is None:
            self._child = self._zygote.fork(self._task)
            self._import(self._child)
        return self._child

    def _import(self, child: Child) -> None:
        try:
            reply = child.ask({"do": "import"}, b"", self._task.limits.call_seconds)
        except (Timeout, Died) as error:
            raise self._ended(child, error) from None
        self._note_imports(reply)
        if reply.header.get("outcome") != "imported":
            # A failed import fails at every call.
            self._unusable = self._failure(reply)
            raise self._unusable

    def _note_imports(self, reply: Frame) -> None:
        imported = reply.header.get("imported")
        if isinstance(imported, list):
            self.imported |= {name for name in imported if isinstance(name, str)}

    def _ended(self, child: Child, error: Exception) -> StudentFailure:
        self._child = None
        self._deaths += 1
        limits = self._task.limits
        used = child.ended.cpu_seconds if child.ended is not None else 0.0
        if isinstance(error, Timeout):
            return StudentFailure(Status.TIMEOUT, accidents.too_slow(limits.call_seconds), Limit.WALL)
        if used >= limits.exercise_seconds:
            message = accidents.too_slow_together(limits.exercise_seconds)
            return StudentFailure(Status.TIMEOUT, message, Limit.WALL)
        status = child.ended.status if child.ended is not None else 0
        return StudentFailure(Status.CRASHED, accidents.ended(status))

    def _died(self, message: str, limit: Limit | None = None) -> StudentFailure:
        if self._child is not None:
            self._child.close()
            self._child = None
        self._deaths += 1
        return StudentFailure(Status.CRASHED, message, limit)

    def _failure(self, reply: Frame) -> StudentFailure:
        limits = self._task.limits
        match reply.header.get("outcome"):
            case "raised":
                return self._raised(reply.header)
            case "out_of_memory":
                return StudentFailure(Status.CRASHED, self._out_of_memory, Limit.MEMORY)
            case "scratch_full":
                message = accidents.too_much_written(limits.scratch_mib, limits.scratch_files)
                return StudentFailure(Status.ERROR, message, Limit.SCRATCH)
            case "too_large":
                size = reply.header.get("size")
                much = f"{size / MIB:.3g} MiB" if isinstance(size, int) and 0 <= size < 2**63 else "too much"
                message = accidents.too_large(much, limits.result_mib)
                return StudentFailure(Status.FAILED, message, Limit.RESULT)
            case _:
                return self._died(f"The process of {self._file} sent no usable answer.")

    def _raised(self, header: dict[str, Any]) -> StudentFailure:
        kind, text = one_line(header.get("type")), one_line(header.get("text"))
        file, source = one_line(header.get("file")), one_line(header.get("source"))
        line = header.get("line")
        # torch raises it, too: for operations that a dtype lacks.
        if kind == "NotImplementedError" and file == self._file and f"raise {kind}" in source:
            return StudentFailure(Status.MISSING, accidents.not_written(file))
        is_line = type(line) is int and 0 <= line <= LINE_MOST
        where = f" ({file}, line {line}: {source})" if file and is_line else ""
        # The test's own call does not fit the function: no line of the student's is to blame for that.
        cause = accidents.of_a_call(text) if kind == "TypeError" and not file else of_a_line(kind, source)
        message = f"{told(kind, text, cause)}{where}"
        bases = header.get("bases")
        kinds = tuple(base for base in bases if isinstance(base, str)) if isinstance(bases, list) else ()
        says, arguments = header.get("text"), header.get("arguments")
        if not isinstance(arguments, list) or not all(map(is_short, arguments)):
            arguments = []
        return raised(
            kinds,
            message,
            accidents.raised(kind, text),
            text=says if isinstance(says, str) else "",
            arguments=arguments,
        )

    @property
    def _no_file(self) -> str:
        names = {path.rpartition("/")[2].casefold(): path for path in self._task.files}
        near = get_close_matches(self._file, names, cutoff=NEAR)
        return accidents.no_file(self._file, *(one_line(names[name]) for name in sorted(near)))

    @property
    def _out_of_memory(self) -> str:
        return accidents.out_of_memory(self._task.limits.memory_mib)

    @property
    def _file(self) -> str:
        return f"{self._task.module}.py"
