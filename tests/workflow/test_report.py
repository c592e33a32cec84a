"""The report in a real browser: the ledger and every figure show, and nothing fails."""

from collections.abc import Iterator

import pytest
from checkouts import Checkout

from rgflow.figures.registry import names

from .browser import Page, available, opened

pytestmark = [
    pytest.mark.workflow,
    pytest.mark.xdist_group("smoke"),
    pytest.mark.skipif(not available(), reason="needs chromium and chromedriver"),
]

CATEGORIES = """
    return Array.from(document.querySelectorAll('a span'))
        .map(e => e.innerText).filter(t => /^(0|I|V|B)/.test(t))
"""
CLICK = "Array.from(document.querySelectorAll('{tag}')).find(e => e.innerText == '{text}').{how}"
EYES = "return document.querySelectorAll('a[iconname=eye]').length"


@pytest.fixture(scope="module")
def report(smoke: Checkout) -> Iterator[Page]:
    with opened(smoke.folder / "results/smoke/report.html") as page:
        page.wait_for(f"return (() => {{ {CATEGORIES} }})().length")
        yield page


def open_category(page: Page, name: str) -> int:
    """Open a category from the start page; return how many results it lists."""
    page.run(CLICK.format(tag="a span", text=name, how="parentElement.click()"))
    return int(page.wait_for(EYES))


def test_every_figure_of_every_category_is_shown_as_an_image(report: Page) -> None:
    categories = report.run(CATEGORIES)
    assert categories[0] == "0 Ledger"
    shown = set()
    for name in categories[1:]:
        for row in range(open_category(report, name)):
            report.run(f"document.querySelectorAll('a[iconname=eye]')[{row}].click()")
            source = report.wait_for(
                "let e = Array.from(document.images).find("
                f"  e => e.src.includes('figure_') && e.naturalWidth > 0 && !{sorted(shown)}.some("
                "    seen => e.src.includes(seen)));"
                "return e ? e.src.slice(0, 100) : false"
            )
            shown.add(source.split("filename=")[1].split(";")[0])
        report.run(CLICK.format(tag="a", text="Results", how="click()"))
        report.wait_for(f"return (() => {{ {CATEGORIES} }})().length")
    assert shown == {f"figure_{number}.png" for number in names()}


def test_the_ledger_is_the_first_category_and_shows_every_claim(report: Page) -> None:
    open_category(report, "0 Ledger")
    report.run("document.querySelector('a[iconname=eye]').click()")
    report.wait_for("return document.querySelector('iframe') !== null")
    report.run(CLICK.format(tag="a", text="Results", how="click()"))


def test_nothing_is_logged_as_an_error(report: Page) -> None:
    assert report.errors() == []


def test_the_ledger_page_has_all_claims_with_a_verdict_and_its_figures(smoke: Checkout) -> None:
    with opened(smoke.folder / "results/smoke/claims/demellokoch2020/ledger.html") as page:
        text = page.run("return document.body.innerText")
        for number in range(1, 19):
            assert f"C{number}\t" in text or f"C{number}\n" in text
        links = page.run(
            "return Array.from(document.querySelectorAll('a')).map(e => e.getAttribute('href'))"
        )
        for link in links:
            if link and link.startswith("../"):
                assert (smoke.folder / "results/smoke/claims/demellokoch2020" / link).exists(), link
        assert page.errors() == []
