"""The ledger as a file of its contract, a table and a page."""

import csv
import io
from html.parser import HTMLParser

import numpy as np
import pytest

from rgflow.contracts.claims import LEDGER
from rgflow.ledger.ledger import to_csv, to_dataset
from rgflow.ledger.pages.html import to_html
from rgflow.ledger.pages.markdown import to_markdown
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
    parser.feed(to_html(planted[1], "default"))
    return parser


def test_the_page_is_well_formed_and_stands_alone(page) -> None:
    assert page.open == []
    assert {f"C{number}" for number in range(1, 19)} <= page.ids
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner == {f"C{number}" for number in range(1, 19)}
    files = [link for link in page.links if not link.startswith("#")]
    assert files
    assert all(link.startswith("../figure/figure_") for link in files)


def test_commands_name_the_configuration_of_another_experiment(planted) -> None:
    assert "snakemake --cores all figure_03 claims" in to_html(planted[1], "default")
    other = "snakemake --cores all --configfile results/mine/config.yaml figure_03 claims"
    assert other in to_html(planted[1], "mine")


def test_text_of_a_claim_cannot_become_markup(planted) -> None:
    assert "<vh>" not in to_html(planted[1], "default")
    assert "<vh>" not in to_markdown(planted[1], "default")


def test_markdown_has_one_row_a_claim(planted) -> None:
    lines = to_markdown(planted[1], "default").splitlines()
    rows = [line for line in lines if line.startswith("| C")]
    assert len(rows) == 18
    assert {len(row.replace("\\|", "").split("|")) for row in rows} == {11}


def test_table_and_dataset_hold_the_same_numbers(planted, tmp_path) -> None:
    write(tmp_path / "ledger.nc", to_dataset(planted[1]), LEDGER)
    data = open_dataset(tmp_path / "ledger.nc", LEDGER)
    rows = [
        row for row in csv.DictReader(io.StringIO(to_csv(planted[1], "default"))) if row["quantity"]
    ]
    assert len(rows) == data.sizes["number"]
    np.testing.assert_allclose([float(row["value"]) for row in rows], data["value"], rtol=1e-9)
    claims = data["row_claim"].values[data["number_row"].values]
    assert [row["claim"] for row in rows] == claims.tolist()
    seeds = data["single"].notnull().sum("seed").values
    assert [len(row["seeds"].split()) for row in rows] == seeds.tolist()
