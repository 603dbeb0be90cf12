"""Code that wants marks for what it did not compute."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from autograder.results import Status
from autograder.sandbox.encoding import encode_observation
from autograder.sandbox.limits import MIB
from autograder.testing.observing import observe

WRONG = "def to_celsius(fahrenheit):\n    return fahrenheit.double()\n"
"""Earns nothing, not even for its dtype."""

BLANK = encode_observation(observe(lambda: None, ()), MIB).json
"""What a call that does nothing and gives nothing back sends of itself."""

CHANNEL = (
    f"BLANK = {BLANK!r}\n"
    + '''
import json, os, struct, sys

def of_the_worker(name):
    """A local variable of whatever called this code."""
    frame = sys._getframe()
    while frame is not None and name not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals[name]

def gradable_of(header, body=b""):
    text = json.dumps(header).encode()
    return struct.pack(">II", len(text), len(body)) + text + body

EMPTY = struct.pack("<Q", 8) + b"{}      "

def observed(result):
    return {"dict": [[key, result if key == "result" else value] for key, value in BLANK["dict"]]}

def forged(result):
    """The reply to the request that is being answered, with its own token."""
    token = of_the_worker("header")["token"]
    header = dict(outcome="observed", observation=observed(result), token=token, imported=[])
    return gradable_of(header, EMPTY)

def write(content):
    descriptor = of_the_worker("channel").fileno()
    while content:
        content = content[os.write(descriptor, content):]
'''
)
"""How code in the worker's process finds its channel and its token: no secret is kept from it."""


@dataclass(frozen=True)
class Forgery:
    """An attack on a checker.

    Attributes:
        source: what follows a wrong answer in `celsius.py`.
        check: Python that says whether a checker in the same process is deceived. It finds the
            module as `celsius`, imported by `work()`, and what `call()` returns.
        statuses: what each test of the exercise may come to.
    """

    name: str
    source: str
    check: str
    statuses: frozenset[Status] = frozenset({Status.FAILED, Status.ERROR})

    @property
    def module(self) -> str:
        return WRONG + dedent(self.source)


GONE = frozenset({Status.CRASHED, Status.NOT_REACHED})

FORGERIES = (
    Forgery(
        "comparisons that always agree",
        """
        import torch
        yes = lambda *args, **kwargs: True
        torch.allclose = torch.equal = torch.isclose = torch.testing.assert_close = yes
        torch.Tensor.__eq__ = torch.Tensor.allclose = torch.Tensor.equal = yes
        """,
        "work() and torch.allclose(call(), expected) and call() == expected",
    ),
    Forgery(
        "tensor subclass that answers for torch",
        """
        import torch
        class Liar(torch.Tensor):
            @classmethod
            def __torch_function__(cls, func, types, args=(), kwargs=None):
                return True
        def to_celsius(fahrenheit):
            return torch.zeros(2).as_subclass(Liar)
        """,
        "torch.allclose(call(), expected)",
        statuses=frozenset({Status.FAILED}),
    ),
    Forgery(
        "numbers equal to all others",
        """
        class Number(float):
            __eq__ = lambda self, other: True
            __sub__ = __rsub__ = __abs__ = lambda self, other=0: 0.0
            __hash__ = float.__hash__
        def to_celsius(fahrenheit):
            return [Number(7)] * len(fahrenheit)
        """,
        "call() == [0.0, 100.0] and abs(call()[0] - 5.0) < 1e-6",
        statuses=frozenset({Status.FAILED}),
    ),
    Forgery(
        "containers that lie about length, parts and equality",
        """
        class Sly(list):
            __eq__ = lambda self, other: True
            __len__ = lambda self: 2
            __iter__ = lambda self: iter([0.0, 100.0])
        def to_celsius(fahrenheit):
            return Sly([1.0, 2.0, 3.0])
        """,
        "call() == [0.0, 100.0] and len(call()) == 2 and list(call()) == [0.0, 100.0]",
        statuses=frozenset({Status.FAILED}),
    ),
    Forgery(
        "frames walked to the expected value",
        """
        import sys
        def to_celsius(fahrenheit):
            frame = sys._getframe()
            while frame is not None and "expected" not in frame.f_locals:
                frame = frame.f_back
            return fahrenheit.double() if frame is None else frame.f_locals["expected"]
        """,
        "torch.equal(call(), expected)",
    ),
    Forgery(
        "memory searched for the expected value",
        """
        import gc
        def to_celsius(fahrenheit):
            for thing in gc.get_objects():
                if type(thing) is dict and "expected" in thing:
                    return thing["expected"]
            return fahrenheit.double()
        """,
        "torch.equal((answers := {'expected': expected}) and call(), expected)",
    ),
    Forgery(
        "a score printed for whoever reads the output",
        """
        import json
        print(json.dumps(dict(score=100, status="graded", tests=[])))
        """,
        "json.loads(output_of(work).splitlines()[-1])['score'] == 100",
    ),
    Forgery(
        "modules that the checker needs, poisoned",
        """
        import sys, types
        fake = types.ModuleType("fake")
        fake.loads = lambda *args, **kwargs: dict(score=100)
        fake.dumps = lambda *args, **kwargs: '{"score": 100}'
        fake.save = lambda *args, **kwargs: b""
        for name in ("json", "safetensors", "safetensors.torch", "torch"):
            sys.modules[name] = fake
        """,
        "work() and __import__('json').loads('{\"score\": 0}') == {'score': 100}",
    ),
    Forgery(
        "any function at all by a module's __getattr__",
        """
        del to_celsius
        def __getattr__(name):
            if name.startswith("__"):
                raise AttributeError(name)
            return lambda *args, **kwargs: 0.0
        """,
        "callable(work().to_celsius) and callable(work().whatever_is_asked_for)",
        statuses=frozenset({Status.FAILED}),
    ),
    Forgery(
        "the grader's own fault, pretended",
        """
        class GraderFault(Exception): pass
        GraderFault.__module__ = "autograder.sandbox.outcomes"
        def to_celsius(fahrenheit):
            raise GraderFault("a full disk")
        """,
        "raised_by(call).__name__ == 'GraderFault'",
        statuses=frozenset({Status.ERROR}),
    ),
    Forgery(
        "the grader's own exceptions, taken from its modules",
        """
        import sys
        def to_celsius(fahrenheit):
            for module in list(sys.modules.values()):
                for name in ("GraderFault", "Mismatch", "StudentFailure"):
                    if isinstance(getattr(module, name, None), type):
                        raise getattr(module, name)
            raise RuntimeError
        """,
        "raised_by(call).__name__ in ('GraderFault', 'Mismatch', 'StudentFailure')",
        statuses=frozenset({Status.ERROR}),
    ),
    Forgery(
        "skipped instead of failed",
        """
        import unittest
        def to_celsius(fahrenheit):
            raise unittest.SkipTest("not today")
        """,
        "issubclass(raised_by(call), __import__('unittest').SkipTest)",
        statuses=frozenset({Status.ERROR}),
    ),
    Forgery(
        "an exercise that looks unfilled",
        """
        def to_celsius(fahrenheit):
            raise NotImplementedError("exercise celsius")
        """,
        "issubclass(raised_by(call), NotImplementedError)",
        statuses=frozenset({Status.MISSING}),
    ),
    Forgery(
        "tests compiled to nothing",
        """
        import ast, builtins
        compiled, parsed = builtins.compile, ast.parse
        builtins.compile = lambda source, *args, **kwargs: compiled("", *args, **kwargs)
        ast.parse = lambda *args, **kwargs: parsed("")
        """,
        "work() and exec(compile('assert False', 'test', 'exec')) is None",
    ),
    Forgery(
        "tests found by an import hook",
        """
        import importlib.abc, importlib.util, sys
        class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
            def find_spec(self, name, path=None, target=None):
                return importlib.util.spec_from_loader(name, self) if "test" in name else None
            def exec_module(self, module):
                module.test_known_points = lambda *args: None
        sys.meta_path.insert(0, Hook())
        """,
        "work() and __import__('test_celsius').test_known_points() is None",
    ),
    Forgery(
        "a result file left where results are",
        """
        import json
        for name in ("results.json", "result.json", "celsius.json", "run.json"):
            open(name, "w").write(json.dumps(dict(score=100, status="graded")))
        """,
        "work() and json.load(open('results.json'))['score'] == 100",
    ),
    Forgery(
        "the end of the program as success",
        "raise SystemExit(0)",
        "getattr(caught(work), 'code', 1) == 0",
        statuses=frozenset({Status.ERROR}),
    ),
)


@dataclass(frozen=True)
class ReplyAttack:
    """An attack on the replies, by code that has found channel and token.

    Attributes:
        body: what `to_celsius` does; `forged(7.0)` is a whole reply.
        statuses: what each test of the exercise may come to.
    """

    name: str
    body: str
    statuses: frozenset[Status]


REPLIES = (
    ReplyAttack(
        "a reply of its own before the worker's", "write(forged(7.0)); return 8.0", GONE | {Status.FAILED}
    ),
    ReplyAttack("a reply of its own and no more", "write(forged(7.0)); os._exit(0)", GONE | {Status.FAILED}),
    ReplyAttack("the same reply twice", "write(forged(7.0) * 2); os._exit(0)", GONE | {Status.FAILED}),
    ReplyAttack("text on the channel", "write(b'score: 100\\n' * 9); return fahrenheit", GONE),
    ReplyAttack(
        "a frame of four gigabytes", "write(b'\\xff' * 8 + forged(7.0)); __import__('time').sleep(9)", GONE
    ),
    ReplyAttack("half a frame", "write(forged(7.0)[:-9]); os._exit(0)", GONE),
    ReplyAttack("a frame for another request", "write(gradable_of(dict(token='0' * 16))); os._exit(0)", GONE),
    ReplyAttack(
        "a header of lists in lists",
        "write(struct.pack('>II', 200000, 0) + b'[' * 200000); os._exit(0)",
        GONE,
    ),
    ReplyAttack(
        "a number of endless digits",
        "write(struct.pack('>II', 200000, 0) + b'9' * 200000); os._exit(0)",
        GONE,
    ),
    ReplyAttack(
        "an observation that is a tensor",
        # Indexing it by a name is an IndexError, not a KeyError.
        """
    tensors = json.dumps({"0": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    block = struct.pack("<Q", len(tensors)) + tensors + bytes(4)
    token = of_the_worker("header")["token"]
    write(gradable_of(dict(outcome="observed", observation={"tensor": "0"}, token=token), block))
    os._exit(0)""",
        GONE,
    ),
    ReplyAttack(
        "a gradient of a gradient, hundreds deep",
        """
    tensors = json.dumps({"0": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    block = struct.pack("<Q", len(tensors)) + tensors + bytes(4)
    open_, close_ = '{"tensor":"0","requires_grad":true,"leaf":true,"grad":', '}'
    token = of_the_worker("header")["token"]
    deep = open_ * 700 + '{"tensor":"0"}' + close_ * 700
    text = json.dumps(dict(outcome="observed", token=token, observation="@")).replace('"@"', deep).encode()
    write(struct.pack(">II", len(text), len(block)) + text + block); os._exit(0)""",
        GONE,
    ),
    ReplyAttack(
        "the worker's own functions, replaced",
        """
    worker = sys.modules["autograder.sandbox.worker"]
    encoded = worker.Encoded(observed(7.0), EMPTY)
    worker.encode_observation = lambda *args, **kwargs: encoded
    return fahrenheit""",
        frozenset({Status.FAILED}),
    ),
    ReplyAttack(
        "arguments echoed as the result",
        """
    worker = sys.modules["autograder.sandbox.worker"]
    real = worker.observe
    def echo(function, arguments, *args, **kwargs):
        return real(lambda *same: arguments[0], arguments, *args, **kwargs)
    worker.observe = echo
    return fahrenheit""",
        frozenset({Status.FAILED, Status.PASSED}),
    ),
)
