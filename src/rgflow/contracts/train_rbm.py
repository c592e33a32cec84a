"""One trained layer: a restricted Boltzmann machine with its snapshots during training."""

from rgflow.contracts.schema import Contract, Field

_S = ("snapshot",)

RBM = Contract(
    stage="train-rbm",
    title="Restricted Boltzmann machine",
    summary="Parameters of E(v,h) = -v.W.h - b.v - c.h with units of +1 and -1, at log-spaced "
    "updates of one training run; the last snapshot is the trained machine. Random streams of what "
    "is made from it are named after `stream`; an untrained machine is the `control` of another.",
    fields={
        "update": Field(_S, "int64", "parameter updates made", low=0),
        "weights": Field(("snapshot", "visible", "hidden"), "float32", "weights W"),
        "visible_bias": Field(("snapshot", "visible"), "float32", "visible bias b"),
        "hidden_bias": Field(("snapshot", "hidden"), "float32", "hidden bias c"),
        "reconstruction_error": Field(
            _S, "float64", "mean squared difference of data and one mean up-down pass", low=0
        ),
        "singular_value": Field(
            ("snapshot", "mode"), "float64", "singular values of W, largest first", low=0
        ),
    },
    version=2,
    attributes={
        "machine": str,
        "control": str,
        "stream": str,
        "seed": int,
        "layer": int,
        "recipe": str,
        "training_size": int,
    },
)
