"""What torch and Python raise for beginners' mistakes gets a sentence in plain words, and keeps its own."""

from __future__ import annotations

from textwrap import dedent

import pytest
import torch

from autograder.testing.differences import losses_told, numbers_told, showing_values
from autograder.testing.meanings import MEANINGS, of_a_line, told
from autograder.testing.values import one_line

W = "w = torch.ones(2, requires_grad=True); "
PARTIAL = (
    "import importlib.machinery, types; m = types.ModuleType('m'); "
    "m.__spec__ = importlib.machinery.ModuleSpec('m', None); m.__spec__._initializing = True; "
)
NUMPY = "import numpy as np; "
AXES = "import matplotlib.figure; ax = matplotlib.figure.Figure().subplots(); "
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
    ("torch.ones(3)[torch.Tensor([1, 2])]", "a tensor that should hold indices holds others"),
    ("torch.ones(3)[1.0]", "cannot be an index of a tensor"),
    ("torch.ones(3)['a']", "for a tensor or for an index"),
    ("x = [1, 2]; x['a']", "The index of a list is a whole number, and here it is of type str"),
    ("x = [[1, 2]]; x[0, 1]", "of type tuple"),
    ("x = 'abc'; x['a']", "The index of a text is a whole number"),
    ("[1, 2, 3][:1.5]", "A slice goes from one whole number to another"),
    ("[1, 2][torch.tensor([0, 1])]", "One whole number is needed here"),
    ("{0: '.'}[torch.tensor([0])]", "A dictionary is asked for a tensor"),
    ("{0: '.'}[1]", "no key 1 where it is looked up"),
    ("{'a': 1}['b']", "no key 'b' where it is looked up"),
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
    ("x = [].append(1); x.append(2)", "what a function gives back that only changes something"),
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
    ("[1].push(2)", "is of type list, which has nothing with that name"),
    ("a, b = [1]", "the number of names is 2, that of values 1"),
    ("for a, b in ['abc']: pass", "the number of names is 2"),
    ("1 / 0", "Something is divided by zero"),
    ("list(zip([1], [1, 2], strict=True))", "differs in length"),
    ("[1].index(2)", "asked where a value stands that is not in it"),
    ("'a'.index('b')", "asked where something stands that is not in it"),
    ("d = {1: 1}\nfor k in d: d[k + 1] = 1", "grows or shrinks meanwhile"),
    ("def f(): f()\nf()", "deeper than Python allows. Perhaps another function of the same name is meant"),
    ("def f(n): return 1 + f(n - 1) if n else 0\nf(10**6)", "or there is too much to do in this way"),
    ("def f():\n    x += 1\nf()", "`x` is used in this function before it has a value"),
    ("def f():\n    def g(): return y\n    g()\n    y = 1\nf()", "`y` is used in this function before"),
    ("no_such", "Python knows no `no_such` here"),
    ("true", "It writes True, False and None"),
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
    ("X - X.max(dim=1)", "`max` gives two tensors in one"),
    ("X.max(dim=1).exp()", "`max` gives two tensors in one"),
    ("torch.exp(X.sort(dim=1))", "`sort` gives two tensors in one"),
    ("float(X.topk(1))", "`topk` gives two tensors in one"),
    ("torch.stack([X.min(dim=1)])", "`min` gives two tensors in one"),
    ("-X.median(dim=1)", "`median` gives two tensors in one"),
    ("X / X.float", "One side of `/` is a function"),
    ("X.float > 3", "One side of `>` is a function"),
    ("torch.exp(X.float)", "A function is used like a value"),
    ("torch.zeros(X.size)", "A function is used like a value"),
    ("len(X.tolist)", "A function is used like a value"),
    ("range(X.size)", "A function is used like a value"),
    ("int(X.sum().item)", "A function is used like a value"),
    ("for a, b in {}.items: pass", "A function is used like a value"),
    ("a, b = {}.items", "A function is used like a value"),
    ("1 in {}.keys", "A function is used like a value"),
    ("range[3]", "A class is used like a value"),
    ("len(range)", "A class is used like a value"),
    ("for i, a in enumerate: pass", "A class is used like a value"),
    ("with torch.no_grad: pass", "What follows `with` is a class"),
    ("for c in sorted([1]).sort(): pass", "There is None where a value is needed"),
    ("len([2, 1].sort())", "There is None where a value is needed"),
    ("import random; torch.tensor(random.shuffle([1]))", "There is None where a value is needed"),
    ("[1] + [2].append(3)", "There is None where a value is needed"),
    ("1 in [2].append(3)", "There is None where a value is needed"),
    ("-None", "There is None where a value is needed"),
    ("range(None)", "There is None where a value is needed"),
    ("[1, 2].sort() + [3]", "One side of `+` is None"),
    ("None < 1", "One side of `<` is None"),
    ("max({}.get('a'), 3)", "One side of `>` is None"),
    (W + "w.grad[:] = 0", "before the square brackets. Perhaps it is a gradient"),
    (W + "w.grad()", "what stands before them is None"),
    ("torch.stack([X].append(X))", "`stack` gets None for its parameter `tensors`"),
    ("X.shape(0)", "of type torch.Size. Perhaps square brackets are meant, or none"),
    ("n = 2; n(3)", "what stands before them is a single number (int). Perhaps a `*` is missing"),
    ("torch.float32(2)", "a dtype: it says what numbers a tensor holds"),
    ("[1].insert(2)", "insert takes 2, and gets 1"),
    ("torch.zeros(2, 3.0)", "takes whole numbers for its `size`, and one of them is of type float"),
    ("torch.zeros([2.0])", "takes whole numbers for its `size`, and one of them is of type float"),
    ("torch.Generator.manual_seed(4)", "`manual_seed` belongs to values of type torch._C.Generator"),
    ("torch.Generator().manual_seed(5.5)", "A seed is a whole number, and here it is of type float"),
    ("~X", "`~` turns yes into no, so it needs the dtype bool"),
    (
        "class A(torch.nn.Module):\n    def __init__(self): self.w = torch.nn.Parameter(X)\nA()",
        "gets its first parameters before `nn.Module` has prepared a place",
    ),
    ("X.to('flaot')", "there is no device `flaot`"),
    ("torch.dot(X, X)", "takes two vectors, which have one dimension each, and these tensors have 2 and 2"),
    ("torch.mv(X, X)", "these numbers are 2 and 2"),
    ("torch.mm(X, X[0])", "takes two matrices"),
    ("torch.bmm(X, X)", "three dimensions"),
    ("torch.ones(3, 2, 2) @ torch.ones(3, 3, 2)", "In a row of matrix products"),
    ("torch.einsum('ij,jk->ik', X, torch.ones(4, 5))", "The letter j stands for one size"),
    ("torch.nn.functional.cross_entropy(X[0], torch.tensor([0, 1]))", "and there are 2 labels"),
    ("torch.nn.functional.nll_loss(X, torch.tensor([[0], [1], [1]]))", "the labels in one dimension"),
    ("t = torch.ones(3); t[0] = torch.ones(2)", "they have 1 and 0"),
    ("X.view(-1, -1)", "-1 stands for more than one"),
    ("torch.ones(2, 3).T.view(6)", "the order in which they lie in memory"),
    ("torch.zeros(-1)", "one of its sizes is negative"),
    ("torch.stack([])", "Tensors are to be put together, and there are none"),
    ("torch.cat([])", "Tensors are to be put together, and there are none"),
    ("torch.stack([X, 1.0])", "the one with the index 1 is no tensor: its type is float"),
    ("torch.cat([X, X[0]])", "that have 2 and 1 dimensions"),
    (
        "torch.cat([X, torch.ones(3, 2)])",
        "along dimension 0, and along another one they differ: the sizes are 3 and 2",
    ),
    ("torch.cat([X.sum(), X.sum()])", "along a dimension, and a single number has none"),
    ("X[:0].max()", "One entry of several is asked for"),
    ("X[:0].argmax()", "One entry of several is asked for"),
    ("X.sum().size(0)", "has no dimension to ask for"),
    ("X.gather(1, torch.tensor([0]))", "need as many dimensions as the tensor"),
    ("X.gather(1, torch.tensor([[5]]))", "no index 5 here: dimension 1 has the size 3"),
    ("X.shape = (9,)", "`.shape` of a tensor says what the tensor is"),
    ("torch.arange(3, 0)", "each step leads away from it"),
    ("X.sum().shape[0]", "The shape of a tensor is a tuple, too"),
    ("torch.nn.functional.nll_loss(X, torch.tensor([0, 3, 1]))", "The label 3 is negative, or not below"),
    ("X.sum()[:]", "it is a single number"),
    ("X[::-1]", "goes forwards alone"),
    ("{'a': 1}[0:1]", "A slice is for what has an order"),
    ("[].pop()", "where nothing is left"),
    ("set().pop()", "where nothing is left"),
    ("[1].pop(3)", "The list is not that long"),
    ("torch.nn.Linear(3, 2)(X.long())", "and these are Long and Float"),
    ("torch.nn.functional.cross_entropy(X, X.long())", "are taken for probabilities"),
    ("torch.tensor([[1, 2], 3])", "in place of a row there is a single value"),
    ("X[0] = 'a'", "are given a value of type str"),
    ("torch.tensor([2**70])", "A whole number is too large"),
    ("X * 2**70", "A whole number is too large"),
    ("10**400 / 3.0", "A whole number is too large"),
    ("torch.tensor([300], dtype=torch.uint8)", "does not fit into a tensor of type uint8"),
    ("t = X.int(); t[0] = float('nan')", "or it is inf or nan"),
    ("int(float('inf'))", "to be made of infinity"),
    ("int(torch.tensor(float('nan')))", "to be made of NaN"),
    ("import math; math.exp(1000)", "larger than the largest number"),
    ("10.0 ** 400", "larger than the largest number"),
    ("import math; math.log(0)", "for which it has no result"),
    ("torch.where(X, 1, 0)", "so the dtype bool"),
    ("X.masked_fill(X, 0)", "so the dtype bool"),
    ("torch.bincount(torch.tensor([-1]))", "counts whole numbers from 0 in one dimension"),
    ("torch.multinomial(X[0], 4)", "no entry may be drawn twice"),
    ("1 if X == X else 0", "A condition needs one yes or no"),
    ("max(X, X)", "`in`, `max` and `sorted` need a yes or no, too"),
    ("next([1])", "a value of type list does not give them in this way"),
    ("for k, v in {1: 'a'}: pass", "Perhaps a loop goes through a dictionary"),
    ("a, b = slice(1)", "there is one value, of type slice"),
    ("1 in 5", "on its right there is a value of type int"),
    ("zip('ab')[0]", "from a value of type zip none can be chosen"),
    ("float('a')", "and the text is none"),
    ("int([1])", "gets a value of type list"),
    ("import math; math.log([1])", "A plain number is needed here, and there is a value of type list"),
    ("ord('ab')", "gets this: string of length 2"),
    ("f'{X:.2f}'", "is none for a value of type Tensor"),
    ("f'{\"a\":.2f}'", "with its `f`, is none for a value of type str"),
    (W + "\nfor x in w: x *= 2", "such as a row in a loop, is changed in place"),
    (W + "torch.autograd.grad(w.sum(), w.clone())", "that the number was not computed from"),
    (W + "w.grad = 0", "is given a value of type int"),
    (W + "w.grad = torch.ones(3)", "the shapes are [3] and [2]"),
    (W + "torch.optim.SGD(w, lr=0.1)", "An optimiser takes a list of tensors"),
    (W + "torch.optim.SGD([w * 2], lr=0.1)", "and this one was computed from others"),
    ("X.shape + 1", "`+` joins a value of type tuple only with another one"),
    ("''.join(3)", "has none to go through, such as a number or None"),
    ("[1, 2] * 0.5", "here it meets a value of type float"),
    ("1 in 'abc'", "on its left there is a value of type int"),
    ("-[1]", "`-` does not work on the type list"),
    ("[1] ** 2", "`**` does not work on the types list and int together"),
    ("[1, 2].shape", "`.shape` is for tensors, and here it meets a value of type list"),
    ("X.sum().item().backward()", "`.backward` is for tensors, and here it meets a value of type float"),
    ("torch.nn.functional.softmax([1.0], dim=0)", "`.softmax` is for tensors"),
    ("dict(['abc'])", "it gets parts of length 3"),
    ("torch.tensor(1) // 0", "Something is divided by zero"),
    ("max([])", "The largest or the smallest of several values"),
    ("[1].remove(2)", "asked where a value stands that is not in it"),
    ("s = {1}\nfor k in s: s.add(k + 1)", "grows or shrinks meanwhile"),
    ("next(iter([]))", "there is no more"),
    ("assert 1 == 2", "does not hold"),
    (PARTIAL + "m.x", "The module m is used while it is still being read"),
    ("print 'a'", "`print` is a function"),
    ("1 = x", "On the left of `=`"),
    ("f(x) += 1", "On the left of `=`"),
    ("def f(a=1, b): pass", "Parameters that have a value of their own come last"),
    ("f(a=1, 2)", "Arguments that are passed by their name come last"),
    ("f(a=1, a=2)", "The parameter a gets a value twice"),
    ("def f(a, a): pass", "Two parameters have the name a"),
    ("x = 5 if True", "needs an `else`"),
    ("try:\n    x = 1", "needs an `except` or a `finally`"),
    ("2x = 3", "A number runs into a letter"),
    ("x = f'{}'", "holds code in curly brackets"),
    (NUMPY + "np.ones(2) + np.ones(3)", "whose shapes do not fit: (2,) and (3,)"),
    (NUMPY + "np.ones((2, 2)) @ np.ones((3, 3))", "the numbers are 2 and 3"),
    (NUMPY + "np.ones(4).reshape(3, 3)", "there are 4"),
    (NUMPY + "np.array([[1, 2], [3]])", "Perhaps its rows differ in length"),
    (NUMPY + "np.ones(3)[5]", "no index 5 here: dimension 0 has the size 3"),
    (NUMPY + "np.ones(3).item()", "An array becomes a plain number only where"),
    (NUMPY + "int(np.ones(3))", "An array becomes a plain number only where"),
    (NUMPY + "1 if np.ones(3) == 1 else 0", "A condition needs one yes or no"),
    (NUMPY + "np.ones(3) + torch.ones(3)", "An array of NumPy and a tensor of torch meet"),
    (NUMPY + "np.zeros(2, 2)", "Perhaps a shape needs brackets of its own"),
    (
        NUMPY + "np.ones(3).unsqueeze(0)",
        "`.unsqueeze` is for tensors, and here it meets a value of type numpy",
    ),
    (NUMPY + "np.random.choice(2, p=[0.5, 0.6])", "its numbers do not sum to 1"),
    (NUMPY + "np.random.choice(3, p=[0.5, 0.5])", "a probability for each of the values"),
    (NUMPY + "np.max(X)", "`max` gets None for its parameter `dim`. Perhaps a function of NumPy"),
    (NUMPY + "np.sum(X)", "Perhaps a function of NumPy is called with a tensor"),
    (NUMPY + "torch.from_numpy(np.array(['a']))", "made of an array of type numpy.str_"),
    ("torch.from_numpy([1])", "`from_numpy` takes an array of NumPy"),
    ("torch.nn.functional.softmax(X, axis=1)", "torch's name for the parameter is `dim`"),
    ("import random; random.choices([1, 2], weights=[1])", "a probability for each of the values"),
    ("import random; random.choice([])", "is to be drawn, and there are none"),
    ("torch.einsum('ijk->i', X)", "a letter for each dimension of a tensor: the numbers are 3 and 2"),
    ("torch.einsum('ij,jk->ik', X)", "as many tensors as its text names"),
    ("torch.outer(X, X)", "more or fewer dimensions than this function takes"),
    ("torch.diag(X.sum())", "more or fewer dimensions than this function takes"),
    ("torch.nn.functional.binary_cross_entropy(X, X[:2])", "entry by entry, and they differ in shape"),
    ("torch.nn.functional.binary_cross_entropy(X * 5, X)", "a number below 0 or above 1"),
    ("torch.arange(0, 5, 0)", "a step is 0"),
    ("range(0, 5, 0)", "a step is 0"),
    ("torch.ones(2**50)", "too large for the memory"),
    ("torch.take(X, torch.tensor([99]))", "no index 99 here: the number of entries is 9"),
    ("range(5)[9]", "The range is not that long"),
    ("X.gather(1, X)", "a tensor that should hold indices holds others"),
    ("torch.take(X, X)", "a tensor that should hold indices holds others"),
    ("torch.nn.Embedding(3, 2)(X)", "a tensor that should hold indices holds others"),
    ("torch.allclose(X, X.long())", "Tensors of two dtypes meet, Float and Long"),
    ("X.topk(9)", "than there are"),
    (W + "torch.optim.SGD([], lr=0.1)", "An optimiser takes a list of tensors"),
    (W + "torch.optim.SGD(w.tolist(), lr=0.1)", "An optimiser takes a list of tensors"),
    (W + "torch.autograd.grad(w.sum(), X)", "with respect to a tensor that does not require one"),
    (W + "w.data = 5", "`.data` holds a tensor, and is given a value of type int"),
    (AXES + "ax.plot([1, 2], [1])", "one list of places is longer than the other"),
    (AXES + "ax.scatter([1, 2], [1])", "one list of places is longer than the other"),
    (AXES + "ax.imshow([1, 2])", "here the shape is (2,)"),
    (AXES + "ax.imshow(['a'])", "An image is drawn from numbers"),
    (AXES + "ax.imshow(X, cmap='no such')", "Matplotlib does not know `no such` here"),
    (AXES + "ax.plot([1], 'zz')", "Matplotlib does not know `zz` here"),
    (AXES + "ax.set_xticks([1, 2], ['a'])", "there are 2 ticks and 1 labels"),
    (AXES + "ax.plot(None)", "There is None where a value is needed"),
    (AXES + "ax.plot([1], colour='r')", "has no parameter with the name colour"),
    (AXES + "ax.xlabel('a')", "which begins with `set_`"),
    (AXES + "ax.title('a')", "which begins with `set_`"),
    ("print('a', seperator='b')", "The function print has no parameter with the name seperator"),
    ("class A: pass\nA(1)", "The class A takes no arguments"),
    ("class A(torch.nn.Module): pass\nA()(X)", "has no function `forward`"),
    ("torch.nn.Sequential([1])", "here one of them is list"),
    ("isinstance(1, 'int')", "its second argument is none"),
    ("raise 'a'", "`raise` takes an exception"),
    ("raise AssertionError('Torch not compiled with CUDA enabled')", "There is no graphics card here"),
    ("raise RuntimeError('Expected all tensors to be on the same device')", "lie on different devices"),
    ("dict([1, 2])", "one of its parts is no pair"),
    ("'{} {}'.format(1)", "another number of places to fill"),
    ("'%s %s' % 'a'", "another number of places to fill"),
    ("__import__('a', {'__package__': ''}, level=1)", "in a package, and this folder is none"),
    ("raise PermissionError(1, 'Operation not permitted')", "is not allowed here"),
    ('raise RuntimeError("can\'t start new thread")', "another process or thread"),
    ("open('.')", "There is a folder where a file is looked for"),
    ("f = open('/dev/null')\nf.close()\nf.read()", "that is closed already"),
    ("with open('/dev/null') as f: f.write('a')", "opened in another way than it is used"),
    (r"x = 'C:\Users'", "Perhaps the text is a path of Windows"),
    (r"x = \ 5", "ends its line, and here something follows it"),
    ("def f: pass", "Round brackets are missing"),
    ("def f():\n    await g()", "a function that begins with `async def`"),
    ("f(1=2)", "a single name stands on the left of `=`"),
    ("x = {1: 2, 3}", "followed by a colon and a value"),
    ("try: pass\nexcept A, B: pass", "stand in round brackets"),
    ("x = 007", "begins with a zero"),
    ("def f():\n    x = 1\n    global x", "above the line that makes it global"),
    ("def f(x):\n    global x", "cannot be global as well"),
    ("def f():\n    nonlocal x", "there is none"),
    ("x = 1\nfrom __future__ import annotations", "above all other code of its file"),
]
"""Code, and a part of what is said about its exception."""


def exception_of(code: str) -> tuple[str, str]:
    """The type of the exception that code raises, and what it says, as the kit reads both."""
    try:
        exec(compile(dedent(code), "code", "exec"), {"torch": torch, "X": torch.ones(3, 3)})
    except Exception as error:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return type(error).__name__, one_line(text)
    raise AssertionError(f"raises nothing: {code}")


@pytest.mark.parametrize(("code", "sentence"), PROVOKED)
def test_an_exception_is_told_in_plain_words_and_its_own(code: str, sentence: str) -> None:
    kind, text = exception_of(code)
    said = told(kind, text)
    assert sentence in said
    assert said.endswith(f" Python says: {kind}: {text}".removesuffix(": "))


def test_every_sentence_belongs_to_an_exception_that_is_raised() -> None:
    raised = [": ".join(exception_of(code)) for code, _sentence in PROVOKED]
    found = {next(pattern for pattern, _ in MEANINGS if pattern.match(exception)) for exception in raised}
    assert [pattern.pattern for pattern, _ in MEANINGS if pattern not in found] == []


def test_what_is_not_known_keeps_its_own_words_alone() -> None:
    assert told("StrangeError", "what is this") == "StrangeError: what is this"
    assert told("StrangeError", "") == "StrangeError"


@pytest.mark.parametrize("line", ["%matplotlib inline", "  !pip install torch", "%%time"])
def test_a_line_of_a_notebook_is_told_as_such(line: str) -> None:
    kind, text = exception_of(f"x = 1\n{line.strip()}\n")
    said = told(kind, text, of_a_line(kind, line))
    assert said.startswith("A line that begins with `%` or `!` is for a notebook: ")
    assert said.endswith(f" Python says: {kind}: {text}")


def test_older_torch_has_other_words_for_one_row_and_several_labels() -> None:
    of_the_newest = told(
        *exception_of("torch.nn.functional.cross_entropy(torch.ones(3), torch.tensor([0, 1]))")
    )
    of_the_oldest = told("RuntimeError", "size mismatch (got input: [3], target: [2])")
    assert "one example, and there are 2 labels." in of_the_oldest
    assert of_the_newest.partition(" Python says: ")[0] == of_the_oldest.partition(" Python says: ")[0]


def test_another_line_that_python_cannot_read_is_no_notebooks() -> None:
    assert of_a_line("SyntaxError", "% 2)") is None
    assert of_a_line("NameError", "%time") is None


@pytest.mark.parametrize(
    ("got", "sentence"),
    [
        (float("nan"), "got nan, expected 1. A division of 0 by 0 gives nan, “not a number”; so does"),
        (float("inf"), "got inf, expected 1. A division by 0 gives inf, and the logarithm of 0 is -inf."),
        (2.0, "got 2, expected 1."),
    ],
)
def test_a_number_that_is_none_is_told_in_plain_words(got: float, sentence: str) -> None:
    with showing_values(True):
        found = torch.tensor([1.0, got])
        wanted, wrong = torch.ones(2), torch.tensor([False, True])
        assert sentence in numbers_told(found, wanted, wrong)
        assert sentence in numbers_told(found[1], wanted[1], wrong[1])
        assert sentence in losses_told(found, wanted, 1)
