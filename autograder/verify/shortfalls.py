"""The shortfalls of an assignment's tests, each with its repair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..grading.misconceptions import WrongModule
from .at_home import Unhinted
from .cases import CaseKind
from .equivalents import FILE, Equivalent
from .hidden import FILE as HIDDEN_FILE
from .hidden import Hidden
from .idle import FILLED, WITH_A_FORM
from .proof import ExerciseProof, Shortfall
from .trying import Tried

RIGHT_FACTOR = 2.0
"""Minimum ratio of the tolerance to the largest error of a right answer."""

WRONG_FACTOR = 1.5
"""Minimum error of an answer rejected by its values, in tolerances."""

EQUIVALENT_SHARE = 0.1
HIDDEN_SHARE = 0.05


def shortfalls_of(exercises: Sequence[ExerciseProof], unused: Sequence[Equivalent]) -> list[Shortfall]:
    """All that does not hold.

    Args:
        exercises: the findings.
        unused: listed equivalents that match no mutant.
    """
    found = [shortfall for exercise in exercises for shortfall in _of_exercise(exercise)]
    found += [
        Shortfall(FILE, f"{equivalent.shown} is no mutant any more", "take the entry out")
        for equivalent in unused
    ]
    return found + list(_of_equivalents(exercises))


def refused_releases(reasons: Iterable[str]) -> Iterator[Shortfall]:
    """Why `autograder release` would refuse the assignment."""
    for reason in reasons:
        yield Shortfall(
            "the release", f"is refused: {reason}", "mend that: `autograder release` says the same"
        )


def without_hints(found: Iterable[Unhinted]) -> Iterator[Shortfall]:
    """Mistakes that public tests show, but that `autograder check` cannot name."""
    for each in found:
        others = " and ".join(f"“{hint}”" for hint in each.others) or "the hints of several mistakes"
        yield Shortfall(
            f"{each.module}: the hint “{each.hint}”",
            f"does not reach students: in the public tests, {others} would fit as well",
            "add a public test that tells these mistakes apart, or give them the same hint",
        )


def unsteady_tests(found: Iterable[tuple[str, str, str]]) -> Iterator[Shortfall]:
    """Tests on which nothing can rest, as answers alone do not decide what they say.

    Args:
        found: of each such test, its exercise, its name and what is wrong.
    """
    for module, test, what in found:
        yield Shortfall(
            f"{module}: {test}",
            f"is not decided by the answers alone: {what}",
            "mend this first, as other things may fall short because of it",
        )


def _of_exercise(exercise: ExerciseProof) -> Iterable[Shortfall]:
    for right in exercise.tried:
        if right.case.kind.is_right:
            yield from _of_right(right)
    for stub in exercise.of(CaseKind.STUB):
        yield from _of_stub(stub)
    for idle in exercise.of(CaseKind.IDLE):
        yield from _of_idle(idle)
    yield from _of_form(exercise)
    documented = {wrong.name: wrong for wrong in exercise.misconceptions}
    for wrong in exercise.of(CaseKind.MISCONCEPTION):
        yield from _of_documentation(wrong, documented[wrong.case.name])
    for wrong in [*exercise.of(CaseKind.MISCONCEPTION), *exercise.of(CaseKind.VARIANT)]:
        yield from _of_mistake(wrong, all(documented[name].hint for name in wrong.case.mistakes))
    for mutant, tried in exercise.survivors():
        yield Shortfall(
            tried.case.shown,
            "gets full marks",
            "add a test that it fails, or list it in equivalent_mutants.toml with the reason why none can "
            f"(operator {mutant.operator!r})",
        )
    yield from _of_hidden(exercise)
    yield from _of_names(exercise)
    yield from _of_tests(exercise)
    yield from _of_margins(exercise)


def _of_right(right: Tried) -> Iterable[Shortfall]:
    if not right.full:
        test, message = next(iter(right.messages.items()))
        yield Shortfall(
            right.case.shown,
            f"loses marks in {test}: {message}",
            "mend the test, or the module if it is wrong",
        )
    for later in right.losing_later:
        yield Shortfall(
            right.case.shown, f"makes the reference of {later} lose marks", f"mend the tests of {later}"
        )


def _of_stub(stub: Tried) -> Iterable[Shortfall]:
    for test, status in stub.statuses.items():
        if status == "passed":
            yield Shortfall(
                stub.case.shown,
                f"passes {test} although nothing is filled in",
                "let the test call the function and compare what comes back",
            )


def _of_idle(idle: Tried) -> Iterable[Shortfall]:
    """An idle module gets no points, except for the form of a result."""
    has_a_form = idle.case.name in WITH_A_FORM
    most = sum(test.points for test in idle.tests if test.form and has_a_form)
    if idle.score > most:
        passed = [test.name for test in idle.passed if not (test.form and has_a_form)]
        yield Shortfall(
            idle.case.shown,
            f"gets {idle.score:g} points for nothing, where {most:g} are allowed: it passes "
            f"{', '.join(passed)}",
            "compare values in each of these tests, or let it build on one that does (`after=`); "
            "`form=True` is for those that judge type, shape and dtype alone",
        )


def _of_form(exercise: ExerciseProof) -> Iterable[Shortfall]:
    """Tests that claim to judge only the form, but reject every result of the right form."""
    of_right_form = [idle for idle in exercise.of(CaseKind.IDLE) if idle.case.name in FILLED]
    for test in exercise.tests:
        if test.form and of_right_form and not any(test in idle.passed for idle in of_right_form):
            yield Shortfall(
                f"{exercise.module}: {test.name}",
                "claims to judge only the form, but fails every result of the right form",
                "leave `form=True` out, or judge values in another test",
            )


def _of_documentation(wrong: Tried, documented: WrongModule) -> Iterable[Shortfall]:
    where = wrong.case.shown
    if not documented.hint and not documented.is_several:
        yield Shortfall(where, "has no hint", "write one as the first line of its docstring")
    if not documented.seen:
        yield Shortfall(
            where, "does not say who makes this mistake", "add a paragraph “Seen: …” to its docstring"
        )
    for later in wrong.losing_later:
        yield Shortfall(
            where,
            f"makes the reference of {later} lose marks, too",
            f"give stand_ins/{wrong.case.module}.py, which takes its place there, or mend it",
        )


def _of_mistake(wrong: Tried, is_hinted: bool) -> Iterable[Shortfall]:
    where, is_variant = wrong.case.shown, wrong.case.kind is CaseKind.VARIANT
    if wrong.full:
        otherwise = (
            "take the value out of its family" if is_variant else "move it to alternatives/ if it is right"
        )
        yield Shortfall(where, "gets full marks", f"add a test that it fails, or {otherwise}")
    elif is_hinted and set(wrong.named) != set(wrong.case.mistakes):
        named = " and ".join(wrong.named) or "nothing"
        yield Shortfall(
            where,
            f"is recognised as {named}",
            "keep one of them if both do the same, or else add a test that tells them apart",
        )


def hidden_share(exercises: Sequence[ExerciseProof], hidden: Sequence[Hidden]) -> Iterator[Shortfall]:
    """Whether more misconceptions than few are left to hidden tests.

    Args:
        exercises: the findings.
        hidden: the listed misconceptions of the whole assignment.
    """
    known = [wrong for exercise in exercises for wrong in exercise.known_mistakes()]
    listed = [each for exercise in exercises for each in exercise.hidden]
    # One is no share; and a part of the assignment does not say how many there are in all.
    if len(listed) == len(hidden) and len(listed) > max(1.0, HIDDEN_SHARE * len(known)):
        yield Shortfall(
            HIDDEN_FILE,
            f"{len(listed)} of {len(known)} misconceptions are listed, more than one in twenty",
            "add public tests that show some of them",
        )


def _of_hidden(exercise: ExerciseProof) -> Iterable[Shortfall]:
    """Misconceptions with which a student's own check says “done”."""
    listed = {each.misconception for each in exercise.hidden}
    not_shown = {wrong.case.name for wrong in exercise.not_shown()}
    for wrong in exercise.not_shown():
        if wrong.case.name not in listed:
            yield Shortfall(
                wrong.case.shown,
                "is shown by no public test, so that students take it for done",
                f"add a public test that it fails, or list it in {HIDDEN_FILE} with the reason",
            )
    for each in exercise.hidden:
        if each.misconception not in not_shown:
            yield Shortfall(
                HIDDEN_FILE,
                f"{each.shown} is no misconception that public tests miss",
                "take the entry out",
            )
        if not each.because.strip():
            yield Shortfall(HIDDEN_FILE, f"{each.shown} has no reason", "say why no public test shows it")


def _of_names(exercise: ExerciseProof) -> Iterable[Shortfall]:
    """Mutants that get the name of a mistake about which the tests say something else."""
    # What the tests say about a family depends on its constant, and a mutant has its own.
    families = {wrong.name for wrong in exercise.misconceptions if wrong.family}
    mistakes = exercise.of(CaseKind.MISCONCEPTION)
    for _mutant, tried in exercise.mutants:
        if families & set(tried.named):
            continue
        said = [wrong.reasons for wrong in mistakes if set(wrong.case.mistakes) <= set(tried.named)]
        otherwise = [
            test
            for test in tried.caught_by
            if said and tried.reasons[test] not in {reasons.get(test) for reasons in said}
        ]
        if otherwise:
            yield Shortfall(
                tried.case.shown,
                f"is taken for {' and '.join(tried.named)}, of which {min(otherwise)} says something else",
                "report this: a mutant that behaves otherwise must not get the name",
            )


def _of_tests(exercise: ExerciseProof) -> Iterable[Shortfall]:
    if not exercise.of(CaseKind.ALTERNATIVE):
        yield Shortfall(
            exercise.module,
            "has no alternative",
            f"write a right module of another kind into alternatives/{exercise.module}/",
        )
    if not exercise.misconceptions:
        yield Shortfall(
            exercise.module,
            "has no misconception",
            f"write a mistake that learners make into misconceptions/{exercise.module}/",
        )
    if not exercise.with_mutants:
        return
    if not exercise.mutants:
        yield Shortfall(
            exercise.module,
            "has no mutants",
            "let the marks stand around the code that students write, in a function with annotations",
        )
    for test in exercise.tests:
        if not any(test.name in wrong.caught_by for wrong in exercise.wrong):
            yield Shortfall(
                f"{exercise.module}: {test.name}",
                "catches no wrong module",
                "write the misconception that it is there for, or leave the test out",
            )


def _of_margins(exercise: ExerciseProof) -> Iterable[Shortfall]:
    for test in exercise.tests:
        margins = [margin for margin in exercise.margins if margin.test == test.name]
        right = max((margin.right or 0.0 for margin in margins), default=0.0)
        if right * RIGHT_FACTOR > 1:
            yield Shortfall(
                f"{exercise.module}: {test.name}",
                f"right answers use {right:.0%} of what the tolerance allows, more than half",
                "widen the tolerance, or choose inputs whose answers rounding does not spread so far",
            )
        refused = [(margin.wrong, margin.nearest) for margin in margins if margin.wrong is not None]
        wrong, nearest = min(refused, default=(WRONG_FACTOR, None))
        if wrong < WRONG_FACTOR:
            yield Shortfall(
                f"{exercise.module}: {test.name}",
                f"{nearest} is refused by only {wrong:.3g} times what the tolerance allows",
                "narrow the tolerance, or choose inputs that show the mistake more clearly",
            )


def _of_equivalents(exercises: Sequence[ExerciseProof]) -> Iterable[Shortfall]:
    mutants = [mutant for exercise in exercises for mutant in exercise.mutants]
    listed = [equivalent for exercise in exercises for equivalent in exercise.equivalents]
    where = FILE
    for equivalent in listed:
        for mutant, tried in mutants:
            if equivalent.is_(mutant) and not tried.full:
                caught = min(tried.caught_by, default="a test")
                yield Shortfall(
                    where,
                    f"{equivalent.shown} is caught by {caught}",
                    "take the entry out, or mend the test if the mutant is right",
                )
        if not equivalent.because.strip():
            yield Shortfall(where, f"{equivalent.shown} has no argument", "say why no test can tell it")
    if len(listed) > EQUIVALENT_SHARE * len(mutants):
        yield Shortfall(
            where,
            f"{len(listed)} of {len(mutants)} mutants are listed, more than one in ten",
            "add tests that catch some of them",
        )
