"""Restricted Boltzmann machines of +-1 units: training recipes, flows, likelihood, couplings."""
