"""Turns results into what other systems take: one module per format."""
