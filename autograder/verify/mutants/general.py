"""Mutations of Python itself, by the operators of cosmic-ray.

The library can put each of twelve binary operators in place of each other one. That is not how people
err, and most of it only raises; the table below is what somebody might write by mistake. Left out
are also: names in place of names, which it draws at random; `is` for `==`; exceptions and
decorators, which solutions of exercises do not have; `@`, which it does not know.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...errors import UsageError
from .edits import Edit, Reference

WORDS = {
    "ReplaceBinaryOperator_Add_Sub": "- for +",
    "ReplaceBinaryOperator_Add_Mul": "* for +",
    "ReplaceBinaryOperator_Sub_Add": "+ for -",
    "ReplaceBinaryOperator_Sub_Div": "/ for -",
    "ReplaceBinaryOperator_Mul_Add": "+ for *",
    "ReplaceBinaryOperator_Mul_Div": "/ for *",
    "ReplaceBinaryOperator_Mul_Pow": "** for *",
    "ReplaceBinaryOperator_Div_Mul": "* for /",
    "ReplaceBinaryOperator_Div_Sub": "- for /",
    "ReplaceBinaryOperator_Div_FloorDiv": "// for /",
    "ReplaceBinaryOperator_FloorDiv_Div": "/ for //",
    "ReplaceBinaryOperator_Mod_FloorDiv": "// for %",
    "ReplaceBinaryOperator_Pow_Mul": "* for **",
    "ReplaceBinaryOperator_BitAnd_BitOr": "| for &",
    "ReplaceBinaryOperator_BitOr_BitAnd": "& for |",
    "ReplaceComparisonOperator_Eq_NotEq": "!= for ==",
    "ReplaceComparisonOperator_NotEq_Eq": "== for !=",
    "ReplaceComparisonOperator_Lt_LtE": "<= for <",
    "ReplaceComparisonOperator_Lt_Gt": "> for <",
    "ReplaceComparisonOperator_LtE_Lt": "< for <=",
    "ReplaceComparisonOperator_LtE_GtE": ">= for <=",
    "ReplaceComparisonOperator_Gt_GtE": ">= for >",
    "ReplaceComparisonOperator_Gt_Lt": "< for >",
    "ReplaceComparisonOperator_GtE_Gt": "> for >=",
    "ReplaceComparisonOperator_GtE_LtE": "<= for >=",
    "ReplaceComparisonOperator_Is_IsNot": "is not for is",
    "ReplaceComparisonOperator_IsNot_Is": "is for is not",
    "ReplaceUnaryOperator_Delete_USub": "minus left out",
    "ReplaceUnaryOperator_Delete_Not": "not left out",
    "ReplaceUnaryOperator_Delete_Invert": "~ left out",
    "AddNot": "condition turned round",
    "ReplaceTrueWithFalse": "False for True",
    "ReplaceFalseWithTrue": "True for False",
    "ReplaceAndWithOr": "or for and",
    "ReplaceOrWithAnd": "and for or",
    "ReplaceBreakWithContinue": "continue for break",
    "ReplaceContinueWithBreak": "break for continue",
    "NumberReplacer": "another number",
    "ZeroIterationForLoop": "no round of the loop",
}
"""The operators of cosmic-ray that are used, and what they do."""

COMPARISON_OR_CONSTANT = re.compile(r"==|!=|<|>|\bis\b|^(True|False)$")
AS_KEYWORD = re.compile(r"\w=\s*$")
AS_FIXED_KEYWORD = re.compile(r"\b(dim|axis|num_samples)=\s*-?$")

Place = tuple[tuple[int, int], tuple[int, int]]
"""Line and column, from one and from zero, of the start and of the end."""


def edits(reference: Reference) -> Iterator[Edit]:
    """The mutations of what stands between the marks, operator by operator.

    Raises:
        UsageError: cosmic-ray is not installed.
    """
    # Two hundred modules in 70 ms, which nothing but this needs.
    try:
        from cosmic_ray.ast import ast_nodes, get_ast
        from cosmic_ray.mutating import mutate_code
        from cosmic_ray.plugins import get_operator
    except ImportError:
        raise UsageError("mutants need cosmic-ray: pip install 'bigram-course-kit[verify]'") from None
    nodes = list(ast_nodes(get_ast(reference.text)))
    on_text = frozenset(_operators_on_text(reference))
    for name, words in WORDS.items():
        operator = get_operator(f"core/{name}")()
        places: list[Place] = [place for node in nodes for place in operator.mutation_positions(node)]
        for occurrence, place in enumerate(places):
            start, end = (reference.offset_of_character(*point) for point in place)
            if place[0][0] in reference.solution and not _senseless(reference, name, start, end, on_text):
                mutated = mutate_code(reference.text, operator, occurrence)
                yield Edit(words, start, end, _what_took_its_place(reference.text, mutated, start, end))


def _what_took_its_place(text: str, mutated: str, start: int, end: int) -> str:
    """The library puts blanks where they need not be: in front of numbers and operators."""
    before, behind = len(text[:start].rstrip()), len(mutated) - len(text) + end
    return mutated[before:behind].strip()


def _senseless(reference: Reference, name: str, start: int, end: int, on_text: frozenset[int]) -> bool:
    """Whether a mutation could only raise, or says what another one says better."""
    before, changed = reference.text[:start], reference.text[start:end]
    match name.split("_")[0]:
        case "ReplaceBinaryOperator":
            return start in on_text
        case "AddNot":
            return COMPARISON_OR_CONSTANT.search(changed) is not None
        case "ReplaceTrueWithFalse":
            # The default of a keyword is False nearly always: it is left out elsewhere.
            return AS_KEYWORD.search(before) is not None
        case "NumberReplacer":
            return AS_FIXED_KEYWORD.search(before) is not None
    return False


def _operators_on_text(reference: Reference) -> Iterator[int]:
    """Where operators stand that join strings, which know no other one."""
    for node in ast.walk(reference.tree):
        if isinstance(node, ast.BinOp) and any(map(_is_text, (node.left, node.right))):
            (_, left), (right, _) = reference.span(node.left), reference.span(node.right)
            yield right - len(reference.text[left:right].lstrip())


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
