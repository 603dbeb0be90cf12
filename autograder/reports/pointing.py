"""Where in a student's code a test points: at the line that raised, or at what the test calls."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..classroom.code import Code, CodeFile
from ..course import Assignment
from ..results import TestResult

PLACE = re.compile(r" \((?P<file>[^()]*\.py), line (?P<line>\d{1,9}): .*\)$", re.DOTALL)
"""Where an exception was raised, at the end of a message."""

Called = Mapping[str, Mapping[str, Sequence[str]]]
"""The functions and classes of the student's module that each test calls, by exercise and test."""


@dataclass(frozen=True)
class Place:
    """A line of a submission's code, counted from one."""

    path: str
    line: int


def without_place(message: str) -> str:
    """A message without where the exception was raised: the same mistake stands in other lines, too."""
    return PLACE.sub("", message)


def places_of(result: TestResult, exercise: str, called: Sequence[str], code: Code) -> tuple[Place, ...]:
    """The lines that a test points at; none if the code has no such line.

    Args:
        result: of a test that did not pass.
        exercise: that it is about.
        called: the functions and classes that it calls.
        code: of the submission.
    """
    if (raised := PLACE.search(result.message or "")) is not None:
        place = Place(raised["file"], int(raised["line"]))
        if any(file.path == place.path and 0 < place.line <= len(file.lines) for file in code):
            return (place,)
    own = next((file for file in code if file.path == f"{exercise}.py"), None)
    lines = [_definition(own, name) for name in called] if own is not None else []
    return tuple(Place(f"{exercise}.py", line) for line in lines if line is not None)


def called_in(assignment: Assignment) -> Called:
    """What the tests of an assignment call, as its references define it and its tests name it."""
    return {module: _called_in_tests(assignment, module) for module in assignment.modules}


def _definition(file: CodeFile, name: str) -> int | None:
    """The line of the last definition of a name: it is the one that counts."""
    defined = re.compile(rf"(?:(?:async +)?def|class) +{name}\b|{name} *[:=]")
    lines = [number for number, line in enumerate(file.lines, start=1) if defined.match(line)]
    return lines[-1] if lines else None


def _called_in_tests(assignment: Assignment, module: str) -> dict[str, list[str]]:
    reference = ast.parse(assignment.reference(module).read_bytes())
    defined = [
        node.name
        for node in reference.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    called: dict[str, list[str]] = {}
    for path in assignment.test_files(module):
        tree = ast.parse(path.read_bytes())
        functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        for name in functions:
            words = _words(name, functions)
            # What a helper in another file calls is not known: any of them, then.
            called[name.removeprefix("test_")] = [own for own in defined if own in words] or defined
    return called


def _words(function: str, functions: Mapping[str, ast.FunctionDef]) -> set[str]:
    """The attributes and strings in a function, and in those of the same file that it uses."""
    words: set[str] = set()
    used = [function]
    for name in used:
        for node in ast.walk(functions[name]):
            match node:
                case ast.Attribute(attr=word) | ast.Constant(value=str(word)):
                    words.add(word)
                case ast.Name(id=other) | ast.arg(arg=other) if other in functions and other not in used:
                    used.append(other)
    return words
