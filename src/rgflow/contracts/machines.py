"""What the machines of an experiment are for: labels, roles and what each is compared with."""

from rgflow.contracts.schema import Contract, Field

_M = ("machine",)
FLOWS = ("mean", "sampled", "none")
"""Which flow of a machine the claims read."""
READINGS = ("literal", "corrected", "neighbour", "subject")
"""How a machine stands to the paper; a user's own machine is the subject."""

MACHINES = Contract(
    stage="machines",
    title="Machines of the experiment",
    summary="Each machine in the order of the configuration: what figures and tables call it, how "
    "it stands to the paper, and its partners, empty where it has none.",
    fields={
        "name": Field(_M, "str", "name of the machine"),
        "label": Field(_M, "str", "what figures and tables call it"),
        "flow": Field(_M, "str", f"flow that the claims read: {', '.join(FLOWS)}"),
        "reading": Field(_M, "str", f"how it stands to the paper: {', '.join(READINGS)}"),
        "model": Field(_M, "str", "lattice model it is trained on"),
        "L": Field(_M, "int32", "linear size of its lattice", "lattice spacing", low=1),
        "layers": Field(_M, "str", "units of its layers, input first"),
        "single": Field(_M, "str", "of a stack: the single machine it is compared with"),
        "smaller": Field(_M, "str", "its sister on a smaller lattice"),
        "variant_of": Field(_M, "str", "machine that it varies"),
    },
)
