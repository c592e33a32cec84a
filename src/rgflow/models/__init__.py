"""Lattice models: one folder per model."""
