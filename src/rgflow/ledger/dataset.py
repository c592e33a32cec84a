"""The ledger as a dataset of its contract."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from rgflow.analysis.quantity import Quantity
from rgflow.contracts.claims import LEDGER
from rgflow.ledger.judgement import Judgement, Row
from rgflow.ledger.ledger import Ledger, controls_in_words
from rgflow.store import Dataset, Variable


def to_dataset(ledger: Ledger) -> Dataset:
    """Return the ledger as a dataset of its contract."""
    rows = [(judgement, row) for judgement in ledger.judgements for row in judgement.rows]
    numbers = [(place, q) for place, (_, row) in enumerate(rows) for q in row.evidence.quantities]
    columns = {**_claims(ledger), **_rows(rows), **_numbers(numbers)}
    variables = {
        name: Variable(spec.dims, _array(columns[name], spec.dtype))
        for name, spec in LEDGER.fields.items()
    }
    return Dataset(variables, {"claim_set": ledger.of.name, "citation": ledger.of.citation})


def _array(values: Any, dtype: str) -> Any:
    return np.asarray(values, dtype=object if dtype == "str" else dtype)


def _claims(ledger: Ledger) -> dict[str, Any]:
    judgements = ledger.judgements
    return {
        "claim": [j.claim.number for j in judgements],
        "statement": [j.claim.statement for j in judgements],
        "section": [j.claim.section for j in judgements],
        "figure": [" ".join(ledger.figures(j.claim)) for j in judgements],
        "rule": [j.claim.rule for j in judgements],
        "verdict": [j.verdict for j in judgements],
        "reason": [j.reason for j in judgements],
        "controls": [controls_in_words(j) for j in judgements],
        "agreeing": [j.agreeing for j in judgements],
        "decided": [j.decided for j in judgements],
    }


def _rows(rows: Iterable[tuple[Judgement, Row]]) -> dict[str, Any]:
    rows = list(rows)
    return {
        "row_claim": [judgement.claim.number for judgement, _ in rows],
        "reading": [row.reading.name for _, row in rows],
        "kind": [row.reading.kind for _, row in rows],
        "choices": [json.dumps(dict(row.reading.choices), sort_keys=True) for _, row in rows],
        "row_verdict": [row.verdict for _, row in rows],
        "row_reason": [row.reason for _, row in rows],
    }


def _numbers(numbers: Sequence[tuple[int, Quantity]]) -> dict[str, Any]:
    seeds = max((len(q.seeds) for _, q in numbers), default=0)
    single = np.full((len(numbers), max(seeds, 1)), np.nan)
    for place, (_, q) in enumerate(numbers):
        single[place, : len(q.seeds)] = q.seeds
    return {
        "number_row": [row for row, _ in numbers],
        "key": [q.key for _, q in numbers],
        "coordinates": [json.dumps(dict(q.of.coordinates), sort_keys=True) for _, q in numbers],
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
