"""Four pictures of a file: energies, their running mean, z-scores, autocorrelation."""

import io
import math
import re

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rgflow.certify.certificate import Certificate, Law
from rgflow.certify.correlated import autocorrelation
from rgflow.certify.expected import expected
from rgflow.certify.series import Series
from rgflow.figures.style import BLUE, GREY, INK, ORANGE, PALE, THEORY, styled
from rgflow.models.ising.energy_levels import energy_distribution

_LARGEST_DISTRIBUTION = 64
"""Largest lattice whose exact energy distribution is drawn, not its mean alone."""
_POINTS = 500
_SIZE = (5.2, 3.1)


@styled
def energies(found: Certificate, series: Series) -> str:
    """SVG: histogram of the energy per site with the exact distribution and mean."""
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.subplots()
    sites, values = series.sites, series.energy.ravel()
    low, high = values.min(), values.max()
    width = 4 * max(1, round((high - low) / (4 * 60)))  # levels are 4 J apart
    edges = np.arange(low - 2, high + width + 2, width)
    share = np.histogram(values, edges)[0] / values.size
    axes.stairs(share, edges / sites, fill=True, color=PALE, label="file")
    if found.law is not None:
        law = expected(found.L, found.law.T)
        if found.L <= _LARGEST_DISTRIBUTION:
            level, probability = energy_distribution(found.L, np.array([found.law.T]))
            exact = np.histogram(level, edges, weights=probability[0])[0]
            axes.stairs(exact, edges / sites, color=THEORY, label="exact")
        axes.axvline(law.energy, color=THEORY, ls="--", lw=0.8, label="exact mean")
    axes.axvline(values.mean() / sites, color=INK, lw=0.8, label="mean of the file")
    axes.set(xlabel="energy per site (J)", ylabel="share of configurations")
    axes.legend()
    return _svg(figure)


@styled
def running_mean(found: Certificate, series: Series) -> str:
    """SVG: mean energy of the first k configurations of each chain, up to eight chains."""
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.subplots()
    chains, n = series.shape
    number = np.arange(1, n + 1)
    shown = np.unique(np.geomspace(1, n, _POINTS).astype(int)) - 1
    means = np.cumsum(series.energy, axis=1) / number / series.sites
    for chain in means[:8]:
        axes.plot(number[shown], chain[shown], color=GREY if chains > 1 else INK, lw=0.7)
    if chains > 1:
        axes.plot(number[shown], means.mean(axis=0)[shown], color=INK, label="all chains")
        axes.plot([], [], color=GREY, lw=0.7, label="single chains")
    score = found.law.score("energy") if found.law else None
    if found.law is not None:
        law = expected(found.L, found.law.T)
        axes.axhline(law.energy, color=THEORY, ls="--", lw=0.8, label="exact")
        if score is not None and score.error > 0:
            band = score.error * np.sqrt(chains * n / number[shown])
            axes.fill_between(
                number[shown], law.energy - band, law.energy + band, color=THEORY, alpha=0.12,
                lw=0, label="one error of a chain" if chains > 1 else "one error",
            )  # fmt: skip
            spread = 4 * score.error * math.sqrt(chains)
            centre = float(means[:, -1].mean())
            far = max(8 * spread, 1.3 * float(np.abs(means[:, n // 10 :] - law.energy).max()))
            axes.set_ylim(min(law.energy, centre) - far, max(law.energy, centre) + far)
    axes.set(xscale="log", xlabel="configurations", ylabel="mean energy per site (J)")
    axes.legend()
    return _svg(figure)


@styled
def z_scores(law: Law) -> str:
    """SVG: deviation of each observable in standard errors."""
    count = len(law.scores)
    figure = Figure(figsize=(_SIZE[0], 0.9 + 0.19 * max(count, 4)), layout="constrained")
    axes = figure.subplots()
    z = np.array([one.z for one in law.scores])
    limit = max(5.0, min(40.0, 1.15 * float(np.abs(z).max(initial=0.0))))
    clipped = np.clip(z, -limit, limit)
    place = np.arange(count)
    colours = [THEORY if abs(one) > 3.5 else ORANGE if abs(one) > 2.5 else BLUE for one in z]
    axes.axvspan(-2, 2, color=PALE, alpha=0.5, lw=0)
    axes.barh(place, clipped, color=colours, height=0.65)
    axes.axvline(0, color=INK, lw=0.6)
    for y, x, value in zip(place, clipped, z, strict=True):
        if abs(value) > limit:
            axes.annotate(f"{value:+.0f}", (x, y), (-2 if x > 0 else 2, 0),
                          textcoords="offset points", ha="right" if x > 0 else "left",
                          va="center", color="white", fontsize=6.5)  # fmt: skip
    axes.set(yticks=place, yticklabels=[one.label for one in law.scores], xlim=(-limit, limit))
    axes.invert_yaxis()
    axes.set_xlabel("deviation from the exact value, in standard errors")
    return _svg(figure)


@styled
def correlations(found: Certificate, series: Series) -> str:
    """SVG: autocorrelation of energy, |m| and m along the file."""
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.subplots()
    longest = int(min(max(10, 8 * found.tau), series.shape[1] - 1, 2000))
    for name, values, colour in (
        ("energy", series.energy, INK),
        ("|m|", np.abs(series.m), BLUE),
        ("m", series.m, ORANGE),
    ):
        if np.ptp(values) > 0:
            _curve(axes, name, autocorrelation(values, longest), colour)
    axes.axhline(0, color=GREY, lw=0.6)
    axes.set(xlabel="steps", ylabel="autocorrelation", ylim=(-0.25, 1.05))
    axes.legend()
    return _svg(figure)


def _curve(axes: Axes, name: str, values: np.ndarray, colour: str) -> None:
    marker = "o" if len(values) <= 40 else None
    axes.plot(np.arange(len(values)), values, color=colour, marker=marker, label=name)


def _svg(figure: Figure) -> str:
    """Return the picture for use inside a page."""
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    text = text[text.index("<svg") :]
    return re.sub(r'(<svg[^>]*?) (?:width|height)="[^"]*"(?=[^>]*>)', r"\1", text)
