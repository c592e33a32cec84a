"""The sampler of the Ising model (see :mod:`rgflow.models.base.sampler`)."""

from rgflow.models.ising.sampling import ALGORITHMS, sample

__all__ = ["ALGORITHMS", "sample"]
