"""From the paths that an instructor gives to checked submissions, held in memory.

Whatever lies in a submission was written by somebody else: nothing of it is unpacked to disk, no
link is followed, nothing but an ordinary file is opened, and all that is read is bounded.
"""

from __future__ import annotations

from .finding import Found, find
from .model import Source, Submission, Unreadable
from .names import in_unicode
from .reading import read

__all__ = ["Found", "Source", "Submission", "Unreadable", "find", "in_unicode", "read"]
