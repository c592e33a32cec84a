"""Figure s7: the energy's scaling dimension under every combination of open choices."""

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.multiverse import MULTIVERSE
from rgflow.figures.specifications import collected, drawn
from rgflow.figures.theory import DELTA_EPSILON

NUMBER = "s7"
TITLE = "The energy's scaling dimension over all open choices"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure s7: the energy's scaling dimension over all open choices (claim C7).** The scaling
dimension of the energy in the classes 2.1, 2.2 and 2.3, of machines trained by every combination of
what the paper does not say, and read in every way it could have meant: sorted, one point per
specification, the median over trainings and thermometers, with their range. Below, which choices
each specification makes. Dashed: theory.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"specifications": "specifications"}
OPTIONAL: set[str] = set()

_NUMBERS = {f"class {T:g}": ("delta_epsilon", {"near_temperature": T}) for T in (2.1, 2.2, 2.3)}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the number of every specification, sorted, with its choices."""
    return collected(role(inputs, "specifications", MULTIVERSE), _NUMBERS, "1")


def draw(data: xarray.Dataset) -> Figure:
    """Draw the specification curve."""
    return drawn(data, r"$\Delta_\epsilon$", {"1": DELTA_EPSILON}, (-0.5, 2.5))
