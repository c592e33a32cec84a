"""What was measured for one reading of a claim."""

from dataclasses import dataclass

from rgflow.analysis.quantity import Quantity


@dataclass(frozen=True)
class Evidence:
    """All numbers of one reading of a claim, the leading one first."""

    quantities: tuple[Quantity, ...]

    def __getitem__(self, name: str) -> Quantity:
        """Return a quantity by its name."""
        return next(quantity for quantity in self.quantities if quantity.name == name)
