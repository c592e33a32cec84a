"""The ledger of claims: verdicts, the readings behind them, and the numbers of each reading."""

from rgflow.contracts.schema import Contract, Field

_C, _R, _N = ("claim",), ("row",), ("number",)

LEDGER = Contract(
    stage="claims",
    title="Ledger of claims",
    summary="Each claim of the paper with its verdict. A row is a reading of a claim: one way to "
    "test it. Kinds of readings: literal, corrected, neighbour, subject, control. A number belongs "
    "to a row, the leading one first.",
    fields={
        "claim": Field(_C, "str", "number of the claim"),
        "statement": Field(_C, "str", "what the paper says"),
        "section": Field(_C, "str", "section of the paper"),
        "figure": Field(_C, "str", "figures that show it"),
        "rule": Field(_C, "str", "rule that turns a reading's numbers into its verdict"),
        "verdict": Field(_C, "str", "verdict"),
        "reason": Field(_C, "str", "the readings that decide"),
        "controls": Field(_C, "str", "what the controls gave"),
        "agreeing": Field(_C, "int32", "readings that agree with the verdict", low=0),
        "decided": Field(_C, "int32", "readings that come to an answer, controls left out", low=0),
        "row_claim": Field(_R, "str", "claim of the row"),
        "reading": Field(_R, "str", "recipe, thermometer, estimator ... by which it was tested"),
        "kind": Field(_R, "str", "how the reading stands to the paper"),
        "choices": Field(_R, "str", "all choices of the reading, as JSON"),
        "row_verdict": Field(_R, "str", "whether the claim holds by this reading"),
        "row_reason": Field(_R, "str", "the numbers put into the rule"),
        "number_row": Field(_N, "int32", "row of the number, counted from 0", low=0),
        "key": Field(_N, "str", "what was measured, for programs"),
        "coordinates": Field(_N, "str", "class, layer ... it belongs to, as JSON"),
        "quantity": Field(_N, "str", "what was measured, in words"),
        "units": Field(_N, "str", "units of the number"),
        "value": Field(_N, "float64", "our value", nan=True),
        "error": Field(_N, "float64", "standard error, over seeds where there are any", nan=True),
        "low": Field(_N, "float64", "95 % interval, lower end", nan=True),
        "high": Field(_N, "float64", "95 % interval, upper end", nan=True),
        "regression_error": Field(_N, "float64", "standard error of the regression", nan=True),
        "paper_value": Field(_N, "float64", "the paper's value", nan=True),
        "exact_value": Field(_N, "float64", "exact value, this lattice and estimator", nan=True),
        "two_peaks": Field(
            _N, "float64", "probability that one normal peak is split as the seeds are", nan=True
        ),
        "single": Field(("number", "seed"), "float64", "each seed's value", nan=True),
    },
    version=2,
    attributes={"claim_set": str, "citation": str},
)
