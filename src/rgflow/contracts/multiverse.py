"""What the claims about flows look at, for one set of choices that the paper leaves open."""

from rgflow.contracts.schema import Contract, Field

_READ = ("kind", "update", "thermometer")
_SIGMA = (*_READ, "near_temperature", "estimator")
_M = (*_READ, "window")

MULTIVERSE = Contract(
    stage="multiverse",
    title="Flows of one specification",
    summary="A machine trained by one set of choices that the paper leaves open; its longest flows "
    "after several lengths of training, under several thermometers, and what is fitted to them. "
    "NaN: a class without enough configurations, or a fit without an answer; everything, where the "
    "training diverged.",
    fields={
        "kind": Field(("kind",), "str", "flow of means, or of sampled spins"),
        "update": Field(("update",), "int64", "parameter updates made", low=0),
        "thermometer": Field(("thermometer",), "str", "exact, or one of the MLPs, by number"),
        "near_temperature": Field(("near_temperature",), "float64", "class", "J/k_B"),
        "estimator": Field(("estimator",), "str", "two-point estimator"),
        "epsilon_form": Field(("epsilon_form",), "str", "form of the energy operator"),
        "window": Field(("window",), "str", "class temperatures of the magnetization fit"),
        "temperature": Field(("temperature",), "float64", "temperature of the starts", "J/k_B"),
        "energy": Field(
            ("kind", "update", "temperature"),
            "float64",
            "mean energy per site where the flow ends, by the temperature it started from",
            "J",
            nan=True,
        ),
        "mean_class": Field(
            _READ, "float64", "mean class of all configurations", "J/k_B", nan=True
        ),
        "delta_sigma": Field(_SIGMA, "float64", "scaling dimension of the spin", nan=True),
        "delta_epsilon": Field(
            (*_SIGMA, "epsilon_form"), "float64", "scaling dimension of the energy", nan=True
        ),
        "delta_m": Field(_M, "float64", "magnetization exponent", nan=True),
        "t_c": Field(_M, "float64", "fitted critical temperature", "J/k_B", nan=True),
    },
    attributes={
        "machine": str,
        "choice": str,
        "varied_recipe": str,
        "recipe": str,
        "seed": int,
        "length": int,
        "L": int,
        "model": str,
        "diverged": int,
    },
)
