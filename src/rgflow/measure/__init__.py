"""Observables of configurations by temperature class: what the flow analysis of the paper sums."""
