"""Every block-spin rule by its name: the modules of this folder that declare a TITLE.

A rule has a function ``block(spins, steps, rng)`` that returns the lattices after so many steps,
``rng`` being there for rules that draw.
"""

from rgflow.registry import Registry

RULES = Registry("rgflow.coarse", mark="TITLE", what="block-spin rule")
