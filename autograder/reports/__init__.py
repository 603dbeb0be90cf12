"""Reports of results for people and other programs; each turns rows into text."""
