"""What torch and Python raise for beginners' mistakes gets a sentence in plain words, and keeps its own."""

from __future__ import annotations

from textwrap import dedent

import pytest

from autograder.testing.meanings import MEANINGS, told
from autograder.testing.values import one_line

W = "w = torch.ones(2, requires_grad=True); "
PROVOKED: list[tuple[str, str]] = [
    ("torch.ones(2, 2) + torch.ones(3)", "along one dimension the sizes are 2 and 3"),
    ("torch.ones(5, 27) @ torch.ones(5, 27)", "the numbers are 27 and 5"),
    ("torch.ones(2, 3) @ torch.ones(4)", "the lengths are 4 and 3"),
    ("torch.ones(2) @ torch.ones(3)", "the lengths are 2 and 3"),
    ("torch.ones(2) @ torch.tensor(1.0)", "one of these is a single number"),
    ("torch.ones(9, 9)[torch.arange(4), torch.arange(5)]", "go together entry by entry"),
    ("t = torch.zeros(9, 9); t[torch.arange(2), torch.arange(2)] = torch.ones(3)", "has another shape than"),
    ("t = torch.zeros(4); t[:2] = torch.ones(3)", "of size 3 does not fit into a place of size 2"),
    ("torch.ones(3).add_(torch.ones(2, 3))", "a change in place keeps the shape"),
    ("torch.ones(6).view(4, 2)", "there are 6"),
    ("torch.ones(3)[0, 1]", "than the tensor has dimensions: it has 1"),
    ("torch.tensor([[1, 2], [3]])", "these have the lengths 2 and 1"),
    ("torch.stack([torch.ones(2), torch.ones(3)])", "differ in shape"),
    ("torch.ones(3)[torch.tensor([True, False])]", "A mask needs the shape"),
    ("torch.ones(3).sum(dim=1)", "no dimension 1: its dimensions are called -1 to 0"),
    ("torch.zeros(27, 27)[0, 27]", "no index 27 here: dimension 1 has the size 27"),
    ("torch.zeros(27, 27)[torch.tensor([27])]", "no index 27 here: dimension 0 has the size 27"),
    ("[1, 2][2]", "The list is not that long"),
    ("'ab'[2]", "The string is not that long"),
    ("torch.nn.functional.embedding(torch.tensor([3]), torch.ones(3, 2))", "not below the number of rows"),
    ("torch.tensor(1.0)[0]", "it is a single number"),
    ("torch.ones(3)[torch.Tensor([1, 2])]", "the tensor in the square brackets holds others"),
    ("torch.ones(3)[1.0]", "cannot be an index of a tensor"),
    ("torch.ones(3)['a']", "for a tensor or for an index"),
    ("x = [1, 2]; x['a']", "The index of a list is a whole number, and here it is of type str"),
    ("x = [[1, 2]]; x[0, 1]", "of type tuple"),
    ("x = 'abc'; x['a']", "The index of a text is a whole number"),
    ("[1, 2, 3][:1.5]", "A slice goes from one whole number to another"),
    ("[1, 2][torch.tensor([0, 1])]", "One whole number is needed here"),
    ("{0: '.'}[torch.tensor([0])]", "A dictionary is asked for a tensor"),
    ("{0: '.'}[1]", "no key 1 in what is asked"),
    ("{'a': 1}['b']", "no key 'b' in what is asked"),
    ("{[1]: 2}", "A value of type list can change"),
    (
        "torch.nn.functional.nll_loss(torch.ones(2, 2), torch.tensor([0.0, 1.0]))",
        "their dtype is int64, which torch calls Long. Here it is Float",
    ),
    (
        "torch.nn.functional.nll_loss(torch.ones(2, 2), torch.tensor([0, 1, 1]))",
        "the numbers are 2 and 3",
    ),
    (
        "torch.bmm(torch.ones(1, 2, 2), torch.ones(1, 2, 2).long())",
        "Tensors of two dtypes meet, Float and Long",
    ),
    ("torch.ones(2) @ torch.ones(2).long()", "two vectors of one dtype, and these are Float and Long"),
    ("torch.ones(2, 2).long() @ torch.ones(2)", "takes tensors of one dtype, and these differ"),
    ("torch.ones(2, 2) @ torch.ones(2, 2, dtype=torch.int64)", "these are float and long int"),
    ("torch.zeros(2, dtype=torch.int64).add_(0.5)", "it is Long, and what is computed is Float"),
    ("torch.tensor([1, 2]).mean()", "takes no mean of whole numbers"),
    ("torch.tensor([1, 2]).softmax(dim=0)", "with the dtype Long"),
    ("torch.Tensor('a')", "torch needs numbers here"),
    ("torch.tensor(['a', 'b'])", "torch needs numbers here"),
    ("torch.tensor({1, 2})", "of values of type set"),
    ("torch.nn.functional.one_hot(torch.tensor([0.0]))", "their dtype is int64"),
    ("torch.nn.functional.one_hot(torch.tensor([5]), 5)", "the last one is n - 1"),
    ("torch.nn.functional.one_hot(torch.tensor([-1]), 5)", "a negative number among the indices"),
    ("torch.multinomial(torch.tensor([1, 2]), 1)", "what is drawn from are whole numbers (Long)"),
    ("torch.multinomial(torch.tensor([-1.0, 2.0]), 1)", "a number in it that is negative, inf or nan"),
    ("torch.multinomial(torch.zeros(3), 1)", "it sums to zero"),
    ("torch.multinomial(torch.ones(2, 2, 2), 1)", "one row of probabilities or from a table"),
    ("torch.ones(2).item()", "only where it has a single entry"),
    ("import math; math.log(torch.ones(2))", "only where it has a single entry"),
    ("bool(torch.ones(2) > 0)", "A condition needs one yes or no"),
    (W + "w.numpy()", "NumPy takes over no tensor"),
    ("len(torch.tensor(1.0))", "a number has no length"),
    ("list(torch.tensor(1.0))", "finds nothing in it to go through"),
    ("len(5)", "The length of a value of type int"),
    ("for i in 5: pass", "there is a single number (int)"),
    ("x = 5; x[0]", "what stands before them is a single number (int)"),
    ("range(1.5)", "there is a value of type float"),
    ("int('a')", "the text is no whole number"),
    ("torch.ones(2).sum().backward()", "finds no way to go"),
    (W + "l = (w * w).sum(); l.backward(); l.backward()", "an earlier one has used up"),
    (W + "w -= 1", "changed in place while torch takes notes"),
    (W + "w[0] = 1.0", "changed in place while torch takes notes"),
    (W + "e = w.exp(); e.mul_(2); e.sum().backward()", "the backward pass needs what it was before"),
    (W + "(w * w).backward()", "starts from one number, and this tensor has several"),
    ("torch.ones(2, dtype=torch.int64, requires_grad=True)", "numbers with decimals can have a gradient"),
    (W + "(w * 2).requires_grad = False", "its own flag is fixed"),
    (W + "w.grad.zero_()", "to the left of `.zero_` is None"),
    ("x = [].append(1); x.append(2)", "what a function gives back that only changes a list"),
    (W + "0.1 * w.grad", "One side of `*` is None"),
    (W + "w.data -= w.grad", "One side of `-=` is None"),
    ("x = None; x[0]", "There is None where a value is needed"),
    ("a, b = None", "There is None where a value is needed"),
    ("1 - torch.ones(2).sum", "One side of `-` is a function"),
    ("-torch.ones(2).log", "What follows `-` is a function"),
    ("torch.ones(2).log.mean()", "A function is used like a value"),
    ("len[3]", "A function is used like a value"),
    ("torch.ones(2)(0)", "what stands before them is of type Tensor"),
    ("x = 'a'; x(0)", "what stands before them is of type str"),
    ("def f(a, b): pass\nf(1)", "The function f is called with too few arguments: there is none for 'b'"),
    ("def f(a): pass\nf(1, 2)", "f takes 1, and gets 2"),
    ("len([1], [2])", "takes exactly one, and gets 2"),
    ("def f(a): pass\nf(b=1)", "The function f has no parameter with the name b"),
    ("def f(a): pass\nf(1, a=1)", "one by its place and one by its name"),
    ("torch.randn(2, torch.Generator())", "takes number 2 of its arguments for a part of its `size`"),
    ("torch.ones(2).sum(1, 2, 3, 4)", "torch's `sum` does not take arguments of these types"),
    ("torch.ones(2).exp(1)", "takes no, and gets 1"),
    ("torch.multinomial([0.5, 0.5], 1)", "torch's `multinomial` wants Tensor for its parameter `input`"),
    (
        "'a' + 1",
        "`+` joins a value of type str only with another one, and on its right there is one of type int",
    ),
    ("''.join(['a', 1])", "one of its parts is of type int"),
    ("[1] - 1", "`-` does not work on the types list and int together"),
    ("'a' < 1", "`<` does not compare the types str and int"),
    ("x = 'abc'; x[0] = 'd'", "The entries of a value of type str cannot be changed"),
    ("torch.no_such", "The module torch has nothing with the name `no_such`"),
    ("[1].shape", "is of type list, which has nothing with that name"),
    ("a, b = [1]", "the number of names is 2, that of values 1"),
    ("for a, b in ['abc']: pass", "the number of names is 2"),
    ("1 / 0", "Something is divided by zero"),
    ("list(zip([1], [1, 2], strict=True))", "differs in length"),
    ("[1].index(2)", "asked where a value stands that is not in it"),
    ("'a'.index('b')", "asked where something stands that is not in it"),
    ("d = {1: 1}\nfor k in d: d[k + 1] = 1", "grows or shrinks meanwhile"),
    ("def f(): f()\nf()", "this does not end"),
    ("def f():\n    x += 1\nf()", "`x` is used in this function before it has a value"),
    ("no_such", "Python knows no `no_such` here"),
    ("import no_such_module", "There is no module no_such_module"),
    ("from torch import no_such", "The module torch has nothing with the name `no_such`"),
    ("open('no/such/file')", "no such file where the code looks"),
    ("def f():\npass", "the function definition on line 1 must stand further to the right"),
    ("x = 1\n  y = 2", "stands further to the right than the one above"),
    ("if True:\n    x = 1\n  y = 2", "in line with no other block"),
    ("if True:\n        x = 1\n\ty = 2", "Tabs and spaces are mixed"),
    ("f(1", "The bracket `(` has no partner"),
    ("f(1))", "The bracket `)` closes none"),
    ("f(1]", "does not close the open one, which is `(`"),
    ("x = 'a", "the one at its end is missing"),
    ("for i in [1]\n    pass", "A colon is missing"),
    ("return 1", "`return` stands outside of every function"),
    ("break", "`break` stands outside of every loop"),
    ("if x = 1: pass", "Perhaps a comparison is meant"),
    ("f(a b)", "Perhaps a comma or an operator is missing"),
    ("x = “a”", "a character that no Python code has"),
    ("x = = 1", "Python cannot read this line"),
]
"""Code, and a part of what is said about its exception."""


def exception_of(code: str) -> tuple[str, str]:
    """The type of the exception that code raises, and what it says, as the kit reads both."""
    try:
        exec(compile(dedent(code), "code", "exec"), {"torch": __import__("torch")})
    except Exception as error:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return type(error).__name__, one_line(text)
    raise AssertionError(f"raises nothing: {code}")


@pytest.mark.parametrize(("code", "sentence"), PROVOKED)
def test_an_exception_is_told_in_plain_words_and_its_own(code: str, sentence: str) -> None:
    kind, text = exception_of(code)
    said = told(kind, text)
    assert sentence in said
    assert said.endswith(f" Python says: {kind}: {text}")


def test_every_sentence_belongs_to_an_exception_that_is_raised() -> None:
    raised = [": ".join(exception_of(code)) for code, _sentence in PROVOKED]
    found = {next(pattern for pattern, _ in MEANINGS if pattern.match(exception)) for exception in raised}
    assert [pattern.pattern for pattern, _ in MEANINGS if pattern not in found] == []


def test_what_is_not_known_keeps_its_own_words_alone() -> None:
    assert told("StrangeError", "what is this") == "StrangeError: what is this"
    assert told("StrangeError", "") == "StrangeError"
