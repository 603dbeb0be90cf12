"""How much a student's code may take."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits of one exercise, as `assignment.toml` gives them.

    Attributes:
        call_seconds: processor time of one call, or of importing the module. A call that sleeps or waits
            may take `patience.WAITING_FACTOR` times as long; so may any call if the system does not tell
            processor times.
        exercise_seconds: processor time of all calls of an exercise.
        memory_mib: memory above that of an idle process.
        result_mib: the result and all else that one call sends back.
        scratch_mib: all written files together.
        scratch_files: the number of files and folders.
    """

    call_seconds: float = 5.0
    exercise_seconds: float = 60.0
    memory_mib: int = 1024
    result_mib: int = 64
    scratch_mib: int = 64
    scratch_files: int = 256
