"""What was measured for one reading of a claim."""

from collections.abc import Iterator
from dataclasses import dataclass

from rgflow.analysis.quantity import Coordinate, Quantity


@dataclass(frozen=True)
class Evidence:
    """All numbers of one reading of a claim, the leading one first."""

    quantities: tuple[Quantity, ...] = ()

    def all(self, key: str, **coordinates: Coordinate) -> Iterator[Quantity]:
        """Yield the numbers of a key, at the given coordinates if there are any."""
        wanted = coordinates.items()
        for quantity in self.quantities:
            if quantity.key == key and wanted <= quantity.of.coordinates.items():
                yield quantity

    def __getitem__(self, key: str) -> Quantity:
        """Return the first number of a key.

        Raises
        ------
        KeyError
            If there is none: a rule asks for what its claim does not measure.
        """
        for quantity in self.all(key):
            return quantity
        raise KeyError(key)

    def __contains__(self, key: str) -> bool:
        """Tell whether there is a number of a key."""
        return any(self.all(key))
