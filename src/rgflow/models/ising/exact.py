"""Exact values of the Ising model (see :mod:`rgflow.models.base.exact`)."""

from rgflow.models.ising.transfer import exact_energy_two_point, exact_moments, exact_two_point

__all__ = ["exact_energy_two_point", "exact_moments", "exact_two_point"]

LARGEST_SIZE = 10.0
"""L = 12 would take minutes per temperature."""
