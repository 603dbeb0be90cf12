"""What students get, made from what is secret, with a check that nothing secret is in it."""

from .folder import Leak, release_files, write_release

__all__ = ["Leak", "release_files", "write_release"]
