"""Misconceptions as files: wrong modules, each with a name and a hint, or several mistakes at once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from pathlib import Path

from ..course import Assignment
from ..errors import UsageError
from .families import Family, Values, between, family_in, is_number, with_values

AT_ONCE = "+"
"""Joins the names of mistakes that one file makes at once."""

VARIANTS_MOST = 64

PLAINER = "Plainer:"
SEEN = "Seen:"


@dataclass(frozen=True)
class WrongModule:
    """A misconception of an exercise, or several that one program has at once.

    Attributes:
        module: the exercise.
        name: the file's name, without `.py`.
        hint: the first line of its docstring, which the student reads; may be empty, and is for several
            at once: each of these has its own.
        plainer: the paragraph of its docstring that says where to look, for whom the hint does not help; may
            be empty.
        seen: where learners made this mistake, by the docstring; may be empty.
        path: the file.
        tree: its syntax tree.
        family: the constants, with the values for which it is the same mistake.
        own: the values of these constants in the file.
    """

    module: str
    name: str
    hint: str
    plainer: str
    seen: str
    path: Path
    tree: ast.Module
    family: Family
    own: Values

    @property
    def names(self) -> tuple[str, ...]:
        """The mistakes that it makes."""
        return tuple(self.name.split(AT_ONCE))

    @property
    def is_several(self) -> bool:
        return len(self.names) > 1


NEUTRAL = (0, 1)
"""Numbers that nobody writes who leaves a summand or a factor out."""


@dataclass(frozen=True)
class Variant:
    """A misconception as its file has it, or with other constants.

    Attributes:
        wrong: the misconception.
        values: of its constants.
        other: how it differs from the file, as `RATE = 50.0`, or empty.
        source: the module's text.
    """

    wrong: WrongModule
    values: Values
    other: str
    source: bytes

    @property
    def is_plain(self) -> bool:
        """Whether it is a single mistake, as its file has it."""
        return not self.other and not self.wrong.is_several

    @property
    def differs_in(self) -> int:
        """The number of constants that have another value than in its file."""
        return sum(value != self.wrong.own[name] for name, value in self.values.items())

    def may_be_made_with(self, numbers: Sequence[float]) -> bool:
        """Whether it is the file as it stands, or its constants are among these numbers."""
        needed = [value for value in self.values.values() if is_number(value) and value not in NEUTRAL]
        return not self.other or all(value in numbers for value in needed)


def misconceptions_of(assignment: Assignment, module: str) -> tuple[WrongModule, ...]:
    """The misconceptions of an exercise, by name.

    Raises:
        UsageError: a file does not parse, declares a malformed family, or is named after a misconception
            that does not exist.
    """
    paths = sorted((assignment.misconceptions / module).glob("*.py"))
    found = tuple(_wrong_module(module, path) for path in paths)
    known = {wrong.name for wrong in found}
    for wrong in found:
        if wrong.is_several and (missing := [name for name in wrong.names if name not in known]):
            raise UsageError(f"{wrong.path}: there is no {missing[0]}.py beside it")
    return found


def hints_of(misconceptions: Sequence[WrongModule]) -> dict[str, tuple[str, ...]]:
    """The hints by the name of a misconception; those without a hint are left out."""
    hints = {wrong.name: wrong.hint for wrong in misconceptions if wrong.hint}
    return {
        wrong.name: tuple(hints[name] for name in wrong.names)
        for wrong in misconceptions
        if hints.keys() >= set(wrong.names)
    }


def plainer_hints_of(misconceptions: Sequence[WrongModule]) -> dict[str, str]:
    """The plainer hints by the hint that they go with; hints without one are left out."""
    return {wrong.hint: wrong.plainer for wrong in misconceptions if wrong.hint and wrong.plainer}


def variants_of(wrong: WrongModule) -> Iterator[Variant]:
    """A misconception as it stands, then with each other combination of its family's values."""
    as_it_stands = with_values(wrong.tree, wrong.own).encode() if wrong.family else wrong.path.read_bytes()
    yield Variant(wrong, wrong.own, "", as_it_stands)
    yield from _chosen(wrong, wrong.family)


def variants_with(wrong: WrongModule, numbers: Sequence[float]) -> Iterator[Variant]:
    """A misconception with numbers between its family's values."""
    for name, values in wrong.family.items():
        yield from _chosen(wrong, {**wrong.family, name: between(values, numbers)})


def _chosen(wrong: WrongModule, family: Family) -> Iterator[Variant]:
    for chosen in product(*family.values()):
        values = dict(zip(family, chosen, strict=True))
        if values != wrong.own:
            other = ", ".join(f"{name} = {value!r}" for name, value in values.items())
            yield Variant(wrong, values, other, with_values(wrong.tree, values).encode())


def _wrong_module(module: str, path: Path) -> WrongModule:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        family, own = family_in(tree)
    except (OSError, SyntaxError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from None
    if (number := prod(map(len, family.values()))) > VARIANTS_MOST:
        raise UsageError(f"{path}: its family has {number} variants; the most is {VARIANTS_MOST}")
    hint, plainer, seen = _documented(ast.get_docstring(tree) or "", AT_ONCE in path.stem)
    return WrongModule(module, path.stem, hint, plainer, seen, path, tree, family, own)


def _documented(documented: str, is_several: bool) -> tuple[str, str, str]:
    """The hint, the plainer one, and where the mistake was seen."""
    hint, _, rest = ("", "", documented) if is_several else documented.partition("\n")
    paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", rest)]
    plainer = [text.removeprefix(PLAINER).strip() for text in paragraphs if text.startswith(PLAINER)]
    others = " ".join(text for text in paragraphs if not text.startswith(PLAINER))
    return hint.strip(), " ".join(plainer), others.strip().removeprefix(SEEN).strip()
