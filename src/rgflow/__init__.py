"""rgflow: does a trained restricted Boltzmann machine do what the renormalization group does?"""

__version__ = "0.1.0"
