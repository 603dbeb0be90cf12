"""A proof as JSON and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ..pages import templates_of
from .cases import CaseKind
from .proof import ExerciseProof, Margin, Proof
from .trying import Tried

SCHEMA = 1


def as_json(proof: Proof) -> dict[str, Any]:
    """All findings, for programs."""
    return {
        "schema": SCHEMA,
        "assignment": proof.assignment.name,
        "holds": proof.holds,
        "only": sorted(proof.scope.only),
        "mutants": proof.scope.mutants,
        "seconds": round(proof.seconds, 1),
        "mutants_by_kind": proof.mutants_by_kind(),
        "shortfalls": [asdict(shortfall) for shortfall in proof.shortfalls],
        "exercises": [_exercise_json(exercise) for exercise in proof.exercises],
    }


def page(proof: Proof) -> str:
    """The same for people, as HTML: which test catches what, and how near answers come to the tolerances."""
    templates = templates_of("autograder.verify")
    templates.filters["share"] = shown_share
    return templates.get_template("proof.html").render(proof=proof, CaseKind=CaseKind)


def shown_share(share: float | None) -> str:
    """An error in tolerances, or a dash."""
    return "–" if share is None else f"{share:.2g}"


def _exercise_json(exercise: ExerciseProof) -> dict[str, Any]:
    return {
        "exercise": exercise.module,
        "tests": [
            {
                "test": test.name,
                "title": test.title,
                "public": test.public,
                "points": test.points,
                "catches_alone": [wrong.case.name for wrong in exercise.alone(test.name)],
            }
            for test in exercise.tests
        ],
        "not_shown": [wrong.case.name for wrong in exercise.not_shown()],
        "modules": list(_modules_json(exercise)),
        "margins": [_margin_json(margin) for margin in exercise.margins],
    }


def _modules_json(exercise: ExerciseProof) -> Iterator[dict[str, Any]]:
    for kind in CaseKind:
        for tried in exercise.of(kind):
            yield {
                "kind": kind,
                "name": tried.case.name,
                "full_marks": tried.full,
                "caught_by": _in_order(exercise, tried),
                "recognised_as": list(tried.named),
                **({"equivalent": exercise.is_equivalent(tried)} if kind is CaseKind.MUTANT else {}),
            }


def _in_order(exercise: ExerciseProof, tried: Tried) -> list[str]:
    return [test.name for test in exercise.tests if test.name in tried.caught_by]


def _margin_json(margin: Margin) -> dict[str, Any]:
    return {
        "test": margin.test,
        "comparison": margin.number,
        "tolerance": asdict(margin.within),
        "farthest_right": margin.right,
        "nearest_wrong": margin.wrong,
        "nearest_wrong_module": margin.nearest,
    }
