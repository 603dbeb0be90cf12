"""What has become of the submissions of a run of `grade`, as far as it has come."""

from __future__ import annotations

from collections import Counter

from rich.console import Console

from ..classroom import Graded, RunMarks
from ..reports.changes import Told, told_of
from ..reports.rows import row_of
from ..results import SubmissionStatus
from ..text import listed


class RunSoFar:
    """The state of a run so far.

    Args:
        by_hand: the marks by hand.
        notes: the console for progress and notes.

    Attributes:
        files: the names of the result files, without `.json`.
        faults: a line for each submission on which the grader failed.
        without_module: the submissions that hold no module of the assignment.
        left_out: a line for each submission beside whose modules lay something that was not read.
        standing_in: a line for each submission in which files of other names are graded as modules.
        counts: of submissions, by outcome.
    """

    def __init__(self, by_hand: RunMarks, notes: Console) -> None:
        self.by_hand = by_hand
        self.notes = notes
        self.files: set[str] = set()
        self.faults: list[str] = []
        self.without_module: list[str] = []
        self.left_out: list[str] = []
        self.standing_in: list[str] = []
        self.counts: Counter[str] = Counter()

    def add(self, graded: Graded) -> Told | None:
        """Count a result; returns what to say about it at once, if anything."""
        row = row_of(graded.result, graded.file, self.by_hand.now.of(graded.file))
        self.files.add(graded.file)
        if row.status is SubmissionStatus.FAULT:
            self.faults.append(f"{row.submission}: {row.remark}")
        if graded.seen.no_module:
            self.without_module.append(row.submission)
        if graded.seen.left_out:
            self.left_out.append(f"{row.submission}: {listed(graded.seen.left_out)}")
        if graded.seen.standing_in:
            self.standing_in.append(f"{row.submission}: {listed(graded.seen.standing_in)}")
        told = self.change(graded)
        self.counts[row.status] += 1
        self.counts["full marks"] += row.has_full_marks
        self.counts["new"] += graded.first
        self.counts["renamed"] += graded.renamed
        self.counts["same"] += not graded.first and (told is None or not told.counts)
        self.counts["unchanged"] += not graded.anew
        return told

    def change(self, graded: Graded) -> Told | None:
        """How the marks of a submission change, if they do."""
        before, now = self.by_hand.before.of(graded.file), self.by_hand.now.of(graded.file)
        told = told_of(graded, before, now)
        self.counts["lines"] += told is not None
        self.counts["changed"] += told is not None and told.counts
        return told

    def outcomes(self) -> str:
        """The outcomes so far, for whoever waits."""
        counted = ("full marks", "unreadable", "fault", "unchanged")
        return ", ".join(f"{self.counts[name]} {name}" for name in counted if self.counts[name])
