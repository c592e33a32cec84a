"""A restricted Boltzmann machine that another program trained."""

from rgflow.contracts.schema import Contract, Field

IMPORTED = Contract(
    stage="imported",
    title="Restricted Boltzmann machine from elsewhere",
    summary="Parameters of E(v,h) = -v.W.h - b.v - c.h. The attribute `units` says whether v and h "
    "are of +-1 or of {0,1}; visible units are the sites of an L x L lattice, row by row.",
    fields={
        "W": Field(("visible", "hidden"), "float64", "weights"),
        "b": Field(("visible",), "float64", "visible bias"),
        "c": Field(("hidden",), "float64", "hidden bias"),
    },
    attributes={"units": str, "name": str},
)
