"""What people and other programs read of the results; each report takes rows and gives text."""
