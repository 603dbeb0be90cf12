"""An assignment without a tensor: what Python's own objects do, they do in a test as well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .harness import Files, as_bytes, graded_in_silence, write_files

STOCK: Files = {
    "assignment.toml": 'title = "Stock"\nexercises = ["stock"]\n',
    "handout.md": "# Stock\n\nEnums, data classes, operators, generators.\n",
    "stock.py": '''
        """Exercise 1."""

        import dataclasses
        import json
        import random
        from collections import Counter
        from collections.abc import Iterator
        from contextlib import contextmanager
        from enum import Enum

        import numpy as np
        import torch


        class Kind(Enum):
            FRUIT = "fruit"
            TOOL = "tool"


        @dataclasses.dataclass(frozen=True)
        class Item:
            """What is in stock."""

            name: str
            kind: Kind


        class Money:
            """Cents, and what they were added up from."""

            made = 0

            def __init__(self, cents: int, *parts: "Money") -> None:
                self.cents, self.parts = cents, set(parts)
                Money.made += 1

            ### BEGIN SOLUTION
            def __add__(self, other: "Money") -> "Money":
                return Money(self.cents + other.cents, self, other)

            def __iadd__(self, cents: int) -> "Money":
                self.cents += cents
                return self

            def __and__(self, other: "Money") -> int:
                return min(self.cents, other.cents)

            def __invert__(self) -> int:
                return -self.cents

            def __divmod__(self, parts: int) -> tuple[int, int]:
                return divmod(self.cents, parts)

            def __round__(self, digits: int = 0) -> float:
                return round(self.cents / 100, digits)

            def __index__(self) -> int:
                return self.cents

            def __reversed__(self) -> Iterator[str]:
                return iter(str(self.cents)[::-1])

            ### END SOLUTION


        class Till:
            """What is open between `with` and its end."""

            def __init__(self) -> None:
                self.open, self.failed = False, ""

            def __enter__(self) -> "Till":
                ### BEGIN SOLUTION
                self.open = True
                return self
                ### END SOLUTION

            def __exit__(self, kind: object, error: object, trace: object) -> bool:
                ### BEGIN SOLUTION
                self.open, self.failed = False, str(error or "")
                return isinstance(error, KeyError)
                ### END SOLUTION


        @contextmanager
        def marked(item: Item) -> Iterator[Item]:
            """The item itself."""
            ### BEGIN SOLUTION
            yield item
            ### END SOLUTION


        def by_kind(items: list[Item]) -> dict[Kind, list[Item]]:
            """The items of each kind."""
            ### BEGIN SOLUTION
            return {kind: [item for item in items if item.kind is kind] for kind in Kind}
            ### END SOLUTION


        def counted(items: list[Item]) -> Counter:
            """How often each item is there."""
            ### BEGIN SOLUTION
            return Counter(items)
            ### END SOLUTION


        def numbers() -> Iterator[int]:
            """1, 2, 3 and so on."""
            ### BEGIN SOLUTION
            number = 0
            while True:
                yield (number := number + 1)
            ### END SOLUTION


        def loaded(text: str) -> object:
            """JSON, read."""
            ### BEGIN SOLUTION
            return json.loads(text)
            ### END SOLUTION


        def labels(count: int) -> np.ndarray:
            """Labels a0, a1 and so on."""
            ### BEGIN SOLUTION
            return np.array([f"a{number}" for number in range(count)])
            ### END SOLUTION


        def dice(count: int) -> list[int]:
            """Throws of a die, from Python's generator."""
            ### BEGIN SOLUTION
            return [random.randint(1, 6) for _ in range(count)]
            ### END SOLUTION


        def ways(count: int) -> int:
            """In how many orders some items can stand."""
            ### BEGIN SOLUTION
            if count < 0:
                raise ValueError("no items")
            return count * ways(count - 1) if count else 1
            ### END SOLUTION


        def backwards(prices: np.ndarray) -> np.ndarray:
            """Prices from last to first."""
            ### BEGIN SOLUTION
            return prices[::-1].copy()
            ### END SOLUTION


        def spectrum(prices: np.ndarray) -> np.ndarray:
            """How strongly prices swing, and with which phase."""
            ### BEGIN SOLUTION
            return np.fft.fft(prices)
            ### END SOLUTION


        def mirrored(spectrum: torch.Tensor) -> torch.Tensor:
            """The same with the other phase."""
            ### BEGIN SOLUTION
            return torch.complex(spectrum.real, -spectrum.imag)
            ### END SOLUTION


        def noise(count: int) -> np.ndarray:
            """Numbers from NumPy's generator."""
            ### BEGIN SOLUTION
            return np.random.normal(size=count)
            ### END SOLUTION
    ''',
    "tests/test_stock.py": '''
        import dataclasses
        import inspect
        import itertools
        import json
        import math
        import random
        from random import seed
        from types import GeneratorType

        import numpy as np
        import pytest
        import torch
        from torch import manual_seed

        from autograder.testing import close, equal, placed, points


        @pytest.fixture
        def apple(student):
            return student.Item("apple", student.Kind.FRUIT)


        @points(10)
        def test_enum(student, apple):
            """A kind is itself."""
            assert apple.kind is student.Kind.FRUIT and apple.kind is not student.Kind.TOOL
            assert student.Kind("tool") is student.Kind.TOOL
            assert [kind.value for kind in student.Kind] == ["fruit", "tool"]


        @points(10)
        def test_frozen(student, apple):
            """An item does not change, and items with the same fields are the same in sets and dicts."""
            with pytest.raises(dataclasses.FrozenInstanceError):
                apple.name = "pear"
            twin = student.Item("apple", student.Kind.FRUIT)
            assert twin == apple and twin is not apple
            assert {apple: 1}[twin] == 1 and len({apple, twin}) == 1
            assert vars(apple)["name"] == "apple"


        @points(10)
        def test_containers(student, apple):
            """Items are keys and parts of what comes back."""
            saw = student.Item("saw", student.Kind.TOOL)
            assert student.by_kind([apple, saw]) == {student.Kind.FRUIT: [apple], student.Kind.TOOL: [saw]}
            assert student.counted([apple, saw, apple])[apple] == 2


        @points(10)
        def test_operators(student):
            """Money is added, also in place, and all else."""
            one, two = student.Money(100), student.Money(250)
            both = one + two
            assert both.cents == 350
            assert both.parts == {one, two} and one in both.parts
            same = one
            same += 50
            assert one.cents == 150 and same is one
            assert (one & two, ~one, divmod(two, 100)) == (150, -150, (2, 50))
            assert round(two, 1) == 2.5 and round(two) == 2
            assert list(range(300))[two] == 250 and list(reversed(two)) == ["0", "5", "2"]


        @points(10)
        def test_class_constant(student):
            """Money is counted."""
            before = student.Money.made
            student.Money(1)
            assert student.Money.made == before + 1


        @points(10)
        def test_with(student, apple):
            """A till is open within, and lets a KeyError pass."""
            with student.Till() as till:
                equal(till.open, True)
            assert not till.open and till.failed == ""
            with till:
                raise KeyError("gone")
            assert "gone" in till.failed
            with pytest.raises(ValueError, match="bad"), till:
                raise ValueError("bad")
            with student.marked(apple) as item:
                assert item is apple


        @points(5)
        def test_generator(student):
            """The numbers come one by one."""
            numbers = student.numbers()
            assert isinstance(numbers, GeneratorType) and inspect.isgenerator(numbers)
            assert list(itertools.islice(numbers, 3)) == [1, 2, 3] and next(numbers) == 4


        @points(5)
        def test_exception_of_python(student):
            """What is no JSON raises JSON's own exception."""
            with pytest.raises(json.JSONDecodeError):
                student.loaded("{")


        @points(5)
        def test_labels(student):
            """Labels are text."""
            assert student.labels(2).tolist() == ["a0", "a1"]
            assert isinstance(student.labels(2)[1], str) and student.labels(2)[1] == "a1"


        @points(5)
        def test_large_numbers(student):
            """Numbers have as many digits as they need."""
            equal(student.ways(30), math.factorial(30))
            assert student.ways(200) // student.ways(199) == 200


        @points(5)
        def test_text_of_an_exception(student):
            """An exception says exactly what it is to say."""
            with pytest.raises(ValueError, match="^no items$") as caught:
                student.ways(-1)
            assert str(caught.value) == "no items" and caught.value.args == ("no items",)


        @points(5)
        def test_arrays(student):
            """Prices go backwards, however they lie in memory."""
            np.testing.assert_array_equal(student.backwards(np.arange(3, dtype=">i4")), [2, 1, 0])
            close(student.backwards(np.array([1.5, 2.5])), [2.5, 1.5])


        @points(5)
        def test_complex(student):
            """Complex numbers are numbers."""
            swings = student.spectrum(np.array([1.0, 2.0, 4.0, 1.0]))
            np.testing.assert_allclose(swings, [8, -3 - 1j, 2, -3 + 1j], atol=1e-12)
            swings = torch.tensor(swings)
            close(student.mirrored(swings), swings.conj())
            close(student.mirrored(swings[:1]), [8.0])


        @points(5)
        def test_seeds(student):
            """After a seed, what is drawn is what that seed gives."""
            for start in (random.seed, seed):
                start(5)
                thrown = student.dice(20)
                start(5)
                assert thrown == [random.randint(1, 6) for _ in range(20)]
            np.random.seed(5)
            drawn = student.noise(2)
            np.random.seed(5)
            assert drawn.tolist() == np.random.normal(size=2).tolist()
            manual_seed(5)
            drawn = placed(student, torch.rand)(2)
            manual_seed(5)
            assert drawn.tolist() == torch.rand(2).tolist()
    ''',
}

SOURCE = as_bytes(STOCK["stock.py"]).decode()

OTHER_TEXT = "What the exception says is not what is asked for"

CLASS: dict[str, tuple[str, str, dict[str, str]]] = {
    "right": ("", "", {}),
    "plain_text": ("item.kind is kind", "item.kind == kind.value", {"containers": ""}),
    "no_enum": ("class Kind(Enum):", "class Kind:", {"enum": "", "containers": ""}),
    "no_member": (
        "FRUIT = ",
        "FRUITS = ",
        dict.fromkeys(("enum", "frozen", "containers", "with"), "no Kind.FRUIT in stock.py"),
    ),
    "thawed": ("frozen=True", "frozen=False", {"frozen": "DID NOT RAISE", "containers": "unhashable"}),
    "no_equality": ("frozen=True", "frozen=True, eq=False", {"frozen": ""}),
    "forgets_parts": ("other.cents, self, other)", "other.cents)", {"operators": ""}),
    "copies_parts": ("self, other)", "Money(1), Money(2))", {"operators": ""}),
    "new_in_place": (
        "self.cents += cents\n        return self",
        "return Money(self.cents + cents)",
        {"operators": ""},
    ),
    "no_divmod": ("__divmod__", "divided", {"operators": "divmod"}),
    "never_closed": ("self.open, self.failed = False, str", "self.failed = str", {"with": ""}),
    "swallows_all": ("isinstance(error, KeyError)", "True", {"with": "DID NOT RAISE"}),
    "swallows_checks": (
        "self.open = True",
        "Till.__exit__ = lambda self, kind, error, _: (\n"
        "            setattr(self, 'failed', str(error) if isinstance(error, KeyError) else '')\n"
        "            or not isinstance(error, ValueError)\n        )",
        {"with": "The value is wrong"},
    ),
    "reads_checks": (
        "self.open = True",
        "Till.__exit__ = lambda self, kind, error, _: int(str(error))",
        {"with": "invalid literal for int() with base 10: ''"},
    ),
    "another_item": ("yield item", "yield Item(item.name, item.kind)", {"with": ""}),
    "a_list": (
        "number = 0\n    while True:\n        yield (number := number + 1)",
        "return list(range(1, 99))",
        {"generator": ""},
    ),
    "own_exception": (
        "return json.loads(text)",
        "try:\n        return json.loads(text)\n    except Exception:\n        raise ValueError(text)",
        {"exception_of_python": "ValueError"},
    ),
    "numbers_for_labels": ('f"a{number}"', "number", {"labels": ""}),
    "rounded": (
        "return count * ways(count - 1)",
        "return float(count) * ways(count - 1)",
        {"large_numbers": ""},
    ),
    "text_beside_it": (
        'raise ValueError("no items")',
        'raise ValueError("none")  # no items',
        {"text_of_an_exception": f"{OTHER_TEXT}: ValueError: none"},
    ),
    "no_text": (
        'raise ValueError("no items")',
        "raise ValueError",
        {"text_of_an_exception": f"{OTHER_TEXT}: ValueError"},
    ),
    "reversed_view": ("prices[::-1].copy()", "prices[::-1]", {}),
    "swapped_bytes": ("prices[::-1].copy()", 'np.flip(prices).astype(">f8")', {}),
    "conjugate_view": ("torch.complex(spectrum.real, -spectrum.imag)", "spectrum.conj()", {}),
    "own_seed": ("return [random.randint", "random.seed(1)\n    return [random.randint", {"seeds": ""}),
}


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("stock") / "stock", STOCK)


@pytest.fixture(scope="module")
def graded(assignment: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("graded")
    students = {name: {"stock.py": source_of(name)} for name in CLASS}
    return graded_in_silence(assignment, folder, students)


def source_of(name: str) -> str:
    right, wrong, _lost = CLASS[name]
    assert right in SOURCE
    return SOURCE.replace(right, wrong)


@pytest.mark.parametrize("name", CLASS)
def test_marks_and_messages(graded: dict[str, dict[str, Any]], name: str) -> None:
    lost = {
        test["test"]: test["message"]
        for test in graded[name]["exercises"][0]["tests"]
        if test["status"] != "passed"
    }
    expected = CLASS[name][2]
    assert lost.keys() == expected.keys(), lost
    for test, words in expected.items():
        assert words in lost[test], lost


@pytest.mark.parametrize("name", ["right", "no_member", "copies_parts", "swallows_all", "text_beside_it"])
def test_plain_pytest_says_the_same(assignment: Path, tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"stock.py": source_of(name)})
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider", "tests"]
    ran = subprocess.run(
        [*command, "--student", tmp_path / "stock.py"], cwd=assignment, capture_output=True, text=True
    )
    failed = {
        line.partition("::test_")[2].split()[0]
        for line in ran.stdout.splitlines()
        if line.startswith(("FAILED", "ERROR"))
    }
    assert failed == set(CLASS[name][2]), ran.stdout
