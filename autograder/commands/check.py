"""`autograder check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from ..check import screen
from ..check.folder import ReleasedFolder, find_folder
from ..check.outcomes import ExerciseOutcome
from ..check.running import Interrupted, Runner
from ..errors import UsageError
from ..hand_in import NothingToHandIn, hand_in
from ..text import listed

if TYPE_CHECKING:
    from ..check.watching import SavedModules

UNFINISHED = 1
WAITING = "Waiting until you save a module. Ctrl-C ends this."


def check_command(arguments: Sequence[str], *, watch: bool, hint: bool) -> int:
    """Run the public tests of a student's folder; status 1 if one does not pass.

    Args:
        arguments: a folder, exercises, or both.
        watch: whether to check again what each saved module touches, until Ctrl-C.
        hint: whether to give a plainer hint, too.
    """
    folder, named = find_folder(arguments)
    with Runner(folder, again=watch) as runner:
        check = _Check(folder, named, runner, plainer=hint)
        if watch:
            check.watch()
        return UNFINISHED if check.once() else 0


def hand_in_command(arguments: Sequence[str]) -> int:
    """Pack what a student hands in; status 1 if something is missing or still to do.

    Args:
        arguments: a folder, or nothing for the one that one is in.
    """
    folder, named = find_folder(arguments)
    if named:
        raise UsageError(f"--hand-in packs all exercises: leave out {listed(named)}")
    try:
        handed_in = hand_in(folder.path)
    except NothingToHandIn as error:
        raise UsageError(str(error)) from None
    print("\n".join(handed_in.lines()))
    return UNFINISHED if handed_in.to_do else 0


class _Check:
    """The known outcomes of exercises, and the screen for them.

    Args:
        folder: the student's folder.
        named: the exercises asked for by name; all, if empty.
        runner: runs the tests.
        plainer: whether to give plainer hints, too.
    """

    def __init__(
        self, folder: ReleasedFolder, named: Sequence[str], runner: Runner, *, plainer: bool
    ) -> None:
        self._folder = folder
        self._in_full = bool(named)
        self._asked = tuple(named) or folder.exercises
        self._runner = runner
        self._plainer = plainer
        self._known: dict[str, ExerciseOutcome] = {}
        self._saved: set[str] = set()
        self._interrupted: Callable[[], bool] = lambda: False
        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
        self._width = max(screen.WIDTH_LEAST, min(self._console.width, screen.WIDTH_MOST))

    def once(self) -> bool:
        """Check what was asked for; returns whether something is unfinished."""
        self._print([Text(self._folder.title)])
        self._check_unknown()
        self._print(self._next_step)
        return any(outcome.unfinished for outcome in self._outcomes(self._asked))

    def watch(self) -> None:
        """Check what was asked for, then what each saved module touches, until Ctrl-C."""
        # Imported here: it takes a moment, and only this needs it.
        from ..check.watching import SavedModules

        with SavedModules(self._folder.path) as saved:
            self._interrupted = saved.any
            self._print([Text(self._folder.title)])
            while True:
                # Whoever saves while tests run wants to know about the latest version.
                with suppress(Interrupted):
                    self._check_unknown()
                    self._move_on()
                    self._print([*self._next_step, Text(), Text(WAITING)])
                self._forget_what_is_saved(saved)

    def _move_on(self) -> None:
        """Once the exercises that were asked for are done, go on with the next one that is not."""
        if any(outcome.unfinished for outcome in self._outcomes(self._asked)):
            return
        while (following := self._folder.after(self._asked[-1])) is not None:
            for outcome in self._run([following]):
                self._asked += (following,)
                if outcome.unfinished:
                    self._print([Text(), *self._whole(outcome), Text(), *self._closing])
                    return

    def _forget_what_is_saved(self, saved: SavedModules) -> None:
        """Wait until something that was asked for needs a new check."""
        while True:
            modules = saved.next()
            for outcome in list(self._known.values()):
                if modules & {outcome.exercise, *outcome.built_on}:
                    del self._known[outcome.exercise]
            if any(name not in self._known for name in self._asked):
                self._saved = modules
                files = ", ".join(f"{module}.py" for module in sorted(modules))
                self._print([Text(), Text(f"Saved: {files}")])
                return

    def _check_unknown(self) -> None:
        """Check those of the exercises asked for that have no outcome yet."""
        names = [name for name in self._asked if name not in self._known]
        self._print([Text()])
        show = self._show_in_full if self._in_full else self._show_together
        try:
            show(names)
        except Interrupted:
            # The outcomes so far were not shown.
            for name in names:
                self._known.pop(name, None)
            raise

    def _show_in_full(self, names: Sequence[str]) -> None:
        for _outcome in self._run(names):
            pass
        unfinished = [outcome for outcome in self._outcomes(names) if outcome.unfinished]
        used = frozenset().union(*(outcome.built_on for outcome in unfinished)) - self._known.keys()
        # If one of these is wrong, that is the first thing to say.
        for _outcome in self._run([name for name in self._folder.exercises if name in used]):
            pass
        for outcome in self._outcomes(names):
            self._print([*self._whole(outcome), Text()])
        self._print(self._closing)

    def _show_together(self, names: Sequence[str]) -> None:
        listed: list[Text] = []
        for outcome in self._run(names):
            if len(names) <= screen.LISTED_MOST:
                lines = screen.exercise_line(self._folder, outcome, self._asked, self._width)
                if outcome.exercise in self._saved:
                    lines += screen.printed_by(outcome, self._width)
                self._print(lines)
                listed += lines
        if not listed:
            listed = screen.state_lines(self._outcomes(names), self._width)
            self._print(listed)
        room = screen.LINES_MOST - len(listed) - len(self._closing)
        # Once what was saved is done, the way goes on with whatever is not.
        shown = names if any(outcome.unfinished for outcome in self._outcomes(names)) else self._asked
        details = screen.first_unfinished(
            self._folder,
            self._outcomes(shown),
            self._every_outcome,
            room,
            self._width,
            plainer=self._plainer,
        )
        self._print([*details, Text(), *self._closing])

    def _whole(self, outcome: ExerciseOutcome) -> list[Text]:
        return screen.whole_exercise(
            self._folder, outcome, self._every_outcome, self._width, plainer=self._plainer
        )

    def _run(self, names: Sequence[str]) -> Iterable[ExerciseOutcome]:
        for outcome in self._runner.run(names, self._interrupted):
            self._known[outcome.exercise] = outcome
            yield outcome

    def _outcomes(self, names: Sequence[str]) -> list[ExerciseOutcome]:
        return [self._known[name] for name in names]

    @property
    def _every_outcome(self) -> list[ExerciseOutcome]:
        """The known outcomes, in the order of the course."""
        return [self._known[name] for name in self._folder.exercises if name in self._known]

    @property
    def _closing(self) -> list[Text]:
        return screen.closing(self._folder, self._outcomes(self._asked), self._width)

    @property
    def _next_step(self) -> list[Text]:
        return screen.next_step(self._folder, self._outcomes(self._asked), self._width)

    def _print(self, lines: Iterable[Text]) -> None:
        for line in lines:
            self._console.print(line)
