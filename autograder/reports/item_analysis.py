"""Item analysis of a class: how hard and how telling each test is, and which mistakes the class makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation

from .rows import ExerciseMark, Row

BINS = 10
"""Bars of the distribution of marks."""
BANDS = 5
"""Parts of the scale of marks by which misconceptions are counted."""
ROUNDING = 1e-9
"""The difference, in parts of the scale, up to which sums of points count as equal."""


@dataclass(frozen=True)
class Item:
    """An exercise or a test, as a class did it.

    Attributes:
        name: its name.
        title: the sentence that students read; empty for an exercise.
        points: its maximum.
        passed: how many got all of its points.
        of: how many were graded.
        lost: the points that the class lost in it.
        discrimination: see `discrimination`.
    """

    name: str
    title: str
    points: float
    passed: int
    of: int
    lost: float
    discrimination: float | None

    @property
    def difficulty(self) -> float:
        """The share who pass, as item analysis defines difficulty: the higher, the easier."""
        return self.passed / self.of


@dataclass(frozen=True)
class ExerciseItem:
    """An exercise and its tests, as a class did them."""

    whole: Item
    tests: tuple[Item, ...]


@dataclass(frozen=True)
class Sighting:
    """A misconception, and where it was recognised.

    Attributes:
        exercise: the exercise.
        name: the misconception's.
        hint: the sentence that students read.
        rows: the submissions that have it.
        bands: how many of them are in each band of marks, the lowest first.
        lost: the points that these lost in the exercise.
    """

    exercise: str
    name: str
    hint: str
    rows: tuple[Row, ...]
    bands: tuple[int, ...]
    lost: float

    @property
    def shown(self) -> str:
        return self.name.replace("_", " ")


@dataclass(frozen=True)
class Analysis:
    """What a class shows.

    Attributes:
        exercises: by the automatic marks of graded submissions.
        sightings: of misconceptions, the most frequent first.
        bins: how many have a final mark in each tenth of the scale, the lowest first; unreadable submissions
            have 0 points.
        bands: how many graded submissions have one in each fifth.
    """

    exercises: tuple[ExerciseItem, ...]
    sightings: tuple[Sighting, ...]
    bins: tuple[int, ...]
    bands: tuple[int, ...]

    def costly(self, most: int) -> list[tuple[ExerciseItem, list[Sighting]]]:
        """The `most` exercises that cost the class most points, each with its costliest misconceptions."""
        lost = sorted((item for item in self.exercises if item.whole.lost), key=lambda item: -item.whole.lost)
        return [(item, self._costly_in(item.whole.name, most)) for item in lost[:most]]

    def _costly_in(self, exercise: str, most: int) -> list[Sighting]:
        seen = (sighting for sighting in self.sightings if sighting.exercise == exercise)
        return sorted(seen, key=lambda sighting: -sighting.lost)[:most]


def analyse(rows: Sequence[Row]) -> Analysis:
    """Analyse a class.

    Args:
        rows: of all submissions of one assignment.
    """
    graded = [row for row in rows if row.status == "graded"]
    return Analysis(
        tuple(_exercise_items(graded)),
        tuple(sorted(_sightings(graded), key=lambda seen: (-len(seen.rows), seen.exercise, seen.name))),
        _counted(rows, BINS),
        _counted(graded, BANDS),
    )


def discrimination(passed: Sequence[bool], rest: Sequence[float]) -> float | None:
    """How well an item separates those who do well in all other items; None if that is undefined.

    The point-biserial correlation `(M1 - M0) / s * sqrt(p * (1 - p))`: M1 and M0 are the mean points in the
    other items of those who pass and of those who do not, s the standard deviation of these points over all
    (the sum of squares divided by n), p the share who pass. It is Pearson's correlation with one side 0 or 1
    (R. F. Tate, Annals of Mathematical Statistics 25, 1954). The item's own points are left out, or it would
    correlate with itself (S. Henrysson, Psychometrika 28, 1963).

    Args:
        passed: who passed the item.
        rest: each one's points in all other items.
    """
    try:
        return correlation(list(map(float, passed)), rest)
    except StatisticsError:  # fewer than two values, or all equal
        return None


def _exercise_items(graded: Sequence[Row]) -> Iterable[ExerciseItem]:
    if not graded:
        return
    totals = [row.score or 0.0 for row in graded]
    for index, exercise in enumerate(graded[0].exercises):
        marks = [row.exercises[index] for row in graded if index < len(row.exercises)]
        if [mark.exercise for mark in marks] != [exercise.exercise] * len(graded):
            continue  # some results are from a time when the assignment had other exercises
        if exercise.result.is_manual:
            continue
        whole = _item(
            exercise.exercise, "", exercise.max_score, [mark.score or 0.0 for mark in marks], totals
        )
        yield ExerciseItem(whole, tuple(_test_items(marks, totals)))


def _test_items(marks: Sequence[ExerciseMark], totals: Sequence[float]) -> Iterable[Item]:
    for test in (result.test for result in marks[0].result.tests):
        scores = [
            (result.score or 0.0, total)
            for mark, total in zip(marks, totals, strict=True)
            for result in mark.result.tests
            if result.test.name == test.name
        ]
        yield _item(
            test.name, test.title, test.points, [score for score, _ in scores], [total for _, total in scores]
        )


def _item(name: str, title: str, points: float, scores: Sequence[float], totals: Sequence[float]) -> Item:
    passed = [score >= points for score in scores]
    # Rounded, so that equal sums of decimal points are equal.
    rest = [round(total - score, 6) for total, score in zip(totals, scores, strict=True)]
    lost = sum(max(points - score, 0.0) for score in scores)
    return Item(name, title, points, sum(passed), len(passed), lost, discrimination(passed, rest))


def _sightings(graded: Sequence[Row]) -> Iterable[Sighting]:
    seen: dict[tuple[str, str], list[tuple[Row, ExerciseMark]]] = {}
    hints: dict[tuple[str, str], str] = {}
    for row in graded:
        for mark in row.exercises:
            for mistake in mark.result.misconceptions:
                seen.setdefault((mark.exercise, mistake.name), []).append((row, mark))
                hints[mark.exercise, mistake.name] = mistake.hint
    for (exercise, name), where in seen.items():
        rows = tuple(row for row, _ in where)
        lost = sum(max(mark.max_score - (mark.score or 0.0), 0.0) for _, mark in where)
        yield Sighting(exercise, name, hints[exercise, name], rows, _counted(rows, BANDS), lost)


def _counted(rows: Iterable[Row], parts: int) -> tuple[int, ...]:
    """How many have a mark in each part of the scale, the lowest first; the last includes full marks."""
    counts = [0] * parts
    for row in rows:
        if row.final is not None and row.max_score:
            counts[min(int(row.final / row.max_score * parts + ROUNDING), parts - 1)] += 1
    return tuple(counts)
