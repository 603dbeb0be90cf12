"""Makes what students get from secret files, and checks that nothing secret is in it."""

from .folder import MISTAKES, files_of, leaks_in, release_files, write_release
from .single_file import single_file
from .uncleared import left_uncleared, marked_regions

__all__ = [
    "MISTAKES",
    "files_of",
    "leaks_in",
    "left_uncleared",
    "marked_regions",
    "release_files",
    "single_file",
    "write_release",
]
