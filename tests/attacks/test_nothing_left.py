"""A thousand processes in a row leave no process, no descriptor and no file behind."""

from __future__ import annotations

import os
import time

from .harness import Cells, attack, processes, zygote_pid

FORKS = 1000
SECONDS_MOST = 120.0

LITTERING = """
    import os
    kept = [os.open("/dev/null", os.O_RDONLY) for _ in range(5)]
    def attack(number):
        os.mkdir(f"folder-{number}")
        with open(f"folder-{number}/file", "w") as file: file.write("left")
        return number + len(kept)
"""


def descriptors(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def test_a_thousand_processes_leave_nothing() -> None:
    with Cells() as cells:
        started = cells.zygote()
        assert attack(started, LITTERING, 0).value == 5
        both = (os.getpid(), zygote_pid(started))
        before = [descriptors(pid) for pid in both]
        began = time.monotonic()
        for number in range(FORKS):
            assert attack(started, LITTERING, number).value == number + 5
        assert time.monotonic() - began < SECONDS_MOST
        assert [descriptors(pid) for pid in both] == before
        assert cells.left_behind() == []
        assert zygote_pid(started) == both[1]
    assert both[1] not in processes()
    assert not cells.folder.exists()


def test_the_count_sees_what_is_left() -> None:
    """The control: a descriptor, a file and a process that are left are counted."""
    with Cells() as cells:
        pid = zygote_pid(cells.zygote())
        before = descriptors(os.getpid())
        reading, writing = os.pipe()
        (cells.folder / "exercise-left").mkdir()
        assert descriptors(os.getpid()) == before + 2
        assert cells.left_behind() == ["exercise-left"]
        os.close(reading)
        os.close(writing)
        assert descriptors(pid) > 0
