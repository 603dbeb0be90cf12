"""The environment of the kit's own processes, independent of the grader's."""

from __future__ import annotations

import os
import site
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

MATPLOTLIB, TORCH = Path("autograder", "matplotlib"), Path("autograder", "torch")
"""Where these two keep their caches, below a folder of caches."""


def bare_environment() -> dict[str, str]:
    """One thread per process, the same hashes, time zone and encoding for everybody, nothing of the grader's.

    A process with this environment gives the same to those that it starts.

    Raises:
        OSError: there is no folder for temporary files.
    """
    temporary, caches = tempfile.gettempdir(), _caches()
    return {
        "PATH": os.defpath,
        "HOME": temporary,
        "TMPDIR": temporary,
        "XDG_CACHE_HOME": str(caches),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(caches / MATPLOTLIB),
        # torch creates it on import, by default among temporary files.
        "TORCHINDUCTOR_CACHE_DIR": str(caches / TORCH),
        # A compiler is another program; what torch would compile runs as it is written.
        "TORCH_COMPILE_DISABLE": "1",
        # Its import alone starts programs for that in torch 2.4.
        "TORCHINDUCTOR_COMPILE_THREADS": "1",
        **_path_of_the_kit(),
    }


def _path_of_the_kit() -> dict[str, str]:
    """PYTHONPATH if the kit runs from its source: else other processes find another copy, or none."""
    folder = Path(__file__).parents[2]
    installed = [Path(path) for path in (*site.getsitepackages(), site.getusersitepackages())]
    return {} if folder in installed else {"PYTHONPATH": str(folder)}


def _caches() -> Path:
    """A folder of caches that outlasts a run: the user's usual one, or one among temporary files."""
    usual = Path(os.environ.get("XDG_CACHE_HOME") or Path(os.path.expanduser("~"), ".cache"))
    if usual.is_absolute() and _can_be_written_to(usual / MATPLOTLIB):
        return usual
    own = Path(tempfile.gettempdir(), f"autograder-{os.getuid()}")
    with suppress(OSError):
        own.mkdir(mode=0o700)
    # Another user may have made it first.
    return own if _is_own_folder(own) else Path(tempfile.mkdtemp(prefix="autograder-"))


def _can_be_written_to(folder: Path) -> bool:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK | os.X_OK)


def _is_own_folder(path: Path) -> bool:
    found = path.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
