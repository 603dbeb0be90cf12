"""Measures contenders in turn, round after round, so that all of them meet the same moments of a machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from .contenders import Contender, Sample, Verdicts
from .measuring import Cost, beside_others
from .workloads import Workload, is_right


@dataclass(frozen=True)
class Comparison:
    """All contenders on one workload.

    Attributes:
        tests: of one submission.
        samples: by the contender's name, round by round.
        commanded: how many submissions the contender's whole command grades, by its name.
        others: how many processors other work kept busy, round by round.
    """

    workload: Workload
    tests: int
    samples: Mapping[str, Sequence[Sample]]
    commanded: Mapping[str, int]
    others: Sequence[float]

    @property
    def name(self) -> str:
        """The assignment's."""
        return self.workload.assignment.name

    def further(self, contender: str) -> Sequence[Cost]:
        """What each further submission cost a contender, round by round."""
        return [sample.further for sample in self.samples[contender]]

    def whole(self, contender: str) -> Sequence[Cost]:
        """What its whole command cost a contender, round by round; empty if it has none."""
        return [sample.whole for sample in self.samples[contender] if sample.whole is not None]


class Disagreement(Exception):
    """Contenders do not judge alike, so that their costs cannot be compared; a line for each difference."""


def compare(
    workload: Workload, contenders: Sequence[Contender], rounds: int, tell: Callable[[str], None]
) -> Comparison:
    """Compare the verdicts of contenders, then their costs.

    Args:
        tell: called with what is being done.

    Raises:
        Disagreement: a test was judged in two ways, or a submission not as it must be.
    """
    name = workload.assignment.name
    tell(f"{name}: verdicts")
    verdicts = {contender.name: contender.verdicts() for contender in contenders}
    if lines := [*_differences(verdicts), *_misjudged(verdicts[contenders[0].name])]:
        raise Disagreement("\n".join(lines))
    taken: dict[str, list[Sample]] = {contender.name: [] for contender in contenders}
    others = []
    for position in range(rounds):
        tell(f"{name}: round {position + 1} of {rounds}")
        # Every other round runs backwards.
        samples, busy = beside_others(partial(_round, contenders[:: -1 if position % 2 else 1]))
        others.append(busy)
        for contender, sample in samples.items():
            taken[contender].append(sample)
    return Comparison(
        workload=workload,
        tests=len(verdicts[contenders[0].name]) // len(workload.students),
        samples=taken,
        commanded={contender.name: contender.commanded for contender in contenders},
        others=others,
    )


def _round(contenders: Sequence[Contender]) -> dict[str, Sample]:
    return {contender.name: contender.sample() for contender in contenders}


def _differences(verdicts: Mapping[str, Verdicts]) -> list[str]:
    tests = sorted(set().union(*(judged.keys() for judged in verdicts.values())))
    return [
        f"{' '.join(test)}: "
        + ", ".join(f"{name} {_word(judged.get(test))}" for name, judged in verdicts.items())
        for test in tests
        if len({judged.get(test) for judged in verdicts.values()}) > 1
    ]


def _misjudged(verdicts: Verdicts) -> list[str]:
    lines = []
    for submission in sorted({submission for submission, _exercise, _test in verdicts}):
        passed = [verdict for (name, _, _), verdict in verdicts.items() if name == submission]
        if all(passed) != is_right(submission):
            lines.append(f"{submission}: {sum(passed)} of {len(passed)} tests passed")
    return lines


def _word(verdict: bool | None) -> str:
    return {True: "passed", False: "failed", None: "did not judge"}[verdict]
