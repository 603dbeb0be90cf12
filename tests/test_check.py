"""`autograder check`: what a student reads about their own work, in real processes."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
import watchfiles

from autograder.check import screen
from autograder.check.folder import ReleasedFolder
from autograder.check.outcomes import ExerciseOutcome, TestOutcome, Verdict
from autograder.check.watching import SavedModules
from autograder.course import find_assignment

from .harness import ROOT, Ran, Release, autograder, write_files
from .test_release import pytest_in
from .test_release_hints import filled_in, hint_of, wrong

PAGE = ROOT / "docs" / "students.md"
COMMAND = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n(?P<shown>.*?)^```$", re.MULTILINE | re.DOTALL)
MODULES = ROOT / "examples" / "modules"
LATER = ("softmax", "nll", "gradient_descent", "figures")
SCREEN = 24
WIDTH = 80

WITHOUT_FORKS = """
import sys
from autograder.check.process import WorkerProcess
from autograder.cli import main
WorkerProcess.forks = False
sys.argv = ["autograder", "check", *sys.argv[1:]]
main()
"""

RECURSION_AND_WHOLE_NUMBERS = """
    import torch


    def activations(encoded, weights):
        return weights @ activations(encoded, weights)


    def init_weights(num_inputs, num_neurons, generator):
        return torch.arange(num_inputs).softmax(dim=0)
"""

NEVER_ENDS = """
    def show_one_hot(encoded, ax):
        while True: encoded + encoded


    def show_losses(losses, ax):
        ax.plot(losses)
"""

STUB_AND_CRASH = """
    import os


    def init_weights(num_inputs, num_neurons, generator):
        raise NotImplementedError("exercise neurons: your code goes here")


    def activations(encoded, weights):
        os._exit(0)
"""

ACCIDENTS = """\
A bigram model as a neural network

dataset: not yet, 0 of 4 public tests pass
  error      The inputs of `emma` are 0 5 13 13 1.
  error      The labels of `emma` are 5 13 13 1 0.
  error      Inputs and labels are two tensors of int64.
  error      `bo` and `al` are 0 2 15 and 0 1 12. If `stoi` has `o` at 1, `b` at
             2, `bob` twice is 0 2 1 2 twice.
             Tabs and spaces are mixed at the beginning of lines: they look
             alike, and Python tells them apart. Python says: TabError:
             inconsistent use of tabs and spaces in indentation
             dataset.py, line 11: ys += indices[1:]

one_hot: not yet, 2 of 3 public tests pass
  hint       What dtype do the weights have that these rows are multiplied with?
             `autograder check one_hot --hint` says it more plainly.
  passes     Each row is 1 at the index of its example and 0 everywhere else.
  passes     The five inputs of `emma` become five rows of 27, and one input
             alone becomes one row.
  fails      The rows have the dtype that weights have, float32.
             Expected dtype float32, got int64. It does not fit the weights.

neurons: not yet, 0 of 8 public tests pass
  to do      A neuron is a column: its weights, one for each input, stand below
             each other.
  to do      With the lecture's seed the first weights are 1.5674 and -0.2373,
             the last two -0.2175 and 0.8627.
  to do      Generators with the same seed give the same weights, and one with
             another seed gives others.
  to do      torch is told that the gradient with respect to the weights is
             wanted.
  to do      The weights are a leaf: gradients stay with a tensor that was not
             computed from another one.
  to do      The weights are float32.
             Not written yet: neurons.py, line 5.
  crash      An activation is the dot product of an example with a neuron's
             weights, also for one of each alone.
             The code ended Python. Does the code call `os._exit()`, or does a
             function call itself without end?
  not run    A gradient flows back from the activations to the weights.

softmax: not yet, 0 of 5 public tests pass
  error      Logarithms of counts become the counts' shares of the total of
             their row.
  error      Each row of the probabilities sums to one.
  error      The probabilities are float32.
  error      A gradient flows back from the probabilities to the logits.
  error      The softmax is built from its parts, without torch's own.
             The bracket `(` has no partner that closes it. Python says:
             SyntaxError: '(' was never closed
             softmax.py, line 8: return counts / counts.sum(dim=1, keepdim=True

nll: not yet, 0 of 7 public tests pass
  error      Labels that got 1/2, 1/4 and 1/8 cost 1, 2 and 3 times log 2: on
             average 2 log 2.
  error      With the lecture's first weights the loss on `emma` is 3.7693.
  error      Two hundred labels that got 1/2 each and as many that got 1/1024
             cost 11/2 log 2 on average.
  error      The loss is a scalar float32 tensor, one that has no dimension,
             also for one example alone.
  error      A gradient flows back from the loss to the probabilities.
  error      All labels are looked up at once: no Python loop over the n
             examples, and nothing as large as n × n.
  error      The loss is built from its parts, without torch's own losses.
             Are the parameters still those that the stub had? Python says:
             TypeError: nll() takes 1 positional argument but 2 were given

gradient_descent: not yet, 0 of 6 public tests pass
  error      One step raises the label's weight and lowers the other: by 1 from
             equal ones, by 2 from the worst.
  error      One step is the same where `weights.grad` holds a gradient that is
             left over from before.
  error      On `emma`, with learning rate 0.1, the first losses are 3.7693,
             3.7492 and 3.7292.
  error      There are as many losses as steps.
  error      The losses are Python floats in a list.
  error      A training changes the caller's weights as its steps do, whatever
             their old gradient, also uphill.
             There is no gradient_descent.py among the files.

figures: not yet, 0 of 4 public tests pass
  no answer  The encoded examples are an image on the axes that are given, one
             example a row.
             No answer after 3 seconds: is there a loop that never ends?
             figures.py, line 2: while True: encoded + encoded
  not run    The losses are a line on the axes that are given, also where they
             rise.
  not run    The axis below the curve has a label.
  not run    The axis beside the curve has a label.

0 of 7 exercises done; expect about 150 minutes for the rest. When your work is
graded, 35 hidden tests run as well, for 41 of the 100 points.
"""


HINT = "Is this a hint that takes two lines? " * 3 + "It is."


def words(shown: str) -> str:
    return " ".join(shown.split())


def check(folder: Path, *arguments: str) -> Ran:
    return autograder("check", *arguments, cwd=folder)


def with_limit(folder: Path, call_seconds: float) -> Path:
    description = folder / "tests" / "assignment.json"
    text = description.read_text()
    assert '"call_seconds": 5.0' in text
    description.write_text(text.replace('"call_seconds": 5.0', f'"call_seconds": {call_seconds}'))
    return folder


@pytest.fixture(scope="module")
def accidents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An accident in each exercise."""
    folder = filled_in(
        "bigram_net",
        tmp_path_factory.mktemp("accidents") / "net",
        dataset=MODULES / "dataset" / "tab_error.py",
        one_hot=wrong("bigram_net", "one_hot", "left_as_int64"),
        neurons=STUB_AND_CRASH,
        softmax=MODULES / "softmax" / "syntax_error.py",
        nll=MODULES / "nll" / "takes_no_labels.py",
        figures=NEVER_ENDS,
    )
    (folder / "gradient_descent.py").unlink()
    return with_limit(folder, 1.5)


@pytest.fixture(scope="module")
def shown(accidents: Path) -> tuple[Ran, Ran]:
    """All about each accident, with and without a process for each run that is forked."""
    exercises = find_assignment("bigram_net", ROOT).modules
    # One after the other: a loop is ended at its line if it gets a good part of a core.
    forked = check(accidents, *exercises)
    command = [sys.executable, "-c", WITHOUT_FORKS, *exercises]
    ran = subprocess.run(command, cwd=accidents, capture_output=True, text=True, timeout=300)
    return forked, Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize("forks", [True, False])
def test_the_words_for_each_accident(shown: tuple[Ran, Ran], forks: bool) -> None:
    ran = shown[0 if forks else 1]
    assert (ran.out, ran.err, ran.status) == (ACCIDENTS, "", 1)
    assert max(map(len, ran.out.splitlines())) <= WIDTH


def test_what_code_does_besides(tmp_path: Path) -> None:
    folder = filled_in(
        "bigram_net",
        tmp_path / "net",
        dataset=MODULES / "dataset" / "prints_a_great_deal.py",
        one_hot=MODULES / "one_hot" / "asks_for_input.py",
        neurons=RECURSION_AND_WHOLE_NUMBERS,
        softmax=wrong("bigram_net", "softmax", "normalises_columns"),
        nll=MODULES / "nll" / "returns_nothing.py",
        figures=MODULES / "figures" / "exits_at_import.py",
    )
    ran = check(folder, *find_assignment("bigram_net", ROOT).modules)
    parts = dict(part.split(":", 1) for part in ran.out.split("\n\n")[1:-1])
    assert parts["dataset"].startswith(" done, 4 of 4 public tests pass")
    assert "  printed    looking at names\n             looking at names\n" in parts["dataset"]
    assert "input() waits for somebody to type, and nobody does" in parts["one_hot"]
    assert 'one_hot.py, line 8: num_classes = int(input("How many classes? "))' in parts["one_hot"]
    assert (
        "maximum recursion depth exceeded\n             neurons.py, line 5: return weights"
        in parts["neurons"]
    )
    # An exception of torch's own, not that of a stub.
    assert "  to do  " not in parts["neurons"]
    own_words = 'Python says: NotImplementedError: "softmax_lastdim_kernel_impl" not implemented'
    assert own_words in words(parts["neurons"])
    assert "  hint       Over which dimension do the counts of one example run?" in parts["softmax"]
    assert "Expected a number, got nothing (None). Does the function return" in parts["nll"]
    assert "  printed    the loss is" in parts["nll"]
    # Whoever imports what is wrong reads that first, and no hint that may be about the other one.
    assert "not done yet: begin with" in parts["gradient_descent"]
    assert "hint" not in parts["gradient_descent"]
    assert parts["figures"].count("  error  ") == 4
    assert "The code ends the program.\n             figures.py, line 17: exit()" in parts["figures"]


def test_an_optimising_python_leaves_nothing_out() -> None:
    """Neither the assertions of tests nor their sentences."""
    command = [sys.executable, "-m", "autograder", "check", "vocabulary"]
    plain, optimising = (
        subprocess.run(
            command,
            cwd=ROOT / "assignments" / "bigram_counts",
            env={**os.environ, "PYTHONOPTIMIZE": level},
            capture_output=True,
            text=True,
            timeout=120,
        )
        for level in ("", "2")
    )
    assert (optimising.stdout, optimising.stderr) == (plain.stdout, "")


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = filled_in("bigram_net", tmp_path / "net", figures=MODULES / "figures" / "waits_for_a_window.py")
    before = sorted(folder.rglob("*"))
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    for path in (home, temporary):
        path.mkdir()
    environment = {
        **os.environ,
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "FORCE_COLOR": "1",
        "NO_COLOR": "1",
    }
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "autograder", "check"]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.endswith(
        "All public tests pass. When your work is graded, 35 hidden tests run as well,\n"
        "for 41 of the 100 points.\n"
        "Next: `autograder check --hand-in` packs what you hand in.\n"
    )
    assert all(f"  done       {name}\n" in ran.stdout for name in find_assignment("bigram_net", ROOT).modules)
    assert "\x1b[3" not in ran.stdout
    assert sorted(folder.rglob("*")) == before
    written = [path.relative_to(home) for path in home.rglob("*") if path.is_file()]
    assert [path for path in written if "matplotlib" not in path.parts] == []
    assert list(temporary.iterdir()) == []


def test_hidden_tests_are_counted(
    temperatures: Path, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "3")
    folder = write_files(tmp_path / "given", release(temperatures))
    right = "def to_celsius(fahrenheit):\n    return (fahrenheit - 32) * (5 / 9)\n"
    write_files(folder, {"celsius.py": right})
    ran = check(tmp_path, "given")
    assert ran.out.splitlines()[2:5] == [
        "  done       celsius",
        "  no tests   warmest  no public tests,",
        "             only hidden ones",
    ]
    said = words(ran.out)
    assert (
        "All public tests pass. When your work is graded, 4 hidden tests run as well, for 80 of the 100 "
        in said
    )
    assert said.endswith("Next: `autograder check given --hand-in` packs what you hand in.")
    assert ran.status == 0
    said = words(check(folder, "celsius").out)
    assert "When your work is graded, 2 hidden tests of celsius run as well, for 30 of its 50 points." in said
    assert said.endswith("Next: warmest, exercise 2 of 2: `autograder check warmest`.")


def test_the_minutes_to_expect_are_those_of_the_author(
    temperatures: Path, release: Release, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "given", release(temperatures))
    right = "def to_celsius(fahrenheit):\n    return (fahrenheit - 32) * (5 / 9)\n"
    write_files(folder, {"celsius.py": right})
    write_files(folder, {"tests/test_warmest.py": "def test_value(student):\n    student.warmest(None)\n"})
    assert "minute" not in check(folder).out + check(folder, "celsius").out
    description = folder / "tests" / "assignment.json"
    described = json.loads(description.read_text())
    description.write_text(json.dumps(described | {"minutes": {"celsius": 20, "warmest": 1}}))
    said = check(folder).out
    assert "  done       celsius\n  to do      warmest  about 1 minute\n" in said
    assert "1 of 2 exercises done; expect about 1 minute for the rest." in words(said)
    said = words(check(folder, "celsius").out)
    assert said.endswith("Next: warmest, exercise 2 of 2, about 1 minute: `autograder check warmest`.")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "this folder does not hold an assignment: tests/assignment.json is missing."),
        (["no/such"], "there is no folder 'no/such'"),
        (["given", "sofmax"], "there is no exercise 'sofmax' in this assignment; there are celsius"),
        (["damaged"], "tests/assignment.json of 'damaged' cannot be read: copy the folder tests/ again"),
    ],
)
def test_what_cannot_be_checked(tmp_path: Path, arguments: list[str], reason: str) -> None:
    exercises = '"hidden_tests": {"celsius": 1}, "points": {"celsius": 2}, "public_points": {"celsius": 1}'
    description = f'{{"title": "T", "call_seconds": 1, {exercises}}}'
    write_files(
        tmp_path,
        {"given/tests/assignment.json": description, "damaged/tests/assignment.json": description[:-1]},
    )
    ran = check(tmp_path, *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"autograder: {reason}")
    assert len(ran.err.splitlines()) == 1


class Watching:
    """`autograder check --watch` in a folder, and the lines that it prints."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "autograder", "check", "--watch", *arguments]
        # What runs in the background may have been started with Ctrl-C ignored; this must not be.
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self._lines: SimpleQueue[str] = SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def until(self, words: str) -> list[str]:
        """The lines up to one with these words."""
        lines: list[str] = []
        while not lines or words not in lines[-1]:
            lines.append(self._lines.get(timeout=60))
        return lines

    def end(self) -> int:
        """End it as Ctrl-C does; its exit status."""
        with self.process:
            self.process.send_signal(signal.SIGINT)
            try:
                return self.process.wait(timeout=30)
            finally:
                self.process.kill()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_a_saved_module_is_checked_with_those_that_import_it(tmp_path: Path) -> None:
    folder = filled_in("bigram_net", tmp_path / "net")
    right = (folder / "softmax.py").read_text()
    (folder / "softmax.py").write_text("import os\nos._exit(0)\n")
    watching = Watching(folder)
    try:
        watching.until("Waiting until you save")
        (folder / "softmax.py").write_text("def softmax(logits):\n    while True:\n        pass\n")
        watching.until("Saved: softmax.py")
        # Who saves again need not wait for the end of a loop that has none.
        (folder / "softmax.py").write_text(right)
        lines = watching.until("Waiting until you save")
        assert [line.split() for line in lines if line.startswith("  ")] == [
            ["done", "softmax"],
            ["done", "gradient_descent"],
        ]
        (worker,) = children_of(watching.process.pid)
    finally:
        assert watching.end() == 130
    assert not Path("/proc", worker).exists()


@pytest.mark.parametrize("error", [OSError("file watch limit reached"), RuntimeError("too many open files")])
def test_where_the_system_watches_no_more_saves_are_seen_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def exhausted(*paths: Path, force_polling: bool | None, **more: Any) -> Iterator[set[tuple[Any, str]]]:
        if not force_polling:
            raise error
        return watchfiles.watch(*paths, force_polling=True, **more)

    monkeypatch.setattr("autograder.check.watching.watch", exhausted)
    with SavedModules(tmp_path) as saved:
        for attempt in range(100):
            (tmp_path / "softmax.py").write_text(f"pass  # {attempt}\n")
            if saved.any():
                break
            time.sleep(0.1)
        assert saved.next() == {"softmax"}


def test_the_watch_moves_on_and_shows_what_code_prints(tmp_path: Path) -> None:
    folder = filled_in("bigram_counts", tmp_path / "counts")
    stubs = ROOT / "assignments" / "bigram_counts"
    for module in ("vocabulary", "probabilities"):
        shutil.copy(stubs / f"{module}.py", folder)
    right = (ROOT / "solutions" / "bigram_counts" / "vocabulary.py").read_text()
    watching = Watching(folder, "vocabulary")
    try:
        watching.until("Waiting until you save")
        (folder / "vocabulary.py").write_text(f"{right}\nprint('read anew')\n")
        lines = watching.until("Waiting until you save")
        assert "vocabulary: done, 5 of 5 public tests pass\n" in lines
        # The second exercise is done already.
        assert "probabilities: to do, 0 of 5 public tests pass\n" in lines
        assert not any(line.startswith("counting: ") for line in lines)
    finally:
        assert watching.end() == 130
    watching = Watching(folder)
    try:
        watching.until("Waiting until you save")
        (folder / "vocabulary.py").write_text(
            right.replace("    ### BEGIN", "    print(words)\n    ### BEGIN")
        )
        lines = watching.until("Waiting until you save")
        assert any(line.startswith("  printed    ['emma'") for line in lines)
        assert "probabilities: to do\n" in lines
    finally:
        assert watching.end() == 130


def test_every_command_of_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "net"
    shutil.copytree(ROOT / "assignments" / "bigram_net", folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "solutions" / "bigram_net" / "dataset.py", folder)
    shutil.copy(wrong("bigram_net", "one_hot", "left_as_int64"), folder / "one_hot.py")
    for command, shown in COMMAND.findall(PAGE.read_text(encoding="utf-8")):
        program, *arguments = shlex.split(command)
        if "--watch" in arguments:
            watching = Watching(folder)
            watching.until("Waiting until you save a module. Ctrl-C ends this.")
            assert watching.end() == 130
            continue
        ran = autograder(*arguments, cwd=folder) if program == "autograder" else pytest_in(folder)
        assert ran.status == 1
        if "…" in shown:
            assert len(ran.out.splitlines()) < SCREEN
            # Only the stubs of later exercises are left out.
            minutes = find_assignment("bigram_net", ROOT).minutes
            later = (f"  to do      {name:<18}about {minutes[name]} minutes\n" for name in LATER)
            shown = shown.replace("  …\n", "".join(later))
        assert shown in ran.out


def test_the_hint_and_the_next_command_stay_where_lines_are_few(tmp_path: Path) -> None:
    mistake = wrong("bigram_counts", "vocabulary", "dot_shares_zero")
    folder = filled_in("bigram_counts", tmp_path / "counts", vocabulary=mistake)
    for module in ("counting", "probabilities", "likelihood", "sampling"):
        shutil.copy(ROOT / "assignments" / "bigram_counts" / f"{module}.py", folder)
    ran = check(tmp_path, "counts")
    lines = ran.out.splitlines()
    assert len(lines) < SCREEN
    place = lines.index("vocabulary: not yet")
    assert " ".join(" ".join(lines[place + 1 : place + 3]).split()) == f"hint {hint_of(mistake)}"
    assert "3 of 4 values are wrong; the first is that of 'a': got 0, expected 1." in words(ran.out)
    end = lines.index("  `autograder check counts vocabulary` shows the rest.")
    assert lines[end - 1].endswith((".", "?"))
    command = shlex.split(lines[end].split("`")[1])
    whole = autograder(*command[1:], cwd=tmp_path)
    assert "26 of 27 values are wrong; the first is that of 'a': got 0, expected 1." in words(whole.out)


def test_many_exercises_fit_on_a_screen() -> None:
    of_one = {"exercise_with_a_long_name_0": 1}
    folder = ReleasedFolder(Path("a"), "A", of_one, of_one, of_one, 1.0, given="my folder")
    tests = tuple(
        TestOutcome("What a long sentence this is. " * 4, Verdict.FAILS, f"Because {n}.") for n in range(9)
    )
    outcomes = [ExerciseOutcome(f"exercise_with_a_long_name_{n}", tests, (HINT,)) for n in range(40)]
    listed = screen.state_lines(outcomes, WIDTH)
    room = screen.LINES_MOST - len(listed) - 2
    details = screen.first_unfinished(folder, outcomes, outcomes, room, WIDTH)
    lines = [line.plain for line in (*listed, *details)]
    assert lines[0].startswith("  not yet    40: exercise_with_a_long_name_0, exercise_with_a_long_name_1")
    assert words("\n".join(lines)).count(HINT) == 1
    assert lines[-1] == "  `autograder check 'my folder' exercise_with_a_long_name_0` shows the rest."
    assert len(lines) + 2 + 5 <= SCREEN
    assert max(map(len, lines)) <= WIDTH


def test_what_was_said_is_not_said_again() -> None:
    said = [("one", "line 1"), ("two", ""), ("one", "line 1"), ("one", "line 1"), ("", "")]
    tests = tuple(
        TestOutcome(f"Test {number}.", Verdict.FAILS if message else Verdict.PASSES, message, where)
        for number, (message, where) in enumerate(said)
    )
    outcome = ExerciseOutcome("nll", tests)
    of_one = {"nll": 1}
    folder = ReleasedFolder(Path("a"), "A", of_one, of_one, of_one, 1.0)
    lines = [line.plain.strip() for line in screen.whole_exercise(folder, outcome, [outcome], WIDTH)]
    assert lines == [
        "nll: not yet, 1 of 5 public tests pass",
        "fails      Test 0.",
        "one",
        "line 1",
        "fails      Test 1.",
        "two",
        "fails      Test 2.",
        "fails      Test 3.",
        "The same as above.",
        "passes     Test 4.",
    ]
