"""The Ising model on the torus: exact solutions, samplers, symmetries.

Constants of the infinite square lattice are plain numbers here, to be read without importing.
"""

T_C = 2.269185314213022
"""Critical temperature 2 / ln(1 + sqrt 2), L. Onsager, Phys. Rev. 65, 117 (1944)."""

DELTA_SIGMA = 0.125
"""Scaling dimension of the spin field: <s s> ~ r^(-2 Delta) at T_c."""

DELTA_EPSILON = 1.0
"""Scaling dimension of the energy field."""

BETA = 0.125
"""Exponent of the magnetization below T_c, m ~ (T_c - T)^beta."""
