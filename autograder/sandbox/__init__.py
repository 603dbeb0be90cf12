"""Where student code runs: processes that hold torch and the student's files, and nothing else."""
