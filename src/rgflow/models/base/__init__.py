"""What a lattice model offers, in four parts: the protocol of each, and how to get it by name.

hamiltonian  energy of configurations
law          partition function, mean energy, energy levels, symmetries
sampler      equilibrium configurations
exact        moments of the magnetization and two-point functions

All are functions of a module, so that a model is one module, or a package of four. The parts are
apart because jobs rerun when code that they use changes: a thermometer needs no sampler.
The order parameter of every model is the mean of the spins; a model with another one does not fit.
"""
