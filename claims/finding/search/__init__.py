"""Searching: one seam for every engine. `record` looks through what is public, and nothing else."""
