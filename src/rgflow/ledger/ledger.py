"""The judged claims as a dataset and as a table."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from rgflow.analysis.inputs import Inputs
from rgflow.analysis.quantity import Quantity
from rgflow.claims.demellokoch2020.registry import CLAIMS
from rgflow.contracts.claims import LEDGER
from rgflow.ledger.claim import Judgement, Row, judged
from rgflow.store import Dataset, Variable

_COLUMNS = (
    "experiment", "claim", "verdict", "reading", "kind", "reading_verdict", "quantity", "value",
    "error", "low", "high", "regression_error", "paper", "exact", "units", "two_peaks", "seeds",
    "reason",
)  # fmt: skip


def judge_all(inputs: Inputs) -> list[Judgement]:
    """Return the judgement of every claim."""
    return [judged(claim, inputs) for claim in CLAIMS]


def controls_in_words(judgement: Judgement) -> str:
    """Return what each control of a claim gave, with its leading number."""
    rows = judgement.of_kind("control")
    return "; ".join(f"{row.reading.name}: {row.verdict}" for row in rows) or "none"


def sensitivity_in_words(judgement: Judgement) -> str:
    """Return how many readings, controls left out, come to which answer."""
    rows = judgement.of_kind("literal", "corrected", "neighbour")
    tally = Counter(row.verdict for row in rows)
    parts = [f"{number} {verdict}" for verdict, number in tally.most_common()]
    return f"of {len(rows)} readings: {', '.join(parts)}" if rows else "no reading was run"


def to_dataset(judgements: Sequence[Judgement]) -> Dataset:
    """Return the ledger as a dataset of its contract."""
    rows = [(judgement, row) for judgement in judgements for row in judgement.rows]
    numbers = [(place, q) for place, (_, row) in enumerate(rows) for q in row.evidence.quantities]
    columns = {**_claim_columns(judgements), **_row_columns(rows), **_number_columns(numbers)}
    variables = {
        name: Variable(spec.dims, _array(columns[name], spec.dtype))
        for name, spec in LEDGER.fields.items()
    }
    return Dataset(variables)


def _array(values: Any, dtype: str) -> Any:
    return np.asarray(values, dtype=object if dtype == "str" else dtype)


def _claim_columns(judgements: Sequence[Judgement]) -> dict[str, Any]:
    return {
        "claim": [j.claim.number for j in judgements],
        "statement": [j.claim.statement for j in judgements],
        "section": [j.claim.section for j in judgements],
        "figure": [" ".join(j.claim.figures) for j in judgements],
        "rule": [j.claim.rule for j in judgements],
        "verdict": [j.verdict for j in judgements],
        "reason": [j.reason for j in judgements],
        "controls": [controls_in_words(j) for j in judgements],
        "agreeing": [j.agreeing for j in judgements],
        "decided": [j.decided for j in judgements],
    }


def _row_columns(rows: Iterable[tuple[Judgement, Row]]) -> dict[str, Any]:
    rows = list(rows)
    return {
        "row_claim": [judgement.claim.number for judgement, _ in rows],
        "reading": [row.reading.name for _, row in rows],
        "kind": [row.reading.kind for _, row in rows],
        "row_verdict": [row.verdict for _, row in rows],
        "row_reason": [row.reason for _, row in rows],
    }


def _number_columns(numbers: Sequence[tuple[int, Quantity]]) -> dict[str, Any]:
    seeds = max((len(q.seeds) for _, q in numbers), default=0)
    single = np.full((len(numbers), max(seeds, 1)), np.nan)
    for place, (_, q) in enumerate(numbers):
        single[place, : len(q.seeds)] = q.seeds
    return {
        "number_row": [row for row, _ in numbers],
        "quantity": [q.name for _, q in numbers],
        "units": [q.units for _, q in numbers],
        "value": [q.value for _, q in numbers],
        "error": [q.error for _, q in numbers],
        "low": [q.interval[0] for _, q in numbers],
        "high": [q.interval[1] for _, q in numbers],
        "regression_error": [q.regression_error for _, q in numbers],
        "paper_value": [q.paper for _, q in numbers],
        "exact_value": [q.exact for _, q in numbers],
        "two_peaks": [q.two_peaks for _, q in numbers],
        "single": single,
    }


def to_csv(judgements: Sequence[Judgement], name: str) -> str:
    """Return the ledger of the experiment `name`: a line per number; NaN: no answer."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for judgement in judgements:
        for row in judgement.rows:
            for number in row.evidence.quantities or (Quantity("", np.nan, np.nan),):
                writer.writerow([name, *_head(judgement, row), *_numbers(number), row.reason])
    return text.getvalue()


def _head(judgement: Judgement, row: Row) -> list[str]:
    reading = row.reading
    return [judgement.claim.number, judgement.verdict, reading.name, reading.kind, row.verdict]


def _numbers(q: Quantity) -> list[str]:
    values = (q.value, q.error, *q.interval, q.regression_error, q.paper, q.exact)
    seeds = " ".join(f"{value:.6g}" for value in q.seeds)
    return [q.name, *(f"{value:.10g}" for value in values), q.units, f"{q.two_peaks:.4g}", seeds]
