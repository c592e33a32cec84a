"""Hidden-visible maps and their pair correlation G(d)."""

from rgflow.contracts.identity import IDENTITY
from rgflow.contracts.schema import Contract, Field

_U = ("unit",)

CORRELATE = Contract(
    stage="correlate",
    title="Hidden-visible correlation",
    summary="Maps <v_i h_a>, nothing subtracted, and their two-point function G(d) averaged over "
    "units (torus distance). The connected map has <v><h> subtracted, the connected G(d) each "
    "map's own mean.",
    fields={
        "map": Field(("unit", "y", "x"), "float32", "<v_i h_a>"),
        "connected_map": Field(("unit", "y", "x"), "float32", "<v_i h_a> - <v_i><h_a>"),
        "visible_mean": Field(("y", "x"), "float64", "<v_i>"),
        "hidden_mean": Field(_U, "float64", "<h_a>"),
        "magnetization_overlap": Field(_U, "float64", "<m h_a>, the mean of a map"),
        "peak_share": Field(
            _U, "float64", "share of a map's power in a window around its peak", low=0, high=1
        ),
        "distance": Field(("distance",), "float64", "torus distance", "lattice spacing", low=0),
        "pair_correlation": Field(("distance",), "float64", "G(d)"),
        "connected_pair_correlation": Field(("distance",), "float64", "G(d) of connected maps"),
    },
    version=3,
    attributes={**IDENTITY, "L": int, "lower": int, "upper": int},
)
