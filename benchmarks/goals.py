"""What grading may cost, and whether it does."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .contenders import Contender
from .measuring import Cost
from .rounds import Comparison, median
from .start import StartCost

TIMES_BARE = 1.5
SECONDS_MORE = 0.060
TIMES_LESS_THAN_PYTEST = 150.0
TIMES_LESS_THAN_NBGRADER = 100.0
UNLIKE_TIMES_LESS_THAN_PYTEST = 100.0
UNLIKE_TIMES_LESS_THAN_NBGRADER = 60.0
TIMES_LESS_IN_NBGRADER = 15.0
TIMES_FASTER_WITH_TWO = 1.8
TIMES_THE_IMPORT = 1.5


@dataclass(frozen=True)
class Judged:
    """A goal, and what was measured.

    Attributes:
        goal: for people, with its figures.
        met: whether it is met.
        said: what was measured and, where the goal is not met, by how much it is not.
    """

    goal: str
    met: bool
    said: str


def at_most_bare_functions(comparison: Comparison, kit: Contender, bare: Contender) -> Judged:
    """Each further submission costs little more than the student's functions do by themselves."""
    functions = median(comparison.samples[bare.name].further).cpu
    most = TIMES_BARE * functions + SECONDS_MORE
    cost = median(comparison.samples[kit.name].further).cpu
    return Judged(
        goal=f"{comparison.workload.assignment.name}: at most {TIMES_BARE:g} times the bare functions' "
        f"{_ms(functions)} ms of CPU, and {_ms(SECONDS_MORE)} ms: {_ms(most)} ms",
        met=cost <= most,
        said=f"{_ms(cost)} ms" + ("" if cost <= most else f", {_ms(cost - most)} ms too much"),
    )


def times_less(
    times: float, comparison: Comparison, kit: Contender, peer: Contender, bare: Contender
) -> Judged:
    """Each further submission costs many times less CPU with this kit than with a peer."""
    return _times_less(times, comparison, comparison.samples[kit.name].further, kit.name, peer, bare)


def times_less_where_all_are_unlike(
    times: float, comparison: Comparison, unlike: Comparison, kit: Contender, peer: Contender, bare: Contender
) -> Judged:
    """The same of a class in which no two wrong answers are alike, which costs peers as much as any other."""
    what = f"{kit.name}, no two wrong answers alike,"
    return _times_less(times, comparison, unlike.samples[kit.name].further, what, peer, bare)


def _times_less(
    times: float, comparison: Comparison, kits: Sequence[Cost], what: str, peer: Contender, bare: Contender
) -> Judged:
    peers, functions = (comparison.samples[one.name].further for one in (peer, bare))
    judged = _ratio(
        f"{comparison.workload.assignment.name}: {what} {times:g} times less CPU than {peer.name}",
        ratios(peers, kits, lambda cost: cost.cpu),
        times,
    )
    limit = statistics.median(ratios(peers, functions, lambda cost: cost.cpu))
    # Where the functions alone take longer than the goal allows, no grader can reach it.
    return (
        judged
        if limit >= times
        else replace(judged, said=f"{judged.said}; the functions alone: {limit:.3g} times")
    )


def faster_with_two(comparison: Comparison, kit: Contender, two_workers: Contender) -> Judged:
    """Two workers need little more than half as long for each further submission as one."""
    one, two = (comparison.samples[contender.name].further for contender in (kit, two_workers))
    return _ratio(
        f"{comparison.workload.assignment.name}: two workers {TIMES_FASTER_WITH_TWO:g} times as fast as one, "
        "by the wall time of each further submission",
        ratios(one, two, lambda cost: cost.wall),
        TIMES_FASTER_WITH_TWO,
    )


def soon_after_the_import(comparison: Comparison, start: StartCost, bare: Contender) -> Judged:
    """Grading one submission takes little longer than the import of torch and the student's functions."""
    imported, one = (median(costs).wall for costs in (start.import_torch, start.one_submission))
    functions = median(comparison.samples[bare.name].further).wall
    most = TIMES_THE_IMPORT * (imported + functions)
    return Judged(
        goal=f"{comparison.workload.assignment.name}: one submission in {TIMES_THE_IMPORT:g} times the wall "
        f"time of `import torch` ({_ms(imported)} ms) and the bare functions: {_ms(most)} ms",
        met=one <= most,
        said=f"{_ms(one)} ms" + ("" if one <= most else f", {_ms(one - most)} ms too much"),
    )


def ratios(more: Sequence[Cost], less: Sequence[Cost], seconds: Callable[[Cost], float]) -> list[float]:
    """How many times as much the one took as the other, round by round."""
    return [seconds(one) / seconds(other) for one, other in zip(more, less, strict=True)]


def _ratio(goal: str, measured: Sequence[float], at_least: float) -> Judged:
    ratio = statistics.median(measured)
    said = f"{ratio:.3g} times ({min(measured):.3g}–{max(measured):.3g})"
    met = ratio >= at_least
    return Judged(goal, met, said if met else f"{said}, short by a factor of {at_least / ratio:.2f}")


def _ms(seconds: float) -> str:
    milliseconds = 1000 * seconds
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.3g}"
