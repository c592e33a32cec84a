"""The Curie-Weiss model: every spin is coupled to every other, H = -M^2 / (2N) with M = sum s.

On L x L sites, N = L^2, in units J = k_B = 1. Sites have no neighbours: a configuration's weight
depends on M only, that of M is binomial(N, (N + M)/2) exp(M^2 / (2 N T)), and everything is a sum
over the N + 1 values of M. Constants of the infinite system (mean-field theory) are plain numbers
here, to be read without importing.
"""

T_C = 1.0
"""Critical temperature."""

DELTA_SIGMA = None
"""Correlations do not depend on the distance: there is no scaling dimension of the spin."""

DELTA_EPSILON = None
"""Nor of the energy."""

BETA = 0.5
"""Exponent of the magnetization below T_c, m ~ (T_c - T)^beta."""
