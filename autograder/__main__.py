"""`python -m autograder`."""

import sys

if not sys.flags.safe_path:
    # A file in the current folder may be called like a package: random.py, say.
    del sys.path[0]

from .cli import main

main()
