"""Poisoning: what one exercise leaves behind reaches neither the next one nor the next student.

Each exercise has a process of its own; so the control is the same code followed by the probe in one
process.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course import find_assignment
from autograder.grading.session import GradingSession
from autograder.grading.starting import started_zygote
from autograder.sandbox.processes import Zygote
from autograder.submissions import Submission

from ..harness import RIGHT
from .harness import attack, machine, zygote

STANDING_ALONE = b"""
import torch
def warmest(fahrenheit):
    return ((fahrenheit - 32) * (5 / 9)).max()
"""


@dataclass(frozen=True)
class Poison:
    """Something left behind.

    Attributes:
        left: statements that leave it.
        probe: an expression that holds where it is met.
    """

    name: str
    left: str
    probe: str


POISONS = (
    Poison("dtype", "torch.set_default_dtype(torch.float64)", "torch.ones(1).dtype == torch.float64"),
    Poison("seed", "torch.manual_seed(7); torch.rand(99)", "not torch.equal(torch.rand(2), FIRST)"),
    Poison("threads", "torch.set_num_threads(3)", "torch.get_num_threads() == 3"),
    Poison("gradients switched off", "torch.set_grad_enabled(False)", "not torch.is_grad_enabled()"),
    Poison("builtins", "import builtins; builtins.sum = lambda *_: 7", "sum([1]) == 7"),
    Poison(
        "torch's functions",
        "torch.Tensor.max = torch.Tensor.__sub__ = torch.exp = lambda *_: torch.zeros(())",
        "float(torch.exp(torch.ones(1))) == 0",
    ),
    Poison(
        "modules",
        "import sys; sys.modules['celsius'] = sys.modules['math']",
        "hasattr(__import__('celsius'), 'pi')",
    ),
    Poison("import path", "import sys; sys.path.append('/stolen')", "'/stolen' in __import__('sys').path"),
    Poison(
        "environment",
        "import os; os.environ['LANG'] = 'poison'",
        "__import__('os').environ['LANG'] == 'poison'",
    ),
    Poison("files", "open('left.py', 'w').write('1')", "__import__('os').path.exists('left.py')"),
    Poison("hashes", "import random; random.seed(5)", "random_figure() == 0.6229016948897019"),
    Poison(
        "recursion limit",
        "import sys; sys.setrecursionlimit(77)",
        "__import__('sys').getrecursionlimit() == 77",
    ),
    Poison(
        "signal handlers",
        "import signal; signal.signal(14, lambda *_: 0)",
        "callable(__import__('signal').getsignal(14))",
    ),
    Poison(
        "a trace", "import sys; sys.setprofile(lambda *_: None)", "__import__('sys').getprofile() is not None"
    ),
    Poison("an open descriptor", "import os; os.dup2(os.open('.', 0), 60)", "descriptor_is_open(60)"),
)

PROBE = """
def random_figure():
    import random
    return random.random()

def descriptor_is_open(number):
    import os
    try:
        os.fstat(number)
    except OSError:
        return False
    return True

def probe():
    return 1.0 if {probe} else 0.0
"""


@pytest.fixture(scope="module")
def started() -> Iterator[Zygote]:
    with zygote() as one:
        yield one


@pytest.fixture(scope="module")
def first_random(started: Zygote) -> str:
    value = attack(started, "import torch\ndef attack(): return torch.rand(2)").value
    return f"FIRST = torch.tensor({value.tolist()})"


@pytest.fixture
def own_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where nobody else makes scratch folders, and which other users may enter, as `/tmp`."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def probing(poison: Poison, first: str) -> str:
    return f"import torch\n{first}\n{PROBE.replace('{probe}', poison.probe)}"


@pytest.mark.parametrize("poison", POISONS, ids=lambda poison: poison.name)
def test_nothing_reaches_the_next_process(started: Zygote, poison: Poison, first_random: str) -> None:
    attack(started, f"import torch\n{poison.left}\ndef attack():\n    {poison.left}\n")
    probe = f"{probing(poison, first_random)}\ndef attack(): return probe()"
    assert attack(started, probe).value in (0.0, None)


@pytest.mark.parametrize("poison", POISONS, ids=lambda poison: poison.name)
def test_control_in_one_process_it_is_met(started: Zygote, poison: Poison, first_random: str) -> None:
    source = f"{probing(poison, first_random)}\ndef attack():\n    {poison.left}\n    return probe()"
    assert attack(started, source).value == 1.0


def test_later_exercises_and_students_are_graded_as_if_nothing_had_been(
    temperatures: Path, own_temporary_folder: Path
) -> None:
    poison = "\n".join(poison.left for poison in POISONS)
    celsius = f"import torch\n{poison}\ndef to_celsius(fahrenheit):\n    return 'poison'\n".encode()
    hostile = {"celsius.py": celsius, "warmest.py": STANDING_ALONE}
    assignment = find_assignment(str(temperatures), temperatures)
    with GradingSession(assignment, started_zygote(assignment, machine())) as session:
        session.rehearse()
        before = session.grade(Submission("right", RIGHT))
        poisoned = session.grade(Submission("hostile", hostile))
        after = session.grade(Submission("right", RIGHT))
        again = session.grade(Submission("hostile", hostile))
        assert before == after
        assert before.score == 100.0
        assert poisoned == again
        assert [exercise.score for exercise in poisoned.exercises] == [0.0, 50.0]
    assert os.listdir(own_temporary_folder) == []


def parent(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None
