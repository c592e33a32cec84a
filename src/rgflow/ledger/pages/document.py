"""The ledger as JSON, for programs: claims with their readings and all their numbers."""

import json
import math
from collections.abc import Mapping
from typing import Any

from rgflow.analysis.quantity import Quantity
from rgflow.ledger.judgement import Judgement, Row
from rgflow.ledger.ledger import Ledger

SCHEMA = 1
"""Version of the layout; it changes when a key gets another meaning or goes away."""


def to_json(ledger: Ledger) -> str:
    """Return the ledger as one JSON object; null stands for a number that there is not."""
    document = {
        "schema": SCHEMA,
        "experiment": ledger.name,
        "claim_set": {
            "name": ledger.of.name,
            "title": ledger.of.title,
            "citation": ledger.of.citation,
        },
        "claims": [_claim(ledger, judgement) for judgement in ledger.judgements],
    }
    text = json.dumps(_plain(document), ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n"


def _claim(ledger: Ledger, judgement: Judgement) -> dict[str, Any]:
    claim = judgement.claim
    return {
        "claim": claim.number,
        "statement": claim.statement,
        "section": claim.section,
        "figures": ledger.figures(claim),
        "needs": claim.needs,
        "optional": sorted(claim.optional),
        "rule": claim.rule,
        "verdict": judgement.verdict,
        "reason": judgement.reason,
        "agreeing": judgement.agreeing,
        "decided": judgement.decided,
        "rows": [_row(row) for row in judgement.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "reading": row.reading.name,
        "kind": row.reading.kind,
        "choices": row.reading.choices,
        "verdict": row.verdict,
        "reason": row.reason,
        "quantities": [_quantity(quantity) for quantity in row.evidence.quantities],
    }


def _quantity(q: Quantity) -> dict[str, Any]:
    low, high = q.interval
    return {
        "key": q.key,
        "coordinates": q.of.coordinates,
        "name": q.name,
        "units": q.units,
        "value": q.value,
        "error": q.error,
        "dof": q.dof,
        "low": low,
        "high": high,
        "regression_error": q.regression_error,
        "paper": q.paper,
        "exact": q.exact,
        "two_peaks": q.two_peaks,
        "seeds": q.seeds,
    }


def _plain(value: Any) -> Any:
    """Return a value in what JSON has; infinite and undefined numbers become null."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
