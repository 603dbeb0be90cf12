"""What grading costs, beside one process of plain pytest per submission: `python -m benchmarks`."""
