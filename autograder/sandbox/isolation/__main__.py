"""`python -m autograder.sandbox.isolation`."""

from .probe import main

main()
