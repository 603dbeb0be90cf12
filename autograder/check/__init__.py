"""A student's own check of the folder that they work in: the public tests, in words that help.

Student code runs in another process than the one that shows the screen. Nothing here imports torch
but `worker`, which is that other process' program.
"""
