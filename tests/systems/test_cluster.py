"""`autograder grade --cluster`: a scheduler and two workers over loopback, with TLS."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from ..harness import RIGHT, ROOT, WRONG, Files, grade_class, write_files, written

SLOW: Files = {**WRONG, "celsius.py": "import time\ntime.sleep(0.3)\ndef to_celsius(f):\n    return f\n"}
STUDENTS = {f"student-{number:02}": SLOW if number % 2 else RIGHT for number in range(12)}
SECONDS_MOST = 60.0


@dataclass
class Cluster:
    """A scheduler, its workers, and what it takes to speak to them."""

    address: str
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]]

    def grade(
        self, assignment: Path, submissions: Path, out: Path, cwd: Path = ROOT
    ) -> subprocess.Popen[str]:
        given = (assignment, submissions, "--out", out, "--cluster", self.address)
        return subprocess.Popen(
            [sys.executable, "-m", "autograder", "grade", *map(str, given)],
            cwd=cwd,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@contextmanager
def started(name: str, *arguments: str, log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "dask", name, "--no-dashboard", *arguments]
    with (
        log.open("wb") as file,
        subprocess.Popen(command, env=environment, cwd=log.parent, stdout=file, stderr=file) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def said_by(log: Path, start: str) -> str:
    """What a process says behind some words, once it has said it."""
    deadline = time.monotonic() + SECONDS_MOST
    while time.monotonic() < deadline:
        for line in log.read_text().splitlines():
            _before, found, behind = line.partition(start)
            if found:
                return behind.strip()
        time.sleep(0.1)
    raise AssertionError(f"{log} does not say {start!r}: {log.read_text()}")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(folder / "own.pem")
    tls = {
        f"DASK_DISTRIBUTED__COMM__TLS__{one}__CERT": "own.pem" for one in ("SCHEDULER", "WORKER", "CLIENT")
    }
    tls |= {
        f"DASK_DISTRIBUTED__COMM__TLS__{one}__KEY": "own.pem" for one in ("SCHEDULER", "WORKER", "CLIENT")
    }
    tls["DASK_DISTRIBUTED__COMM__TLS__CA_FILE"] = "ca.pem"
    environment = {**os.environ, **{name: str(folder / file) for name, file in tls.items()}}
    environment["TMPDIR"] = str(folder)
    with ExitStack() as stack:
        log = folder / "scheduler.log"
        at = ("--protocol", "tls", "--host", "127.0.0.1", "--port", "0")
        stack.enter_context(started("scheduler", *at, log=log, **environment))
        address = said_by(log, "Scheduler at:").strip()
        workers = []
        for number in range(2):
            log = folder / f"worker-{number}.log"
            arguments = (address, "--nthreads", "1", "--no-nanny")
            workers.append(stack.enter_context(started("worker", *arguments, log=log, **environment)))
        for number in range(2):
            said_by(folder / f"worker-{number}.log", "Registered to:")
        yield Cluster(address, environment, workers)


def test_workers_of_another_version_are_refused(cluster: Cluster, temperatures: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "autograder", tmp_path / "autograder")
    changed = tmp_path / "autograder" / "testing" / "values.py"
    changed.write_text(changed.read_text() + "\n# Another version.\n")
    write_files(tmp_path / "class" / "ada", RIGHT)
    with cluster.grade(temperatures, tmp_path / "class", tmp_path / "results", cwd=tmp_path) as run:
        out, err = run.communicate(timeout=SECONDS_MOST)
    assert (run.returncode, out) == (2, "")
    assert err.startswith("autograder: tls://127.0.0.1:")
    assert "has another version of the autograder" in err
    assert len(err.splitlines()) == 1


def test_a_worker_that_dies_loses_nothing(cluster: Cluster, temperatures: Path, tmp_path: Path) -> None:
    grade_class(temperatures, tmp_path, STUDENTS, "--workers", "2")
    out = tmp_path / "by the cluster"
    with cluster.grade(temperatures, tmp_path / "class", out) as run:
        deadline = time.monotonic() + SECONDS_MOST
        while len(list(out.glob("student-*.json"))) < 2:
            assert run.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        cluster.workers[0].kill()
        _said, err = run.communicate(timeout=SECONDS_MOST)
    assert (run.returncode, err) == (0, "")
    assert written(out) == written(tmp_path / "results")


def test_where_no_scheduler_answers(temperatures: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "class" / "ada", RIGHT)
    nobody = Cluster("tcp://127.0.0.1:1", dict(os.environ), [])
    with nobody.grade(temperatures, tmp_path / "class", tmp_path / "results") as run:
        out, err = run.communicate(timeout=SECONDS_MOST)
    assert (run.returncode, out) == (2, "")
    assert err.startswith("autograder: no scheduler answers at tcp://127.0.0.1:1")
    assert len(err.splitlines()) == 1
