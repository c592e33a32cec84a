"""The ledger as a table: CSV, one line per number."""

import csv
import io

import numpy as np

from rgflow.analysis.quantity import Measurand, Quantity
from rgflow.ledger.judgement import Judgement, Row
from rgflow.ledger.ledger import Ledger

COLUMNS = (
    "experiment", "claim", "verdict", "reading", "kind", "reading_verdict", "quantity", "value",
    "error", "low", "high", "regression_error", "paper", "exact", "units", "two_peaks", "seeds",
    "reason", "key", "coordinates",
)  # fmt: skip
_NOTHING = Quantity(Measurand("", ""), np.nan, np.nan)
"""Stands in the line of a reading without a number, and in that of a claim without a reading."""


def to_csv(ledger: Ledger) -> str:
    """Return a line per number; NaN where there is none, as in claims that are not asked."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for judgement in ledger.judgements:
        for row in judgement.rows:
            for number in row.evidence.quantities or (_NOTHING,):
                head = _head(judgement, row)
                writer.writerow(
                    [ledger.name, *head, *_numbers(number), row.reason, *_place(number)]
                )
        if not judgement.rows:
            head = [judgement.claim.number, judgement.verdict, "", "", ""]
            writer.writerow(
                [ledger.name, *head, *_numbers(_NOTHING), judgement.reason, *_place(_NOTHING)]
            )
    return text.getvalue()


def _head(judgement: Judgement, row: Row) -> list[str]:
    reading = row.reading
    return [judgement.claim.number, judgement.verdict, reading.name, reading.kind, row.verdict]


def _numbers(q: Quantity) -> list[str]:
    values = (q.value, q.error, *q.interval, q.regression_error, q.paper, q.exact)
    seeds = " ".join(f"{value:.6g}" for value in q.seeds)
    return [q.name, *(f"{value:.10g}" for value in values), q.units, f"{q.two_peaks:.4g}", seeds]


def _place(q: Quantity) -> list[str]:
    """Return key and coordinates, like ``layer=1 below=0``."""
    return [q.key, " ".join(f"{name}={at}" for name, at in q.of.coordinates.items())]
