"""The Ising model on the torus: exact solutions, samplers, observables."""
