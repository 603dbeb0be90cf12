"""Odd return values: whatever a function gives back comes to a value, or to a failure of its own.

The control of each: what it does to code that takes it at its word in the same process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import dedent, indent
from typing import Any

import pytest
import safetensors.torch
import torch

from autograder.results import Limit, Status
from autograder.sandbox.encoding import Encoded, decode, decode_observation
from autograder.sandbox.processes import Zygote
from autograder.sandbox.unpacking import BadValue
from autograder.testing.comparisons import Mismatch, close, equal
from autograder.testing.differences import showing_values
from autograder.testing.handles import Handle
from autograder.testing.objects import Opaque, type_name

from .forgeries import BLANK
from .harness import Outcome, attack, zygote

Arrives = Callable[[Outcome], bool]


def is_elsewhere(value: object) -> bool:
    return isinstance(value, Opaque | Handle)


def name_of(value: Any) -> str:
    """The name of a type that arrived in place of a value."""
    return type_name(value._held if isinstance(value, Handle) else value)


def as_type(*words: str) -> Arrives:
    """What arrives is the name of a type alone."""
    return lambda outcome: (
        is_elsewhere(outcome.value) and all(word in name_of(outcome.value) for word in words)
    )


def as_tensor(values: list[complex]) -> Arrives:
    """What arrives is a plain tensor with these values."""
    return lambda outcome: type(outcome.value) is torch.Tensor and outcome.value.tolist() == values


def as_failure(status: Status, limit: Limit | None = None) -> Arrives:
    return lambda outcome: (
        outcome.failure is not None and (outcome.failure.status, outcome.failure.limit) == (status, limit)
    )


def depth_of(value: Any) -> int:
    depth = 0
    while isinstance(value, list) and value:
        value, depth = value[0], depth + 1
    return depth


def as_plain(kind: type, value: object) -> Arrives:
    """It arrives as a value of exactly this type."""
    return lambda outcome: type(outcome.value) is kind and outcome.value == value


@dataclass(frozen=True)
class OddValue:
    """A value that is not what it seems, or that is hard to send.

    Attributes:
        made: Python that makes it as `value`.
        arrives: whether what comes of it is as it should be.
        naive: an expression that holds where code that trusts `value` is led astray.
    """

    name: str
    made: str
    arrives: Arrives
    naive: str


SAVED = "raised(lambda: safetensors.torch.save(dict(x=value)))"
DUMPED = "raised(lambda: json.dumps(value))"

VALUES = (
    OddValue("sparse", "value = torch.eye(3).to_sparse()", as_type("tensor", "sparse"), SAVED),
    OddValue(
        "quantised",
        "value = torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8)",
        as_type("tensor"),
        SAVED,
    ),
    OddValue("meta", "value = torch.ones(10**9, device='meta')", as_type("tensor", "meta"), SAVED),
    OddValue("complex", "value = torch.full((3,), 2j)", as_tensor([2j, 2j, 2j]), "value.is_complex()"),
    OddValue(
        "conjugated",
        "value = torch.full((3,), 2j).conj()",
        as_tensor([-2j, -2j, -2j]),
        "value.is_conj()",
    ),
    OddValue(
        "negated by a bit",
        "value = torch.complex(torch.zeros(2), torch.ones(2)).conj().imag",
        as_tensor([-1.0, -1.0]),
        "value.is_neg() and raised(lambda: value.numpy())",
    ),
    OddValue(
        "part of a graph",
        "value = torch.ones(2, requires_grad=True) * 3",
        lambda outcome: (
            outcome.value.requires_grad
            and not outcome.value.is_leaf
            and outcome.value.detach().tolist() == [3.0, 3.0]
        ),
        "raised(lambda: value.numpy())",
    ),
    OddValue(
        "views of one storage",
        "base = torch.arange(4.0); value = [base, base[1:], base.flip(0), base.expand(2, 4)]",
        lambda outcome: (
            [part.tolist() for part in outcome.value][1:3] == [[1.0, 2.0, 3.0], [3.0, 2.0, 1.0, 0.0]]
        ),
        "raised(lambda: safetensors.torch.save({str(i): part for i, part in enumerate(value)}))",
    ),
    OddValue(
        "one number that fills the memory",
        "value = torch.zeros(1).expand(10**12)",
        as_failure(Status.FAILED, Limit.RESULT),
        "value.numel() == 10**12 and value.untyped_storage().nbytes() == 4",
    ),
    OddValue(
        "no entries, in endless rows",
        "value = torch.zeros(10**15, 0)",
        lambda outcome: outcome.value is None or outcome.value.numel() == 0,
        "len(value) == 10**15",
    ),
    OddValue(
        "nan and infinite",
        "value = [float('nan'), float('inf'), torch.tensor([float('nan')])]",
        lambda outcome: outcome.value[0] != outcome.value[0] and outcome.value[1] == float("inf"),
        "raised(lambda: json.dumps(value[:2], allow_nan=False))",
    ),
    OddValue(
        "a list in lists, 10,000 deep",
        "value = []\nfor _ in range(10_000): value = [value]",
        lambda outcome: 0 < depth_of(outcome.value) < 100,
        DUMPED,
    ),
    OddValue(
        "a list in itself",
        "value = []; value.append(value)",
        lambda outcome: 0 < depth_of(outcome.value) < 100,
        DUMPED,
    ),
    OddValue(
        "a list that doubles at each level",
        "value = 0\nfor _ in range(31): value = [value, value]",
        lambda outcome: outcome.failure is not None or depth_of(outcome.value) == 31,
        "sys.getsizeof(value) < 100 and 2**31 > 10**9",
    ),
    OddValue(
        "tensors as keys",
        "value = {torch.tensor(1): 'one'}",
        lambda outcome: list(outcome.value.values()) == ["one"],
        DUMPED,
    ),
    OddValue(
        "lists as keys",
        "class Key(list): __hash__ = object.__hash__\nvalue = {Key([1]): 'one'}",
        as_failure(Status.CRASHED),
        DUMPED,
    ),
    OddValue(
        "a tensor of a derived type",
        "class Own(torch.Tensor): pass\nvalue = torch.ones(3).as_subclass(Own)",
        as_tensor([1.0, 1.0, 1.0]),
        "type(value) is not torch.Tensor",
    ),
    OddValue(
        "a derived type that answers for torch",
        "class Liar(torch.Tensor):\n"
        "    @classmethod\n"
        "    def __torch_function__(cls, *_): return torch.zeros(3)\n"
        "value = [torch.ones(3).as_subclass(Liar)]",
        lambda outcome: outcome.value[0].tolist() == [1.0, 1.0, 1.0],
        "(value[0] + 1).tolist() == [0.0, 0.0, 0.0]",
    ),
    OddValue(
        "what torch would compile",
        "value = torch.compile(lambda: torch.ones(3))()",
        as_tensor([1.0, 1.0, 1.0]),
        "callable(torch.compile)",
    ),
    OddValue("a generator", "value = (n for n in [1])", as_type("generator"), DUMPED),
    OddValue(
        "an endless number",
        "value = 10**5000",
        as_type("int of too many digits"),
        "raised(lambda: str(value))",
    ),
    OddValue(
        "half of a character",
        "value = 'a\\ud800b'",
        lambda outcome: outcome.value == "a\ud800b",
        "raised(lambda: value.encode())",
    ),
    OddValue("bytes", "value = b'\\x80'", as_plain(bytes, b"\x80"), DUMPED),
    OddValue(
        "a numpy array",
        "value = __import__('numpy').ones(3)",
        lambda outcome: (
            type(outcome.value).__name__ == "ndarray" and outcome.value.tolist() == [1.0, 1.0, 1.0]
        ),
        DUMPED,
    ),
    OddValue(
        "a numpy array of objects",
        "value = __import__('numpy').array([object()])",
        as_type("numpy.ndarray"),
        DUMPED,
    ),
    OddValue(
        "a numpy array of its own class",
        """
        numpy = __import__('numpy')
        class Sly(numpy.ndarray):
            def __array__(self, *args, **kwargs): raise SystemExit(0)
            shape = dtype = size = property(lambda self: 1 / 0)
        value = numpy.ones(2).view(Sly)
        """,
        lambda outcome: type(outcome.value).__name__ == "ndarray" and outcome.value.tolist() == [1.0, 1.0],
        "raised(lambda: value.size)",
    ),
    OddValue(
        "a numpy scalar", "value = __import__('numpy').float64(1)", as_plain(float, 1.0), "value == 1.0"
    ),
    OddValue("a set", "value = {1, (2, 'a')}", as_plain(set, {1, (2, "a")}), DUMPED),
    OddValue(
        "an object that lies about its class",
        """
        class Sly:
            __class__ = property(lambda self: float)
            __float__ = lambda self: 1.0
        value = Sly()
        """,
        as_type("Sly"),
        "isinstance(value, float)",
    ),
    OddValue(
        "an object whose text never comes",
        """
        class Sly:
            def __repr__(self): raise SystemExit(0)
            __str__ = __len__ = __iter__ = __eq__ = __bool__ = __reduce_ex__ = lambda *args: exit(0)
        value = [Sly()]
        """,
        lambda outcome: is_elsewhere(outcome.value[0]),
        "raised(lambda: repr(value))",
    ),
    OddValue(
        "an object that runs when it is read",
        """
        class Sly:
            def __reduce__(self): return (print, ("unpickled",))
        value = Sly()
        """,
        as_type("Sly"),
        "__import__('pickle').loads(__import__('pickle').dumps(value)) is None",
    ),
    OddValue(
        "a type with a long and hostile name",
        "value = type('<script>\\x1b[31m\\n' + 'x' * 10**6, (), {})()",
        lambda outcome: is_elsewhere(outcome.value) and len(name_of(outcome.value)) <= 300,
        "len(type(value).__name__) > 10**6",
    ),
    OddValue(
        "a float of its own class",
        "class Mine(float): __eq__ = lambda self, other: True\nvalue = Mine(1.5)",
        as_plain(float, 1.5),
        "value == 7 and isinstance(value, float)",
    ),
    OddValue(
        "a dict of another length than its own",
        "class Sly(dict): __len__ = lambda self: 27\nvalue = Sly(a=1)",
        lambda outcome: outcome.value == {"a": 1} and type(outcome.value) is dict,
        "len(value) == 27 and len(list(value)) == 1",
    ),
    OddValue(
        "a tensor with a foreign gradient",
        "value = torch.ones(2, requires_grad=True)\nvalue.grad = torch.nn.Parameter(torch.ones(2))",
        lambda outcome: outcome.value.detach().tolist() == [1.0, 1.0],
        "type(value.grad) is not torch.Tensor",
    ),
    OddValue(
        "a million numbers",
        "value = [0.5] * 999_000",
        lambda outcome: outcome.failure is not None or len(outcome.value) == 999_000,
        "len(json.dumps(value)) > 4 * 2**20",
    ),
    OddValue(
        "more text than may come back",
        "value = 'x' * 5_000_000",
        as_failure(Status.FAILED, Limit.RESULT),
        "len(value) > 4 * 2**20",
    ),
)

CONTROL = """
import json, sys, torch, safetensors.torch

def raised(action):
    try:
        action()
    except BaseException:
        return True
    return False

def attack():
{body}
    return 1.0 if {naive} else 0.0
"""


@pytest.fixture(scope="module")
def started() -> Iterator[Zygote]:
    with zygote() as one:
        yield one


def making(odd: OddValue) -> str:
    return indent(dedent(odd.made).strip(), "    ")


@pytest.mark.parametrize("odd", VALUES, ids=lambda odd: odd.name)
def test_odd_value_arrives_plain_or_not_at_all(started: Zygote, odd: OddValue) -> None:
    outcome = attack(started, f"import torch\ndef attack():\n{making(odd)}\n    return value\n")
    assert odd.arrives(outcome), outcome
    # Whoever comes next is served as if nothing had been.
    assert attack(started, "def attack(): return [1, 2.5]").value == [1, 2.5]


@pytest.mark.parametrize("odd", VALUES, ids=lambda odd: odd.name)
def test_control_odd_value_leads_a_naive_reader_astray(started: Zygote, odd: OddValue) -> None:
    outcome = attack(started, CONTROL.format(body=making(odd), naive=odd.naive))
    assert outcome.value == 1.0, outcome


class Quick:
    """Ends with a failure where what is inside takes longer than it may."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        self._started = time.process_time()

    def __exit__(self, *_exception: object) -> None:
        assert time.process_time() - self._started < self._seconds


class TestWorkForTheReader:
    """Replies that are small, but make whoever reads or judges them work without end.

    Sizes are a tenth of what a reply may hold: what grows with the square is told by them, too.
    """

    NOTHING = safetensors.torch.save({})
    BYTES = safetensors.torch.save({"0": torch.zeros(500_000, dtype=torch.uint8)})

    def observation(self, **fields: Any) -> dict[str, Any]:
        return {"dict": [[key, fields.get(key, value)] for key, value in BLANK["dict"]]}

    def test_control_nothing_is_wrong_with_the_rest(self) -> None:
        decode_observation(Encoded(self.observation(), self.NOTHING), ())

    def test_keys_with_one_hash(self) -> None:
        """Python's hash of a tuple of numbers has no secret: any number of them collide."""
        keys = [list(key) for key in colliding(20_000)]
        node = {"dict": [[{"tuple": key}, 0] for key in keys]}
        with Quick(2.0):
            outcome_of(lambda: decode(Encoded(node, self.NOTHING)))

    def test_control_keys_do_collide(self) -> None:
        few, many = colliding(500), colliding(4_000)
        assert len({hash(key) for key in many}) == 1
        assert seconds(lambda: dict.fromkeys(many)) > 16 * seconds(lambda: dict.fromkeys(few))

    @pytest.mark.parametrize("field", ["operations", "drawing", "changed"])
    def test_tensor_in_place_of_a_tuple(self, field: str) -> None:
        """Unpacking a tensor makes a tensor of each of its entries."""
        node = self.observation(**{field: {"tensor": "0"}})
        with Quick(0.5), pytest.raises(BadValue):
            decode_observation(Encoded(node, self.BYTES), ())

    def test_control_unpacking_a_tensor_takes_its_time(self) -> None:
        tensor = torch.zeros(500_000, dtype=torch.uint8)
        assert seconds(lambda: len(list(tensor))) > 10 * seconds(lambda: tensor.sum())

    @pytest.mark.parametrize(
        "fields",
        [
            ["class"],
            ["_cls"],
            ["a.b"],
            ["a", "a"],
            ["ﬁ", "fi"],
            ["a=print()"],
            ["a" * 10_000],
            [1],
            "a",
            None,
        ],
        ids=repr,
    )
    def test_names_of_a_named_tuple(self, fields: Any) -> None:
        parts = [0] * len(fields) if isinstance(fields, list) else [0]
        with pytest.raises(BadValue):
            decode(Encoded({"named": "T", "fields": fields, "parts": parts}, self.NOTHING))

    def test_many_kinds_of_named_tuples(self) -> None:
        """Each kind of them is made from source text."""
        node = {"list": [{"named": "T", "fields": [f"a{number}"], "parts": [0]} for number in range(100_000)]}
        with Quick(2.0), pytest.raises(BadValue):
            decode(Encoded(node, self.NOTHING))

    def test_pickle(self) -> None:
        with pytest.raises(BadValue):
            decode(Encoded({"pickled": "cos\nsystem\n(S'true'\ntR."}, self.NOTHING))

    def test_list_of_numbers_in_place_of_a_tensor(self) -> None:
        with Quick(1.0), pytest.raises(Mismatch):
            close([0.5] * 300_000, torch.zeros(3))

    def test_quoting_is_bounded(self) -> None:
        """A public test quotes what it got; one tensor thousands of times takes 20 bytes for each."""
        with Quick(1.0), showing_values(True), pytest.raises(Mismatch) as caught:
            equal([torch.zeros(40, 40)] * 20_000, ["a"])
        assert len(str(caught.value)) < 10_000


def colliding(count: int) -> list[tuple[int, int]]:
    """Pairs of numbers whose hashes are the same, by solving Python's formula for the second."""
    modulus, one, two, five = 1 << 64, 11400714785074694791, 14029467366897019727, 2870177450012600261
    inverse = pow(two, -1, modulus)
    pairs: list[tuple[int, int]] = []
    first = 0
    while len(pairs) < count:
        first += 1
        mixed = (five + first * two) % modulus
        mixed = ((mixed << 31) | (mixed >> 33)) % modulus * one % modulus
        second = (12345 - mixed) * inverse % modulus
        second = second - modulus if second >= modulus // 2 else second
        if abs(second) < (1 << 61) - 1 and second != -1:
            pairs.append((first, second))
    return pairs


def seconds(action: Callable[[], object]) -> float:
    """The best of a few times, in processor time."""
    times = []
    for _ in range(3):
        before = time.process_time()
        action()
        times.append(time.process_time() - before)
    return max(min(times), 1e-6)


def outcome_of(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except BadValue:
        return None
