# %% [markdown] tags=["folder"]
# # Lab: @title@
#
# This notebook leads through the assignment. You write the functions in the modules beside it, and
# `README.md` says what they are about. Save a module, then run its cells: they take up what you saved.

# %% locked="setup"
import sys

sys.path.insert(0, "tests")
from lab_check import check

# %% locked="autoreload" tags=["folder"]
# Takes up each module anew as soon as you save it.
# %load_ext autoreload
# %autoreload 2
