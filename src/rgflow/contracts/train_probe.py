"""The thermometer: a multilayer perceptron that reads temperatures, as plain arrays."""

from rgflow.contracts.schema import Contract, Field

_T = ("temperature",)
_CONFUSION = ("temperature", "prediction")

PROBE = Contract(
    stage="train-probe",
    title="MLP thermometer",
    summary="Perceptron L^2-80-60 (tanh, softmax) trained on lattice configurations and their "
    "temperatures, with the exact thermometer's loss on the same validation data beside it.",
    fields={
        "temperature": Field(_T, "float64", "temperature of a class", "J/k_B", low=0),
        "weights_hidden": Field(("input", "hidden"), "float32", "weights, spins to hidden"),
        "bias_hidden": Field(("hidden",), "float32", "bias of the hidden units"),
        "weights_output": Field(("hidden", "temperature"), "float32", "weights, hidden to classes"),
        "bias_output": Field(_T, "float32", "bias of the classes"),
        "epoch": Field(("epoch",), "int32", "training epoch", low=1),
        "loss_training": Field(("epoch",), "float64", "mean cross-entropy, training", "nat"),
        "loss_validation": Field(("epoch",), "float64", "mean cross-entropy, validation", "nat"),
        "exact_loss_validation": Field(
            (), "float64", "mean cross-entropy of the exact posterior, same validation data", "nat"
        ),
        "exact_floor": Field(
            (), "float64", "smallest mean cross-entropy of any classifier, exact", "nat", low=0
        ),
        "exact_floor_error": Field(
            (), "float64", "standard error of the floor on the validation data", "nat", low=0
        ),
        "confusion_mlp": Field(
            _CONFUSION, "int64", "validation data by true class and class read by the MLP", low=0
        ),
        "confusion_exact": Field(
            _CONFUSION, "int64", "validation data by true class and exact arg max", low=0
        ),
    },
    attributes={
        "L": int,
        "model": str,
        "best_epoch": int,
        "training_size": int,
        "validation_size": int,
    },
)
