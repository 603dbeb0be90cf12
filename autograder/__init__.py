"""An autograder that runs student code apart from the tests and the references."""

__version__ = "0.2.0"

SCHEMA = 1
"""The version of the format of results."""
