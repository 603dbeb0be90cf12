"""What the tests of an exercise ask on right answers, and what became of each test by its answers.

Tests are functions of the answers that they get. So all calls of an exercise go to its process at once,
and a test whose answers have been judged before, to the byte, is not run again.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ..results import Status, TestResult
from ..sandbox.encoding import encode_observation
from ..sandbox.outcomes import StudentFailure
from ..sandbox.script import Answer, Call, Script
from ..sandbox.unpacking import BadValue
from ..sandbox.wire import REQUEST_MOST
from ..testing.observing import Observation, Request
from ..testing.subject import Called, Subject

VERDICTS_MOST = 20_000
"""Verdicts that are remembered: a class of some thousands has so many different wrong answers."""

DIGEST_BYTES = 20


@dataclass(frozen=True)
class TestScript:
    """The calls that a test made, and what came back for each."""

    __test__ = False

    calls: tuple[Call, ...]
    answers: tuple[Answer | StudentFailure, ...]

    @property
    def is_ordinary(self) -> bool:
        """Whether every call gave an answer."""
        return not any(isinstance(answer, StudentFailure) for answer in self.answers)


def digest_of(answers: Iterable[Answer | StudentFailure]) -> bytes:
    """What tells answers from others; those of failures are all the same."""
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for answer in answers:
        parts = (answer.text, answer.tensors) if isinstance(answer, Answer) else ()
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.digest()


@dataclass(frozen=True)
class ExerciseScript:
    """The calls of an exercise: those of each test, by its name, and all of them as they are sent."""

    tests: Mapping[str, tuple[Call, ...]]
    sent: Script

    @classmethod
    def of(cls, tests: Mapping[str, tuple[Call, ...]]) -> ExerciseScript:
        return cls(tests, Script.of([call for calls in tests.values() for call in calls]))

    def answered(self, answers: Sequence[Answer]) -> dict[str, TestScript]:
        """Each test with its own of the answers."""
        left = iter(answers)
        return {
            name: TestScript(calls, tuple(islice(left, len(calls)))) for name, calls in self.tests.items()
        }


@dataclass
class Memory:
    """The scripts of a session's exercises, and the verdicts on answers that were judged.

    Attributes:
        most: so many verdicts are kept, those that were used last.
    """

    scripts: dict[str, ExerciseScript] = field(default_factory=dict)
    most: int = VERDICTS_MOST
    _verdicts: OrderedDict[tuple[str, str, bytes], TestResult] = field(default_factory=OrderedDict)

    def verdict(self, module: str, test: str, digest: bytes) -> TestResult | None:
        key = module, test, digest
        if key in self._verdicts:
            self._verdicts.move_to_end(key)
        return self._verdicts.get(key)

    def remember(self, module: str, test: str, digest: bytes, verdict: TestResult) -> None:
        self._verdicts[module, test, digest] = verdict
        while len(self._verdicts) > self.most:
            self._verdicts.popitem(last=False)


class Asking(Subject):
    """Another subject, whose calls and answers are written down."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._calls: list[Call] = []
        self._answers: list[Answer | StudentFailure] = []

    def taken(self) -> TestScript:
        """What was asked and answered since the last time."""
        script = TestScript(tuple(self._calls), tuple(self._answers))
        self._calls, self._answers = [], []
        return script

    def _begin_test(self) -> None:
        self._subject._begin_test()

    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        self._calls.append(Call.of(function, arguments, request, first=not self._calls))
        try:
            observation = self._subject._observe(function, arguments, request)
        except StudentFailure as failure:
            self._answers.append(failure)
            raise
        self._answers.append(Answer.of(encode_observation(observation, REQUEST_MOST)))
        return observation


class Answering(Subject):
    """Gives the answers of a script, for as long as its calls are made.

    Attributes:
        strayed: whether another call was made, or an answer is malformed.
    """

    strayed = False

    def __init__(self, script: TestScript) -> None:
        self._left = list(zip(script.calls, script.answers, strict=True))[::-1]

    @property
    def left(self) -> bool:
        """Whether calls were not made."""
        return bool(self._left)

    def _observe(self, function: Called, arguments: tuple[Any, ...], request: Request) -> Observation:
        call, answer = self._left.pop() if self._left else (None, None)
        if call is None or call != Call.of(function, arguments, request, call.first):
            self.strayed = True
        if not self.strayed and isinstance(answer, StudentFailure):
            raise answer
        if not self.strayed and isinstance(answer, Answer):
            try:
                return answer.observation(arguments)
            except BadValue:
                self.strayed = True
        raise StudentFailure(Status.NOT_REACHED, "A call is made otherwise than before")
