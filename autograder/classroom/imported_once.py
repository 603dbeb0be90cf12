"""What the process that forks all grading processes imports, and how it ends. Nothing else imports this."""

import atexit
import os

# It imports torch, and no test or reference.
from ..sandbox import worker  # noqa: F401

# Python would release all that torch holds, which takes longer than a submission, and libraries would report
# what they have not released. Nobody waits for the status.
atexit.register(os._exit, 0)
