"""Cuts public tests out of a test file, with only what they use."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path
from textwrap import dedent

from ..errors import UsageError

AUTHORS_PACKAGE = "autograder.testing"
STUDENTS_PACKAGE = "kit"
SECRET_FIXTURES = frozenset({"reference"})
SET_UP = frozenset({"setup_method", "teardown_method", "setup_class", "teardown_class"})
"""Methods of a class of tests that pytest calls by itself."""
LONGEST_LINE = 100


@dataclass(frozen=True)
class _Block:
    """A statement at the top level of a test file, or of a class.

    Attributes:
        node: the statement.
        names: the names that it defines.
        uses: the names that it refers to.
        source: its lines, with decorators and the comments right above.
        start: the index of the first of these.
    """

    node: ast.stmt
    names: frozenset[str]
    uses: frozenset[str]
    source: str
    start: int


def public_tests(file: Path) -> str | None:
    """The source of a test file's public tests, or None if it has none.

    Raises:
        UsageError: a public test uses something that students do not get.
    """
    source = file.read_text(encoding="utf-8")
    blocks = [_public_part(block) for block in _blocks(source)]
    public = [block for block in blocks if _is_public_test(block.node)]
    if not public:
        return None
    kept = _with_what_they_use([*public, *filter(_holds_for_all, blocks)], blocks)
    used = frozenset().union(*(block.uses for block in kept))
    if secret := used & SECRET_FIXTURES:
        raise UsageError(f"{file}: a public test uses `{min(secret)}`, which students do not get")
    documented = ast.get_docstring(ast.parse(source), clean=False)
    header = [f'"""{documented}"""'] if documented else []
    imports = _imports(blocks, used, file)
    gap = "\n\n\n" if _stands_apart(kept[0]) else "\n\n"
    return "\n\n".join([*header, *([imports] if imports else [])]) + gap + _joined(kept) + "\n"


def hidden_tests(file: Path) -> list[str]:
    """The sources of a file's hidden tests."""
    source = file.read_text(encoding="utf-8")
    classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    blocks = chain(_blocks(source), *(_statements(node.body, source.splitlines()) for node in classes))
    return [
        dedent(block.source) for block in blocks if _is_test(block.node) and not _is_public_test(block.node)
    ]


def _public_part(block: _Block) -> _Block:
    """A class of tests with the public ones alone, and what of the class these use; else the same block."""
    if not isinstance(block.node, ast.ClassDef) or not _is_public_test(block.node):
        return block
    lines = dedent(block.source).splitlines()
    whole = ast.parse("\n".join(lines)).body[0]
    assert isinstance(whole, ast.ClassDef)
    members = list(_statements(whole.body, lines))
    is_documented = _is_text(members[0].node)
    head = lines[: members[1 if is_documented else 0].start]
    for_all = [member for member in members if _is_public_test(member.node) or _holds_for_all(member)]
    kept = _with_what_they_use(for_all, members)
    gap = "\n\n" if is_documented else "\n"
    source = "\n".join(head).rstrip() + gap + "\n\n".join(member.source for member in kept)
    whole.body = [member.node for member in kept]
    return replace(block, uses=frozenset(_used(whole)), source=source)


def _blocks(source: str) -> Iterator[_Block]:
    return _statements(ast.parse(source).body, source.splitlines())


def _statements(body: Sequence[ast.stmt], lines: Sequence[str]) -> Iterator[_Block]:
    end_before = 0
    for node in body:
        decorators = getattr(node, "decorator_list", [])
        start = min([node.lineno, *(decorator.lineno for decorator in decorators)]) - 1
        while start > end_before and lines[start - 1].lstrip().startswith("#"):
            start -= 1
        end_before = node.end_lineno or node.lineno
        text = "\n".join(lines[start:end_before])
        yield _Block(node, frozenset(_defined(node)), frozenset(_used(node)), text, start)


def _defined(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            yield from (
                inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)
            )
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def _used(node: ast.stmt) -> Iterator[str]:
    for inner in ast.walk(node):
        match inner:
            case ast.Name(id=name) | ast.arg(arg=name):
                yield name
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                yield name
            case ast.Call(func=ast.Attribute(attr="usefixtures"), args=names):
                yield from (str(name.value) for name in names if isinstance(name, ast.Constant))


def _holds_for_all(block: _Block) -> bool:
    """Whether a statement is for all tests of its file or class: marks, or what each has unasked."""
    if block.names & SET_UP:
        return True
    fixtures = (
        keyword
        for decorator in getattr(block.node, "decorator_list", ())
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
    )
    return "pytestmark" in block.names or any(keyword.arg == "autouse" for keyword in fixtures)


def _is_test(node: ast.stmt) -> bool:
    """Whether it is a test, or a class of tests."""
    if isinstance(node, ast.ClassDef):
        return any(map(_is_test, node.body))
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


def _is_public_test(node: ast.stmt) -> bool:
    """Whether it is a public test, or a class with one."""
    if isinstance(node, ast.ClassDef):
        return any(map(_is_public_test, node.body))
    return (
        isinstance(node, ast.FunctionDef)
        and _is_test(node)
        and any(
            isinstance(decorator, ast.Call)
            and any(
                keyword.arg == "public"
                and isinstance(keyword.value, ast.Constant)
                and keyword.value.value is True
                for keyword in decorator.keywords
            )
            for decorator in node.decorator_list
        )
    )


def _with_what_they_use(tests: list[_Block], blocks: list[_Block]) -> list[_Block]:
    """The tests and all that they use, directly or not, in the order of the file."""
    wanted: set[int] = set()
    open_ends = list(tests)
    while open_ends:
        block = open_ends.pop()
        if id(block) in wanted:
            continue
        wanted.add(id(block))
        open_ends += [used for used in blocks if used.names & block.uses and not _is_test(used.node)]
    chosen: list[_Block] = []
    for position, block in enumerate(blocks):
        follows_kept = bool(chosen) and position > 0 and chosen[-1] is blocks[position - 1]
        # A string below a constant is its docstring.
        if id(block) in wanted or (follows_kept and _is_text(block.node) and chosen[-1].names):
            chosen.append(block)
    return chosen


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _imports(blocks: list[_Block], used: frozenset[str], file: Path) -> str:
    standard: list[str] = []
    other: list[str] = []
    for block in blocks:
        match block.node:
            case ast.Import(names=names):
                other += [
                    f"import {ast.unparse(name)}"
                    for name in names
                    if (name.asname or name.name.split(".")[0]) in used
                ]
            case ast.ImportFrom(module=module, names=names):
                kept = [name for name in names if (name.asname or name.name) in used]
                if kept:
                    _refuse_helpers(file, str(module))
                    released = STUDENTS_PACKAGE if module == AUTHORS_PACKAGE else str(module)
                    (other if module == AUTHORS_PACKAGE else standard).append(
                        _import_from(released, [ast.unparse(name) for name in kept])
                    )
    return "\n".join([*standard, *other])


def _import_from(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= LONGEST_LINE:
        return line
    return "\n".join([f"from {module} import (", *(f"    {name}," for name in names), ")"])


def _refuse_helpers(file: Path, module: str) -> None:
    if (file.parent / f"{module}.py").exists():
        raise UsageError(f"{file}: a public test uses {module}.py, which students do not get")


def _joined(blocks: list[_Block]) -> str:
    parts = [blocks[0].source]
    for before, block in pairwise(blocks):
        together = _is_text(block.node) or not (_stands_apart(before) or _stands_apart(block))
        parts.append(("\n" if together else "\n\n\n") + block.source)
    return "".join(parts)


def _stands_apart(block: _Block) -> bool:
    """Whether two empty lines go around it."""
    return isinstance(block.node, ast.FunctionDef | ast.ClassDef)
