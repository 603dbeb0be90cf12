"""Runs student code in processes that hold torch and the student's files, and nothing else."""
