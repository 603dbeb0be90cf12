"""What grading may cost, and whether it does."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from .contenders import BareFunctions, Kit, KitInNbgrader, KitWithTwo, PlainPytest, StockNbgrader
from .measuring import Cost
from .rounds import Comparison
from .start import StartCost

TIMES_BARE = 1.5
SECONDS_MORE = 0.060
TIMES_LESS = (
    (Kit.name, PlainPytest.name, 150),
    (Kit.name, StockNbgrader.name, 100),
    (KitInNbgrader.name, StockNbgrader.name, 15),
)
"""So many times less CPU than a peer, for each further submission."""
TIMES_LESS_WHERE_ALL_ARE_UNLIKE = ((PlainPytest.name, 100), (StockNbgrader.name, 60))
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


def judged_on_core(core: Comparison, start: StartCost) -> list[Judged]:
    """Many times less CPU than peers; two workers nearly twice as fast as one; a quick start."""
    judged = [_times_less(core, name, core.further(name), peer, times) for name, peer, times in TIMES_LESS]
    goal = (
        f"{core.name}: two workers {TIMES_FASTER_WITH_TWO:g} times as fast as one, by the wall time of each "
        "further submission"
    )
    faster = ratios(core.further(Kit.name), core.further(KitWithTwo.name), "wall")
    return [*judged, _judged(goal, faster, TIMES_FASTER_WITH_TWO), _soon_after_the_import(core, start)]


def judged_where_all_are_unlike(core: Comparison, unlike: Comparison) -> list[Judged]:
    """The same of a class in which no two wrong answers are alike, which costs peers as much as any other."""
    what, kits = f"{Kit.name}, no two wrong answers alike,", unlike.further(Kit.name)
    return [_times_less(core, what, kits, peer, times) for peer, times in TIMES_LESS_WHERE_ALL_ARE_UNLIKE]


def judged_on_whole(whole: Comparison) -> list[Judged]:
    """Each further submission costs little more than the student's functions do by themselves."""
    functions, cost = (
        statistics.median(cost.cpu for cost in whole.further(name)) for name in (BareFunctions.name, Kit.name)
    )
    most = TIMES_BARE * functions + SECONDS_MORE
    goal = (
        f"{whole.name}: at most {TIMES_BARE:g} times the bare functions' {_ms(functions)} ms of CPU, and "
        f"{_ms(SECONDS_MORE)} ms: {_ms(most)} ms"
    )
    return [_at_most(goal, cost, most)]


def _soon_after_the_import(core: Comparison, start: StartCost) -> Judged:
    """Grading one submission takes little longer than the import of torch and the student's functions."""
    imported, one, functions = (
        statistics.median(cost.wall for cost in costs)
        for costs in (start.import_torch, start.one_submission, core.further(BareFunctions.name))
    )
    most = TIMES_THE_IMPORT * (imported + functions)
    goal = (
        f"{core.name}: one submission in {TIMES_THE_IMPORT:g} times the wall time of `import torch`, "
        f"{_ms(imported)} ms, and the bare functions: {_ms(most)} ms"
    )
    return _at_most(goal, one, most)


def _at_most(goal: str, seconds: float, most: float) -> Judged:
    too_much = "" if seconds <= most else f", {_ms(seconds - most)} ms too much"
    return Judged(goal, seconds <= most, f"{_ms(seconds)} ms{too_much}")


def ratios(more: Sequence[Cost], less: Sequence[Cost], seconds: str) -> list[float]:
    """How many times as much the one took as the other, round by round.

    Args:
        more: the costs above the line.
        less: those below it.
        seconds: `cpu` or `wall`.
    """
    of = attrgetter(seconds)
    return [of(above) / of(below) for above, below in zip(more, less, strict=True)]


def _times_less(core: Comparison, what: str, kits: Sequence[Cost], peer: str, times: float) -> Judged:
    peers, functions = core.further(peer), core.further(BareFunctions.name)
    limit = statistics.median(ratios(peers, functions, "cpu"))
    # Where the functions alone take longer than the goal allows, no grader can reach it.
    beside = "" if limit >= times else f"; the functions alone: {limit:.3g} times"
    goal = f"{core.name}: {what} {times:g} times less CPU than {peer}"
    return _judged(goal, ratios(peers, kits, "cpu"), times, beside)


def _judged(goal: str, measured: Sequence[float], at_least: float, beside: str = "") -> Judged:
    ratio = statistics.median(measured)
    met = ratio >= at_least
    said = f"{ratio:.3g} times ({min(measured):.3g}–{max(measured):.3g})"
    short = "" if met else f", short by a factor of {at_least / ratio:.2f}"
    return Judged(goal, met, f"{said}{short}{beside}")


def _ms(seconds: float) -> str:
    milliseconds = 1000 * seconds
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.3g}"
