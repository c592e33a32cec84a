"""Contracts of all files: one module per stage, so that a change touches only its readers."""
