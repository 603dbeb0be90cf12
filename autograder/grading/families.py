"""Families: a misconception that is the same mistake for several values of its constants.

A file says so by a literal, `FAMILY = {"RATE": (0.1, 1.0, 50.0)}`, for its top-level constants. Files
are read and never imported.
"""

from __future__ import annotations

import ast
import io
import math
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NAME = "FAMILY"

Values = Mapping[str, Any]
"""Values of constants, by name."""

Family = Mapping[str, tuple[Any, ...]]
"""Possible values of constants, by name."""

SOURCE_MOST = 64 * 1024
NUMBERS_MOST = 32
"""How many numbers of a student's file to try, so that a table of them costs no time."""

NEAR_MOST = 6
"""How many of these to try for one constant."""

DIGITS_MOST = 20
EXPONENT_MOST, BASE_MOST = 20, 1000


def family_in(tree: ast.Module) -> tuple[Family, Values]:
    """The family that a file declares, and the constants' own values.

    Raises:
        ValueError: the family is malformed; the text says how.
    """
    constants = dict(_constants_in(tree.body))
    if NAME not in constants:
        return {}, {}
    family = _literal(NAME, constants.pop(NAME))
    if not isinstance(family, dict) or not family:
        raise ValueError(f"{NAME} must be a dict of constants' names, each with a tuple of its values")
    for name, values in family.items():
        if name not in constants:
            raise ValueError(f"{NAME} names {name!r}, which is no constant of the file")
        if not isinstance(values, tuple) or _literal(name, constants[name]) not in values:
            raise ValueError(f"{NAME} must list the values of {name}, as a tuple that has its own among them")
    return family, {name: _literal(name, constants[name]) for name in family}


def with_values(tree: ast.Module, values: Values) -> str:
    """The source of a file with these values for its constants, and without its family, as students write it.

    Args:
        tree: the file's.
        values: by the names of constants.
    """
    kept = [statement for statement in tree.body if NAME not in dict(_constants_in([statement]))]
    body = [_with_value(statement, values) for statement in kept]
    return ast.unparse(ast.Module(body, tree.type_ignores)) + "\n"


def between(values: Sequence[Any], numbers: Sequence[float]) -> tuple[Any, ...]:
    """Further values for a constant: numbers strictly between its least and its greatest value.

    Args:
        values: of the constant; unless all are numbers, there is nothing between them.
        numbers: the candidates; only whole ones count if all values are whole.
    """
    if not all(is_number(value) for value in values):
        return ()
    whole = all(isinstance(value, int) for value in values)
    usable = [number for number in numbers if isinstance(number, int) or not whole]
    inside = [number for number in usable if min(values) < number < max(values) and number not in values]
    as_float = all(isinstance(value, float) for value in values)
    return tuple(float(number) if as_float else number for number in inside)[:NEAR_MOST]


def numbers_in(source: bytes) -> tuple[float, ...]:
    """The numbers in a student's file, and the results of two that an operator joins.

    The file is only cut into tokens: invalid Python ends the search.
    """
    found: dict[float, None] = {}
    if len(source) <= SOURCE_MOST:
        for number in _numbers(_terms(source)):
            found.setdefault(number)
            if len(found) == NUMBERS_MOST:
                break
    return tuple(found)


def is_number(value: object) -> bool:
    """Whether a value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _constants_in(statements: Sequence[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(name)], value=value):
                yield name, value


def _literal(name: str, value: ast.expr) -> Any:
    try:
        return ast.literal_eval(value)
    except ValueError:
        raise ValueError(f"{name} is to be a literal") from None


def _with_value(statement: ast.stmt, values: Values) -> ast.stmt:
    match statement:
        case ast.Assign(targets=[ast.Name(name)]) if name in values:
            return ast.parse(f"{name} = {values[name]!r}").body[0]
    return statement


def _terms(source: bytes) -> Iterator[float | str]:
    """The numbers of a file, each with its sign, and the operators and names between them."""
    before, sign = "", ""
    try:
        for token in tokenize.tokenize(io.BytesIO(source).readline):
            if token.type == tokenize.NUMBER and (number := _number(token.string)) is not None:
                yield -number if sign else number
                before, sign = token.string, ""
            elif token.string == "-" and not (before[-1:].isalnum() or before[-1:] in (")", "]", ".")):
                before, sign = token.string, "-"
            elif token.type not in (tokenize.COMMENT, tokenize.NL):
                yield token.string
                before, sign = token.string, ""
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def _numbers(terms: Iterator[float | str]) -> Iterator[float]:
    last: tuple[float | str, float | str] = ("", "")
    for term in terms:
        if not isinstance(term, str):
            yield term
            if term < 0:
                yield -term
            yield from _combined(last[0], last[1], term)
        last = (last[1], term)


def _combined(left: float | str, operator: float | str, right: float) -> Iterator[float]:
    if isinstance(left, str):
        return
    match operator:
        case "+":
            yield left + right
        case "-":
            yield left - right
        case "*":
            yield left * right
        case "/" if right:
            yield left / right
        case "**" if left and abs(left) <= BASE_MOST and abs(right) <= EXPONENT_MOST:
            power = left**right
            if isinstance(power, int | float):
                yield power


def _number(text: str) -> float | None:
    try:
        number = ast.literal_eval(text) if len(text) <= DIGITS_MOST else None
    except (SyntaxError, ValueError):
        return None
    return number if is_number(number) else None
