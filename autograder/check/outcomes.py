"""What became of the public tests of each exercise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a test, in the word that the student reads."""

    PASSES = "passes"
    FAILS = "fails"
    ERROR = "error"
    TO_DO = "to do"
    TOO_SLOW = "no answer"
    CRASH = "crash"
    NOT_RUN = "not run"


class State(StrEnum):
    """How far an exercise is."""

    DONE = "done"
    NOT_YET = "not yet"
    TO_DO = "to do"
    UNTESTED = "no tests"


@dataclass(frozen=True)
class TestOutcome:
    """What became of a public test.

    Attributes:
        sentence: what the test asks for.
        message: what is wrong; empty for a test that passes.
        where: the student's own line that raised an exception; empty where there is none.
        printed: what the student's code printed.
    """

    __test__ = False

    sentence: str
    verdict: Verdict
    message: str = ""
    where: str = ""
    printed: str = ""


@dataclass(frozen=True)
class ExerciseOutcome:
    """What became of the public tests of an exercise.

    Attributes:
        hints: about mistakes that were recognised.
        plainer_hints: plainer ones for those of them that have one.
        built_on: the modules that its module imports, itself or by another one.
    """

    exercise: str
    tests: tuple[TestOutcome, ...]
    hints: tuple[str, ...] = ()
    plainer_hints: Mapping[str, str] = field(default_factory=dict)
    built_on: frozenset[str] = frozenset()

    @property
    def passing(self) -> int:
        return sum(test.verdict is Verdict.PASSES for test in self.tests)

    @property
    def state(self) -> State:
        if not self.tests:
            return State.UNTESTED
        verdicts = {test.verdict for test in self.tests}
        if verdicts == {Verdict.PASSES}:
            return State.DONE
        return State.TO_DO if verdicts == {Verdict.TO_DO} else State.NOT_YET

    @property
    def unfinished(self) -> bool:
        return self.state in (State.NOT_YET, State.TO_DO)
