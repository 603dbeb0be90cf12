"""Python with the kit and its libraries imported already: each program runs in a fork of its own.

A test of the command line costs three seconds of a processor, and most of them are imports, of torch above
all. Here they happen once. A fork runs the same program with the same arguments, folder, environment and
streams, but:

- the kit is the one that this file belongs to;
- variables that Python reads when it starts have been read, and all forks hash text alike;
- grading processes of several runs are forks of one fork server;
- the process in which `check` runs tests is a fork, too.

A test that is about either of these starts a Python of its own.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from typing import IO, Any, NoReturn

SECONDS_MOST = 1200.0
"""After so long a program hangs: it may be one of many on a busy machine."""
REQUEST_MOST = 1 << 18
LIBRARIES = (
    "torch",
    "pytest",
    "matplotlib.pyplot",
    "safetensors.torch",
    "pydantic.type_adapter",
    "nbformat",
    "autograder.cli",
    *(f"autograder.commands.{name}" for name in ("check", "explain", "export", "grade", "release", "verify")),
)
STREAMS = (1, 2)
DESCRIPTORS_MOST = 1024

Environment = dict[str, str]


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Program:
    """A program for Python.

    Attributes:
        arguments: `-m module …` or `-c program …`; before it `-P`, if its folder is not to be searched.
        cwd: the folder in which it runs.
        env: its environment.
    """

    arguments: list[str]
    cwd: str
    env: dict[str, str]

    @property
    def grades(self) -> bool:
        return self.arguments[:2] == ["-m", "autograder"] and self.arguments[2:3] in (["grade"], ["verify"])

    def run_to_its_end(self) -> NoReturn:
        """Run it in place of the program that this process is, and end as Python does.

        It does not tear down what was imported, which takes a quarter of a second.
        """
        status: Any = 0
        try:
            self._run()
        except SystemExit as ended:
            status = ended.code
        except BaseException:
            traceback.print_exc()
            status = 1
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        if isinstance(status, str):
            print(status, file=sys.stderr)
            status = 1
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status or 0)

    def _run(self) -> None:
        os.chdir(self.cwd)
        os.environ.clear()
        os.environ.update(self.env)
        tempfile.tempdir = None
        if self.arguments[:3] == ["-m", "autograder", "check"]:
            subprocess.Popen = Forked  # type: ignore[assignment, misc]
        kind, what, *rest = [argument for argument in self.arguments if argument != "-P"]
        sys.argv = [what, *rest] if kind == "-m" else [kind, *rest]
        if self.arguments[0] != "-P":
            sys.path.insert(0, self.cwd if kind == "-m" else "")
        if kind == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})


class Forked(subprocess.Popen[str]):
    """Another Python in a session of its own, forked from this one where it would be started."""

    def _execute_child(self, args: list[str], *given: Any) -> None:
        env, (p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite) = given[5], given[9:15]
        assert args[0] == sys.executable
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            for stream, own in enumerate((p2cread, c2pwrite, errwrite)):
                os.dup2(own, stream)
            os.closerange(3, DESCRIPTORS_MOST)
            Program(args[1:], os.getcwd(), env).run_to_its_end()
        self._child_created = True
        self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)  # type: ignore[attr-defined]


def python(*arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Ran:
    """Run a program to its end, by default in the environment of this process."""
    program = Program([*map(str, arguments)], str(cwd), dict(env or os.environ))
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, connection:
        connection.settimeout(SECONDS_MOST)
        connection.connect(_address())
        socket.send_fds(connection, [json.dumps(vars(program)).encode()], [out.fileno(), err.fileno()])
        status = int(connection.recv(16))
        return Ran(status, _read(out), _read(err))


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


@dataclass(frozen=True)
class Running:
    """A fork, who asked for it, and its stream of errors."""

    pid: int
    connection: socket.socket
    err: int


@cache
def _address() -> bytes:
    """Where the process listens that forks; it ends with this one."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    # The kernel chooses a name, and none in a folder: a test may have folders of its own for a while.
    listening.bind("")
    listening.listen()
    address: bytes = listening.getsockname()
    alive, kept_open = os.pipe()
    with listening:
        command = [sys.executable, __file__, str(listening.fileno()), str(alive)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            pass_fds=(listening.fileno(), alive),
            start_new_session=True,  # Ctrl-C is for this process, whose end ends the other
        )
    os.close(alive)
    # What is registered last is called first.
    atexit.register(process.wait)
    atexit.register(os.close, kept_open)
    return address


class Server:
    """Forks a process for each connection until the process that started this one has ended.

    Args:
        listening: where connections come from.
        alive: can be read when that process has ended.
    """

    def __init__(self, listening: socket.socket, alive: int) -> None:
        self._listening = listening
        self._alive = alive
        self._running: dict[int, Running] = {}
        self._said = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115

    def program(self) -> Program:
        """The next program to run: this returns in forks alone."""
        while True:
            waiting = [self._listening.fileno(), self._alive, *self._running]
            for ready in select.select(waiting, [], [])[0]:
                if ready == self._alive:
                    self._end()
                elif ready in self._running:
                    self._ended(ready)
                elif (program := self._forked()) is not None:
                    return program

    def _forked(self) -> Program | None:
        connection, _ = self._listening.accept()
        asked, (out, err), _, _ = socket.recv_fds(connection, REQUEST_MOST, 2)
        program = Program(**json.loads(asked))
        server = fork_server(program.arguments[2], self._said.fileno()) if program.grades else None
        pid = os.fork()
        if pid == 0:
            os.dup2(out, sys.stdout.fileno())
            os.dup2(err, sys.stderr.fileno())
            if server is not None:
                use(server)
            return program
        os.close(out)
        self._running[os.pidfd_open(pid)] = Running(pid, connection, err)
        return None

    def _ended(self, descriptor: int) -> None:
        os.close(descriptor)
        running = self._running.pop(descriptor)
        _pid, status = os.waitpid(running.pid, 0)
        self._said.seek(0)
        os.write(running.err, self._said.read())
        self._said.truncate(0)
        os.close(running.err)
        with suppress(OSError), running.connection as connection:
            connection.send(str(os.waitstatus_to_exitcode(status)).encode())

    def _end(self) -> NoReturn:
        for running in self._running.values():
            os.kill(running.pid, signal.SIGKILL)
        sys.exit()


@cache
def fork_server(command: str, said: int) -> tuple[forkserver.ForkServer, Environment]:
    """A server of multiprocessing, as a command starts it, and its environment.

    Args:
        command: `grade` or `verify`.
        said: the descriptor that has what its forks write to their streams.
    """
    from autograder.classroom.pool import IMPORTED_ONCE, in_environment
    from autograder.sandbox.environment import bare_environment
    from autograder.sandbox.processes import zygote_environment

    server = forkserver.ForkServer()
    server.set_forkserver_preload([IMPORTED_ONCE])
    wanted = zygote_environment() if command == "grade" else bare_environment()
    streams = [os.dup(stream) for stream in STREAMS]
    for stream in STREAMS:
        os.dup2(said, stream)
    with in_environment(wanted):
        server.ensure_running()
        environment = dict(os.environ)
    for stream, own in zip(STREAMS, streams, strict=True):
        os.dup2(own, stream)
        os.close(own)
    return server, environment


def use(started: tuple[forkserver.ForkServer, Environment]) -> None:
    """Let multiprocessing use a fork server that runs already, where it would start the same one."""
    server, environment = started
    another = forkserver.connect_to_new_process
    # Only its parent can ask whether it runs.
    server.ensure_running = lambda: None  # type: ignore[method-assign]

    def connect_to_new_process(descriptors: Any) -> Any:
        same = environment == dict(os.environ)
        return (server.connect_to_new_process if same else another)(descriptors)

    forkserver.connect_to_new_process = connect_to_new_process


if __name__ == "__main__":
    del sys.path[0]
    for library in LIBRARIES:
        importlib.import_module(library)
    gc.freeze()
    Server(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2])).program().run_to_its_end()
