"""Grading processes on a cluster, through a scheduler of `dask.distributed`.

The assignment travels to each process once, as bytes, and so does every submission. Scheduler and
workers are as trusted as this process: TLS, as dask is configured, settles who may speak to them. Each
worker isolates student code as this machine does.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..course import Assignment
from ..errors import GraderFault, UsageError
from ..sandbox.isolation import machine_isolation, refuse_unguarded
from .jobs import Grader, Job, Outcome
from .keys import Basis, engine_digest

try:
    from distributed import Client
    from distributed.scheduler import KilledWorker
except ImportError:
    raise UsageError("--cluster needs dask: pip install 'bigram-course-kit[cluster]'") from None

AHEAD = 2
"""How many submissions each process of a worker has at a time."""

CONNECT_SECONDS = 10


@dataclass(frozen=True)
class Bundle:
    """An assignment on its way to a worker.

    Attributes:
        key: a digest of the assignment, of the autograder and of `strict`.
        engine: the digest of the autograder.
        assignment: as it is here.
        files: the contents of its folder, by relative path.
        data: the contents of its public files, by name.
        strict: whether a worker with gaps in its isolation refuses to grade.
    """

    key: str
    engine: str
    assignment: Assignment
    files: Mapping[str, bytes]
    data: Mapping[str, bytes]
    strict: bool

    @classmethod
    def of(cls, assignment: Assignment, strict: bool) -> Bundle:
        basis = Basis.of(assignment)
        described = json.dumps([basis.as_json(), strict], sort_keys=True)
        folder = assignment.folder
        return cls(
            key=f"assignment-{hashlib.sha256(described.encode()).hexdigest()}",
            engine=basis.engine,
            assignment=assignment,
            files={path.relative_to(folder).as_posix(): path.read_bytes() for path in assignment.files()},
            data={name: path.read_bytes() for name, path in assignment.data.items()},
            strict=strict,
        )

    def unpacked(self, folder: Path) -> Assignment:
        """The assignment, unpacked into a folder of this machine."""
        own, public = folder / self.assignment.name, folder / "data"
        for path, content in {
            **{own / path: content for path, content in self.files.items()},
            **{public / name: content for name, content in self.data.items()},
        }.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return replace(self.assignment, folder=own, data={name: public / name for name in self.data})


class ClusterWorkers:
    """The workers of a scheduler, as many as there are at any time.

    If a worker is lost, the scheduler has its submissions graded again by another, a few times.

    Args:
        client: speaks to the scheduler.
        address: the scheduler's.
        bundle: the assignment.
    """

    lost: tuple[type[Exception], ...] = (KilledWorker,)

    def __init__(self, client: Client, address: str, bundle: Bundle) -> None:
        self._client = client
        self._address = address
        self._executor = client.get_executor(pure=False)
        # A task, not scattered data: the scheduler keeps it even if all workers are lost.
        self._bundle = client.submit(_as_it_is, bundle, key=bundle.key)
        self._inspected = client.run(_inspected)
        for address, worker in sorted(self._inspected.items()):
            if worker["engine"] != bundle.engine:
                raise UsageError(f"{address} {ANOTHER_VERSION}")
        self._begun = False

    @property
    def ahead(self) -> int:
        return AHEAD * max(1, len(self._client.nthreads()))

    def submit(self, job: Job) -> Future[Outcome]:
        self._begin()
        future: Future[Outcome] = self._executor.submit(_grade, self._bundle, job)
        return future

    def replace(self) -> None:
        """The scheduler replaces lost workers itself."""

    def about(self) -> dict[str, Any]:
        return {
            "cluster": self._address,
            "isolation": {address: worker["isolation"] for address, worker in self._inspected.items()},
        }

    def _begin(self) -> None:
        """Start the workers before anybody is graded: if some end while they start, all would."""
        if self._begun:
            return
        try:
            for beginning in [self._executor.submit(_begin, self._bundle) for _worker in self._inspected]:
                beginning.result()
        except KilledWorker:
            raise GraderFault(
                f"workers of {self._address} end while they start: does a file of the tests, or what it "
                "imports, end the program?"
            ) from None
        self._begun = True


ANOTHER_VERSION = (
    "has another version of the autograder, Python, PyTorch, NumPy or Matplotlib than this machine, "
    "or another kind of processor: results would not be the same"
)


@contextmanager
def cluster_workers(
    assignment: Assignment, _submissions: int, *, address: str, strict: bool
) -> Iterator[ClusterWorkers]:
    """The workers of the scheduler at an address.

    Args:
        assignment: the assignment.
        address: the scheduler's.
        strict: whether a worker with gaps in its isolation refuses to grade.

    Raises:
        UsageError: nothing answers there, or a worker does not fit.
    """
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no scheduler answers at {address}: {error}") from None
    with client:
        try:
            yield ClusterWorkers(client, address, Bundle.of(assignment, strict))
        except CancelledError:
            raise UsageError(
                f"the scheduler at {address} has gone; what is graded is kept: run the same command again"
            ) from None


class _Station:
    """What a worker's process keeps between submissions."""

    def __init__(self, bundle: Bundle) -> None:
        if engine_digest() != bundle.engine:
            raise UsageError(f"a worker {ANOTHER_VERSION}")
        isolation = machine_isolation()
        if bundle.strict:
            refuse_unguarded(isolation)
        self.key = bundle.key
        self._folder = tempfile.TemporaryDirectory(prefix="assignment-")
        self.grader = Grader(bundle.unpacked(Path(self._folder.name)), isolation)

    def close(self) -> None:
        self.grader.close()
        self._folder.cleanup()


_station: _Station | None = None
_one_at_a_time = threading.Lock()


def _begin(bundle: Bundle) -> None:
    with _one_at_a_time:
        _station_for(bundle)


def _grade(bundle: Bundle, job: Job) -> Outcome:
    with _one_at_a_time:
        return _station_for(bundle).grader.grade(job)


def _station_for(bundle: Bundle) -> _Station:
    global _station
    if _station is None or _station.key != bundle.key:
        if _station is not None:
            _station.close()
        _station = None
        _station = _Station(bundle)
    return _station


def _as_it_is(bundle: Bundle) -> Bundle:
    return bundle


def _inspected() -> dict[str, Any]:
    """What a worker says about itself."""
    try:
        isolation = machine_isolation().as_json()
    except GraderFault as error:
        isolation = {"unknown": str(error)}
    return {"engine": engine_digest(), "isolation": isolation}
