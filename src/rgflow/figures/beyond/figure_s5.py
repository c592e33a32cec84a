"""Figure s5: the magnetization exponent under every combination of open choices."""

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.contracts.multiverse import MULTIVERSE
from rgflow.figures.specifications import collected, drawn
from rgflow.figures.theory import DELTA_SIGMA

NUMBER = "s5"
TITLE = "The magnetization exponent over all open choices"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure s5: the magnetization exponent over all open choices (claim C5).** The exponent of the
magnetization, fitted to three classes, of machines trained by every combination of what the paper
does not say, and read in every way it could have meant: sorted, one point per specification, the
median over trainings and thermometers, with their range. Below, which choices each specification
makes. Dashed: theory.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"specifications": "specifications"}
OPTIONAL: set[str] = set()

_NUMBERS: dict[str, tuple[str, dict[str, float]]] = {"magnetization": ("delta_m", {})}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the number of every specification, sorted, with its choices."""
    return collected(role(inputs, "specifications", MULTIVERSE), _NUMBERS, "1")


def draw(data: xarray.Dataset) -> Figure:
    """Draw the specification curve."""
    return drawn(data, r"$\Delta_m$", {"1/8": DELTA_SIGMA}, (0.0, 0.5))
