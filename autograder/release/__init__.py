"""What students get, made from what is secret, with a check that nothing secret is in it."""

from .folder import Leak, leaks_in, release_files, write_release

__all__ = ["Leak", "leaks_in", "release_files", "write_release"]
