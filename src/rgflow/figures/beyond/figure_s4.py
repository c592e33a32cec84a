"""Figure s4: where flows end under every combination of open choices."""

import xarray
from matplotlib.figure import Figure

from rgflow.analysis.inputs import Inputs, role
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.multiverse import MULTIVERSE
from rgflow.figures.specifications import collected, drawn

NUMBER = "s4"
TITLE = "Where flows end over all open choices"
CATEGORY = "Beyond the paper"
CAPTION = """\
**Figure s4: where flows end over all open choices (claim C4).** The mean class of the longest
flow's configurations, of machines trained by every combination of what the paper does not say, and
read in every way it could have meant: sorted, one point per specification, the median over
trainings and thermometers, with their range. Below, which choices each specification makes. Dashed:
theory.
Experiment "{{ snakemake.config.get("name", "default") }}".
"""
INPUTS = {"specifications": "specifications"}
OPTIONAL: set[str] = set()

_NUMBERS: dict[str, tuple[str, dict[str, float]]] = {"all configurations": ("mean_class", {})}


def collect(inputs: Inputs) -> xarray.Dataset:
    """Return the number of every specification, sorted, with its choices."""
    return collected(role(inputs, "specifications", MULTIVERSE), _NUMBERS, "J/k_B")


def draw(data: xarray.Dataset) -> Figure:
    """Draw the specification curve."""
    return drawn(data, "mean class ($J/k_B$)", {"$T_c$": T_CRITICAL}, (0.0, 6.0))
