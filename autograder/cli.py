"""The command line. A command imports what it needs when it runs: `--help` must not wait for torch."""

from __future__ import annotations

import io
import os
import signal
import sys
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Annotated, Literal, NoReturn

import typer
from typer.exceptions import TyperException

from . import __version__
from .errors import GraderFault, Leak, UsageError
from .text import printable

FAULT = 1
REFUSED = 1
"""A release would hold something secret."""
UNREAD = 1
"""Whoever read the output has left: `| head -1`."""
UNUSABLE = 2
INTERRUPTED = 130

WITHOUT_FORK = ("check", "new")
"""The commands for a system such as Windows."""

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Grades student code apart from the tests and the references.",
)

AssignmentArgument = Annotated[
    str, typer.Argument(metavar="ASSIGNMENT", help="A name under solutions/, or the path of such a folder.")
]


Strictness = Literal["strict", "best-effort"]
"""What to do if isolation has gaps."""

Format = Literal["csv", "canvas", "gradescope", "github", "classroom50"]
"""The target of an export."""

Visibility = Literal["visible", "after_due_date", "after_published"]
"""When students see a result on Gradescope."""


def main() -> None:
    """The console script."""
    _take_signals()
    _open_closed_streams()
    try:
        _escape_what_cannot_be_written()
        _refuse_lost_folder()
        _refuse_what_a_shell_left()
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except UsageError as error:
        status = _unusable(str(error))
    except GraderFault as error:
        print(f"autograder: the grader itself failed: {error}", file=sys.stderr)
        status = FAULT
    except Leak as leak:
        print(f"autograder: nothing was released:\n{leak}", file=sys.stderr)
        status = REFUSED
    except TyperException as error:
        status = _unusable(error.format_message().replace("Value error, ", "") + _where_help_is(error))
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        status = UNREAD
    except OSError as error:
        # Of this machine: what the commands expect to fail has a message of its own.
        where = f" at {error.filename}" if error.filename is not None else ""
        status = _unusable(printable(f"cannot go on{where}: {error.strerror or error}"))
    _drop_what_cannot_be_written()
    sys.exit(status)


def _take_signals() -> None:
    signal.signal(signal.SIGTERM, _end)
    if sys.platform != "win32":
        # Of a terminal that is closed, unless `nohup` has it ignored.
        if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
            signal.signal(signal.SIGHUP, _end)
        # Where it is inherited as ignored, nobody can wait for a process.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """End as after an exception: a class that was unpacked must not stay among temporary files."""
    sys.exit(128 + number)


def _open_closed_streams() -> None:
    """Whoever starts a program may have closed what it writes to."""
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _drop_what_cannot_be_written() -> None:
    """Python would try again while it ends, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _escape_what_cannot_be_written() -> None:
    """A terminal or a file may have an encoding without the letters of a name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _refuse_lost_folder() -> None:
    try:
        os.getcwd()
    except OSError as error:
        raise UsageError(f"the current folder is unusable ({error.strerror}): change to another") from None


def _refuse_what_a_shell_left() -> None:
    """An empty path would be the current folder, and `~` a folder of that name in it: nobody means these."""
    for before, argument in pairwise(sys.argv):
        if not argument or (argument.startswith("--") and argument.endswith("=")):
            raise UsageError(
                f"there is nothing behind “{printable(argument or before)}”: is a variable unset?"
            )
        if argument.startswith("--") and "=~/" in argument:
            raise UsageError(
                f"“{printable(argument)}”: behind =, shells leave ~ as it is; put a blank in place of ="
            )


def _where_help_is(error: TyperException) -> str:
    """What to type to see what a command takes."""
    context = getattr(error, "ctx", None)
    return f" (see: {context.command_path} --help)" if context is not None else ""


def _unusable(reason: str) -> int:
    print(f"autograder: {reason}", file=sys.stderr)
    return UNUSABLE


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"autograder {__version__}")
        raise typer.Exit


@app.callback()
def autograder(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True),
    ] = False,
) -> None:
    """What holds for every command."""
    command = context.invoked_subcommand
    if command not in WITHOUT_FORK and not hasattr(os, "fork"):
        raise UsageError(
            f"`autograder {command}` needs Linux: on Windows, install the kit within WSL and run it there. "
            f"Here, {' and '.join(WITHOUT_FORK)} work"
        )


@app.command()
def grade(
    assignment: AssignmentArgument,
    submissions: Annotated[
        list[Path],
        typer.Argument(
            metavar="SUBMISSION...",
            help="A folder of modules, a zip or tar of one, a notebook of exercise cells, or a folder that "
            "holds many of these.",
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where results are written.")],
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Processes that grade at the same time.  [default: processors]"
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Grade on the workers of a dask.distributed scheduler, such as tls://host:8786.",
        ),
    ] = None,
    isolation: Annotated[
        Strictness,
        typer.Option(help="best-effort: grade even if this machine cannot cut student code off completely."),
    ] = "strict",
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded and unchanged.")] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EXERCISE",
            help="Grade this exercise alone (may be repeated); the others keep the marks that they have.",
        ),
    ] = None,
    student: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Grade this submission alone (may be repeated)."),
    ] = None,
    marks: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Marks set by hand, kept from now on: CSV of submission,exercise,score,reason.",
        ),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The students of the course, kept from now on: CSV. Names who has handed in nothing.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say whose marks would change and why, and write nothing.")
    ] = False,
    keep_missing: Annotated[
        bool,
        typer.Option("--keep-missing", help="Keep results of submissions that are not given this time."),
    ] = False,
) -> None:
    """Grade submissions and write their results, scores.csv and index.html."""
    from .commands.grade import GradeOptions, grade_command

    wanted = GradeOptions(
        strict=isolation == "strict",
        workers=workers or _processors(),
        cluster=cluster,
        force=force,
        only=frozenset(only or ()),
        students=frozenset(student or ()),
        marks=marks,
        roster=roster,
        dry=dry_run,
        keep_missing=keep_missing,
    )
    raise typer.Exit(grade_command(assignment, submissions, out, wanted))


@app.command()
def check(
    folder: Annotated[
        str | None,
        typer.Argument(metavar="ASSIGNMENT_DIR", help="The folder that you work in.  [default: this one]"),
    ] = None,
    exercises: Annotated[
        list[str] | None, typer.Argument(metavar="EXERCISE", help="Exercises to show in full, by name.")
    ] = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Check again whatever a saved module touches, until Ctrl-C."),
    ] = False,
    hint: Annotated[
        bool, typer.Option("--hint", help="Give a plainer hint as well, or say how to find the mistake.")
    ] = False,
    hand_in: Annotated[
        bool,
        typer.Option(
            "--hand-in", help="Run no test: say what is missing or still to do, and pack what you hand in."
        ),
    ] = False,
) -> None:
    """Run the public tests of your own work and say what is still wrong."""
    from .commands.check import check_command, hand_in_command

    # The first name may be an exercise, too: the folders tell which it is.
    arguments = ([] if folder is None else [folder]) + (exercises or [])
    if hand_in:
        if other := [option for option, is_set in (("--watch", watch), ("--hint", hint)) if is_set]:
            raise UsageError(f"--hand-in and {other[0]} do not go together: leave one out")
        raise typer.Exit(hand_in_command(arguments))
    raise typer.Exit(check_command(arguments, watch=watch, hint=hint))


@app.command()
def release(
    assignment: AssignmentArgument,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the assignment is written.")],
    gradescope: Annotated[
        bool,
        typer.Option(
            "--gradescope",
            help="Write the autograder that Gradescope runs instead, with solutions and hidden tests: "
            "--out is its zip.",
        ),
    ] = False,
    classroom50: Annotated[
        bool,
        typer.Option(
            "--classroom50",
            help="Write the autograder that Classroom 50 runs instead, with the public tests alone.",
        ),
    ] = False,
    notebook: Annotated[
        bool,
        typer.Option(
            "--notebook",
            help="Write all that students get as one notebook instead, for a browser alone: --out is its "
            "file.",
        ),
    ] = False,
) -> None:
    """Write what students get: stubs, handout, public tests and data."""
    from .commands import release as commands

    forms = {
        "--gradescope": (gradescope, commands.gradescope_command),
        "--classroom50": (classroom50, commands.classroom50_command),
        "--notebook": (notebook, commands.notebook_command),
    }
    chosen = {option: write for option, (given, write) in forms.items() if given}
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} write different things: give one of them")
    (write,) = chosen.values() or (commands.release_command,)
    write(assignment, out)


@app.command()
def verify(
    assignment: AssignmentArgument,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the proof is written.  [default: build/verify/ASSIGNMENT]"),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Processes that try modules at the same time.  [default: processors]"
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="EXERCISE", help="Prove only this exercise; may be given several times."),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the mutants, which take long.")] = False,
) -> None:
    """Prove that the tests of an assignment catch what is wrong and pass what is right."""
    from .commands.verify import verify_command

    chosen = frozenset(only or ())
    status = verify_command(assignment, out, workers=workers or _processors(), only=chosen, quick=quick)
    raise typer.Exit(status)


@app.command()
def new(
    assignment: Annotated[
        str,
        typer.Argument(metavar="ASSIGNMENT", help="Its name below solutions/, or the path of its folder."),
    ],
    exercises: Annotated[
        list[str] | None,
        typer.Argument(metavar="EXERCISE", help="The names of its exercises, or of those to add, in order."),
    ] = None,
) -> None:
    """Write a new assignment, or new exercises of one, whose tests hold as they are."""
    from .commands.new import new_command

    raise typer.Exit(new_command(assignment, exercises or ()))


@app.command()
def export(
    results: Annotated[
        Path,
        typer.Argument(metavar="RESULTS", help="The folder that `grade` wrote, or one result file of it."),
    ],
    form: Annotated[Format, typer.Option("--format", help="Which system the results are for.")],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where it is written; a folder for gradescope of a class.  [default: standard output]",
        ),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="canvas: the gradebook that Canvas exports, as CSV.  [default: the roster of `grade`]  "
            "classroom50: the classroom's scores.json.",
        ),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(
            metavar="HEADING",
            help="canvas: the assignment's column there, as “Title (12345)”.  classroom50: its name there.",
        ),
    ] = None,
    visibility: Annotated[
        Visibility | None,
        typer.Option(help="gradescope: when students see the result.  [default: visible]"),
    ] = None,
) -> None:
    """Write scores as Canvas, Gradescope, GitHub Classroom or Classroom 50 take them, or as plain CSV."""
    from .commands.export import ExportOptions, export_command

    raise typer.Exit(export_command(ExportOptions(results, form, out, roster, column, visibility)))


@app.command()
def explain(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="The folder that `grade` wrote.")],
    submission: Annotated[str, typer.Argument(metavar="SUBMISSION", help="Its name, as scores.csv has it.")],
    test: Annotated[
        str,
        typer.Argument(
            metavar="TEST", help="Its name in the result file; EXERCISE.TEST where several have that name."
        ),
    ],
    isolation: Annotated[
        Strictness,
        typer.Option(help="best-effort: run even if this machine cannot cut student code off completely."),
    ] = "strict",
) -> None:
    """Show graders why a test came out as it did: what it called, what came back, what was expected."""
    from .commands.explain import explain_command

    raise typer.Exit(explain_command(results, submission, test, strict=isolation == "strict"))


@app.command()
def doctor() -> None:
    """Say which isolation layers this machine gives, and how long grading takes on it."""
    from .commands.doctor import doctor_command

    raise typer.Exit(doctor_command())


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
