"""The progress of a run, for whoever waits at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

WIDE = 70
"""The fewest columns of a terminal with room for more than numbers."""


@contextmanager
def progress_bar(console: Console, total: int) -> Iterator[tuple[Progress, Callable[[str], None]]]:
    """A bar if there is a terminal, and a function that advances it by one with a description.

    Args:
        console: for the bar.
        total: how many steps it has.
    """
    numbers: tuple[ProgressColumn, ...] = (MofNCompleteColumn(), _Rate())
    wide = console.width >= WIDE
    columns = (BarColumn(20), *numbers, TextColumn("{task.description}")) if wide else numbers
    with bar_at_a_terminal(columns, console) as progress:
        task = progress.add_task("", total=total)
        yield progress, lambda outcomes: progress.update(task, advance=1, description=outcomes)


@contextmanager
def bar_at_a_terminal(columns: Sequence[ProgressColumn], console: Console) -> Iterator[Progress]:
    """A bar that shows nothing unless there is a terminal.

    Args:
        columns: of the bar.
        console: for the bar.
    """
    shown = console.is_terminal
    # Output and bar may share a terminal, in which the bar makes room; output may also go to a file.
    progress = Progress(*columns, console=console, transient=True, disable=not shown, redirect_stdout=False)
    # Rich 13 ends even a bar that it does not show with an empty line.
    with progress if shown else nullcontext():
        yield progress


class _Rate(ProgressColumn):
    """How many are graded per second or minute, and how long the rest takes."""

    def render(self, task: Task) -> Text:
        if not task.speed or task.remaining is None:
            return Text("")
        rate = f"{task.speed:.1f}/s" if task.speed >= 1 else f"{60 * task.speed:.0f}/min"
        minutes, seconds = divmod(int(task.remaining / task.speed), 60)
        return Text(f"{rate}, {minutes}:{seconds:02} left")
