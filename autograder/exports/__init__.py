"""What other systems take, made from results: one module for each format."""
