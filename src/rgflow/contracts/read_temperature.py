"""Temperatures that the thermometers read on block-spin lattices and hidden layers."""

from rgflow.contracts.identity import IDENTITY
from rgflow.contracts.schema import Contract, Field

READ = Contract(
    stage="read-temperature",
    title="Temperatures of coarse layers",
    summary="How many lattices of each layer a thermometer puts into each class. Layer 0 is the "
    "input. Thermometers: mlp, exact; energy_temperature matches the mean energy of the layer.",
    fields={
        "layer": Field(("layer",), "int32", "block-spin steps or layers of the stack", low=0),
        "size": Field(("layer",), "int32", "linear size of the layer", "lattice spacing", low=2),
        "thermometer": Field(("thermometer",), "str", "thermometer"),
        "temperature": Field(("temperature",), "float64", "temperature of a class", "J/k_B"),
        "count": Field(("layer", "thermometer", "temperature"), "int64", "lattices", low=0),
        "mean_energy": Field(("layer",), "float64", "mean energy per site", "J"),
        "energy_temperature": Field(
            ("layer",), "float64", "temperature with the same mean energy", "J/k_B", nan=True
        ),
    },
    version=2,
    attributes={**IDENTITY, "input_temperature": float, "model": str},
)
