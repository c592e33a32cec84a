"""A lattice of an experiment, and its label in paths and wildcards."""

from typing import NamedTuple

from rgflow.lattice_models import DEFAULT as DEFAULT_MODEL

__all__ = ["DEFAULT_MODEL", "Lattice", "lattice_of"]


class Lattice(NamedTuple):
    """An L x L torus of a lattice model."""

    model: str
    L: int

    @property
    def label(self) -> str:
        """Return the lattice's name in paths: ``L10``, or ``curie_weiss-L10``."""
        prefix = "" if self.model == DEFAULT_MODEL else f"{self.model}-"
        return f"{prefix}L{self.L}"


def lattice_of(label: str) -> Lattice:
    """Return the lattice of a label."""
    model, _, size = label.rpartition("L")
    return Lattice(model.removesuffix("-") or DEFAULT_MODEL, int(size))
