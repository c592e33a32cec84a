"""Lattice models, a folder or a module each; `base` says what a model has to offer."""
