"""What grading costs: beside its peers (`benchmarks`), and in a large class (`benchmarks.scale`)."""
