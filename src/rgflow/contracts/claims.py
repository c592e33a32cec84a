"""The ledger of claims."""

from rgflow.contracts.schema import Contract, Field

_C = ("claim",)

LEDGER = Contract(
    stage="claims",
    title="Ledger of claims",
    summary="Each claim of the paper with our value, its error over seeds, the paper's value, the "
    "controls and the verdict that the claim's declared rule gives.",
    fields={
        "claim": Field(_C, "str", "number of the claim"),
        "statement": Field(_C, "str", "what the paper says"),
        "figure": Field(_C, "str", "figure that shows it"),
        "quantity": Field(_C, "str", "what was measured, by which recipe and estimator"),
        "value": Field(_C, "float64", "our value", nan=True),
        "error": Field(_C, "float64", "standard error over seeds", nan=True),
        "regression_error": Field(_C, "float64", "standard error of the regression", nan=True),
        "paper_value": Field(_C, "float64", "the paper's value", nan=True),
        "exact_value": Field(_C, "float64", "exact value for this lattice, estimator", nan=True),
        "controls": Field(_C, "str", "what the controls gave"),
        "rule": Field(_C, "str", "rule that turns the numbers into the verdict"),
        "verdict": Field(_C, "str", "verdict"),
        "reason": Field(_C, "str", "the numbers put into the rule"),
    },
)
