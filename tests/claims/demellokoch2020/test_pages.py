"""The ledger as a file of its contract, a table and a page."""

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from rgflow.contracts.claims import LEDGER
from rgflow.ledger.dataset import to_dataset
from rgflow.ledger.pages.document import to_json
from rgflow.ledger.pages.html import to_html
from rgflow.ledger.pages.markdown import to_markdown
from rgflow.ledger.pages.table import to_csv
from rgflow.store import open_dataset, write

VOID = {"meta", "br", "line", "circle", "polygon", "img"}


class Balanced(HTMLParser):
    """Checks that every tag is closed in order, and collects links and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        found = dict(attrs)
        self.ids |= {found["id"]} if "id" in found else set()
        self.links += [found[key] for key in ("href", "src") if key in found]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page(planted) -> Balanced:
    parser = Balanced()
    parser.feed(to_html(planted[1]))
    return parser


def test_the_page_is_well_formed_and_stands_alone(page) -> None:
    assert page.open == []
    assert {f"C{number}" for number in range(1, 19)} <= page.ids
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner == {f"C{number}" for number in range(1, 19)}
    files = [link for link in page.links if not link.startswith("#")]
    assert files
    assert all(link.startswith("../../figure/figure_") for link in files)


def test_commands_name_the_configuration_of_another_experiment(planted) -> None:
    assert "snakemake --cores all figure_03 claims" in to_html(planted[1])
    other = "snakemake --cores all --configfile results/mine/config.yaml figure_03 claims"
    assert other in to_html(replace(planted[1], name="mine"))


def test_text_of_a_claim_cannot_become_markup(planted) -> None:
    assert "<vh>" not in to_html(planted[1])
    assert "<vh>" not in to_markdown(planted[1])


def test_markdown_has_one_row_a_claim(planted) -> None:
    lines = to_markdown(planted[1]).splitlines()
    rows = [line for line in lines if line.startswith("| C")]
    assert len(rows) == 18
    assert {len(row.replace("\\|", "").split("|")) for row in rows} == {11}


def test_table_and_dataset_hold_the_same_numbers(planted, tmp_path) -> None:
    write(tmp_path / "ledger.nc", to_dataset(planted[1]), LEDGER)
    data = open_dataset(tmp_path / "ledger.nc", LEDGER)
    rows = [row for row in csv.DictReader(io.StringIO(to_csv(planted[1]))) if row["quantity"]]
    assert len(rows) == data.sizes["number"]
    np.testing.assert_allclose([float(row["value"]) for row in rows], data["value"], rtol=1e-9)
    claims = data["row_claim"].values[data["number_row"].values]
    assert [row["claim"] for row in rows] == claims.tolist()
    seeds = data["single"].notnull().sum("seed").values
    assert [len(row["seeds"].split()) for row in rows] == seeds.tolist()


def test_json_holds_the_same_numbers_with_keys_and_null_for_none(planted) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    document = json.loads(to_json(planted[1]), parse_constant=refuse)
    assert document["schema"] == 1
    assert document["claim_set"]["name"] == "demellokoch2020"
    quantities = [
        quantity
        for claim in document["claims"]
        for row in claim["rows"]
        for quantity in row["quantities"]
    ]
    rows = [row for row in csv.DictReader(io.StringIO(to_csv(planted[1]))) if row["quantity"]]
    assert [quantity["key"] for quantity in quantities] == [row["key"] for row in rows]
    for quantity, row in zip(quantities, rows, strict=True):
        for name in ("value", "error", "paper", "exact"):
            expected = float(row[name])
            if np.isnan(expected):
                assert quantity[name] is None
            else:
                assert quantity[name] == pytest.approx(expected, rel=1e-9)
    (c6,) = [claim for claim in document["claims"] if claim["claim"] == "C6"]
    assert c6["rows"][0]["quantities"][1]["coordinates"] == {"near_temperature": 2.3}
    assert c6["rows"][0]["choices"]["flow"] == "mean"


def test_keys_single_out_the_numbers_of_a_reading(planted) -> None:
    for judgement in planted[1].judgements:
        for row in judgement.rows:
            places = [
                (quantity.key, *sorted(quantity.of.coordinates.items()))
                for quantity in row.evidence.quantities
            ]
            assert len(set(places)) == len(places)
