"""A large class in one run: what becomes of memory and cost meanwhile."""
