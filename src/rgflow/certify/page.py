"""The certificate as one self-contained page."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from rgflow import __version__
from rgflow.certify.certificate import LEVEL, Certificate, Law, Outcome
from rgflow.certify.plots import correlations, energies, running_mean, z_scores
from rgflow.certify.reading import Configurations
from rgflow.certify.record import arrangement, compared_at, probability, rows
from rgflow.certify.series import Series
from rgflow.certify.verdict import temperature

_COLOURS: dict[Outcome, str] = {"right": "right", "wrong": "wrong", "cannot be judged": "open"}

_CSS = """
:root { --ink: #1b1b1f; --soft: #5d6068; --line: #dcdde2; --wash: #f5f5f7; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1120px; padding: 1.6rem 1.2rem 3rem; color: var(--ink);
  background: #fff; font: 15px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, sans-serif; }
h1 { font-size: 1rem; font-weight: 600; color: var(--soft); margin: 0 0 .5rem;
  overflow-wrap: anywhere; }
h2 { font-size: 1.02rem; margin: 1.8rem 0 .5rem; }
.verdict { font-size: 1.35rem; line-height: 1.35; font-weight: 600; padding: .9rem 1.1rem;
  border-radius: 10px; border: 1px solid; margin: 0 0 1rem; }
.right { background: #e4f5ec; color: #00573d; border-color: #8fd3b6; }
.wrong { background: #fbe9e6; color: #8c1c08; border-color: #eba497; }
.open { background: #eeeff2; color: #3f434c; border-color: #c3c6ce; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .78rem; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
tbody td:last-child { min-width: 11rem; }
tbody th { color: var(--ink); font-size: .88rem; font-weight: 400; white-space: nowrap; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.far { color: #b00000; font-weight: 700; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr));
  gap: 1rem 1.4rem; }
figure { margin: 0; } figure svg { width: 100%; height: auto; display: block; }
figcaption { font-size: .84rem; color: var(--soft); }
footer { color: var(--soft); font-size: .8rem; margin-top: 2rem; overflow-wrap: anywhere; }
@media print { figure, tr { break-inside: avoid; } body { max-width: none; } }
"""


def page(
    found: Certificate, series: Series, source: Path, read: Configurations, sha256: str
) -> str:
    """Return the page: the sentence, numbers, pictures, checks."""
    also = "".join(f"<li>{escape(text)}</li>" for text in found.findings[1:])
    laws = [law for law in (found.law, found.fitted_law) if law is not None]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(found.sentence)}: {escape(source.name)}</title>"
        f"<style>{_CSS}</style></head><body>"
        f"<h1>Certificate of {escape(source.name)}</h1>"
        f'<p class="verdict {_COLOURS[found.outcome]}">{escape(_upper(found.sentence))}</p>'
        + (f"<p>Also:</p><ul>{also}</ul>" if also else "")
        + _facts(found, read)
        + f'<div class="plots">{"".join(_pictures(found, series))}</div>'
        + "".join(_law(found, law) for law in laws)
        + _checks(found)
        + "".join(f"<p>{escape(note)}</p>" for note in found.notes)
        + f"<footer>rgflow {__version__} certify. File: sha256 {sha256}. An error is that of a "
        "right sampler with this file's autocorrelation times; the larger of it and the error by "
        "batch means counts. Right configurations are called wrong with a probability of at most "
        f"{LEVEL:.0%}.</footer></body></html>\n"
    )


def _upper(text: str) -> str:
    return text[0].upper() + text[1:] + "."


def _facts(found: Certificate, read: Configurations) -> str:
    local = found.local
    fit = "none" if found.fit is None else f"T = {temperature(found.fit.value, found.fit)}"
    facts = {
        "Configurations": arrangement(found),
        "Values": f"{read.note} ({read.format})",
        "Effective": f"{found.effective:.0f} independent ones, by the slowest observable "
        f"(autocorrelation time {found.tau:.1f} steps)",
        "Temperature by energy": fit,
        "By spins among neighbours": f"T = {local.temperature:.4g}, field {local.field:+.2g} T",
        "p of everything": probability(found.p_value),
    }
    rows = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts.items())
    return f'<dl class="facts">{rows}</dl><h2>Pictures</h2>'


def _pictures(found: Certificate, series: Series) -> Iterable[str]:
    yield _figure(energies(found, series), "Energies of the configurations; red, exact.")
    yield _figure(running_mean(found, series), "Mean energy of the configurations so far.")
    if found.law is not None and found.law.scores:
        text = f"Deviations at {compared_at(found, found.law)}; grey, two errors."
        yield _figure(z_scores(found.law), text)
    yield _figure(correlations(found, series), "Autocorrelation along the file.")


def _figure(svg: str, caption: str) -> str:
    text = escape(caption)
    labelled = svg.replace("<svg", f'<svg role="img" aria-label="{text}"', 1)
    return f"<figure>{labelled}<figcaption>{text}</figcaption></figure>"


def _law(found: Certificate, law: Law) -> str:
    body = ""
    for one, cells in zip(law.scores, rows(law), strict=True):
        label, *numbers, theory = (escape(cell) for cell in cells)
        body += f'<tr><th scope="row">{label}</th>'
        for place, number in enumerate(numbers):
            far = " far" if place == 3 and abs(one.z) > 3.5 else ""
            body += f'<td class="n{far}">{number}</td>'
        body += f"<td>{theory}</td></tr>"
    heads = "".join(
        f'<th scope="col" class="n">{name}</th>' for name in ("File", "Exact", "Error", "z", "τ")
    )
    p = escape(probability(law.p_value))
    return (
        f"<h2>Against theory at {escape(compared_at(found, law))}: p = {p}</h2>"
        '<div class="scroll"><table><thead><tr><th scope="col">Observable</th>'
        f'{heads}<th scope="col">Theory</th></tr></thead><tbody>{body}</tbody></table></div>'
    )


def _checks(found: Certificate) -> str:
    body = "".join(
        f'<tr><th scope="row">{escape(check.label)}</th><td class="n">'
        f"{'–' if check.p_value is None else escape(probability(check.p_value))}</td>"
        f"<td>{escape(check.finding)}</td></tr>"
        for check in found.checks
    )
    return (
        '<h2>How the configurations hang together</h2><div class="scroll"><table><thead><tr>'
        '<th scope="col">Check</th><th scope="col" class="n">p</th><th scope="col">Found</th>'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )
