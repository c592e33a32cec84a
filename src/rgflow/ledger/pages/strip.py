"""A number as a small drawing: its seeds, its interval, the paper's and the exact value."""

from html import escape

import numpy as np

from rgflow.analysis.quantity import Quantity
from rgflow.ledger.numbers import plain

WIDTH, HEIGHT = 190, 26
_MARGIN = 8
_SEEDS, _MEAN = 7, 18
"""Heights of the seeds, and of the mean with its interval below them."""


def strip(q: Quantity) -> str:
    """Return an SVG drawing of a number, or nothing where there is no spread to show.

    Seeds are grey dots, mean and 95 % interval black, the paper's value a red line, the exact value
    a blue diamond.
    """
    marks = [q.value, *q.interval, q.paper, q.exact, *q.seeds]
    finite = np.array([value for value in marks if np.isfinite(value)])
    if finite.size < 2 or np.ptp(finite) == 0.0:
        return ""
    low, span = finite.min(), np.ptp(finite)

    def place(value: float) -> float:
        return float(_MARGIN + (WIDTH - 2 * _MARGIN) * (value - low) / span)

    parts = []
    if np.isfinite(q.paper):
        x = place(q.paper)
        parts.append(f'<line class="paper" x1="{x:.1f}" x2="{x:.1f}" y1="2" y2="{HEIGHT - 2}"/>')
    parts += [
        f'<circle class="seed" cx="{place(seed):.1f}" cy="{_SEEDS}" r="3"/>'
        for seed in q.seeds
        if np.isfinite(seed)
    ]
    parts += _mean(place(q.value)) if np.isfinite(q.value) else []
    if np.isfinite(q.interval[0]):
        ends = [place(end) for end in q.interval]
        parts.append(
            f'<line class="interval" x1="{ends[0]:.1f}" x2="{ends[1]:.1f}" '
            f'y1="{_MEAN}" y2="{_MEAN}"/>'
        )
    if np.isfinite(q.exact):
        x, y = place(q.exact), _MEAN
        corners = f"{x:.1f},{y - 5} {x + 4:.1f},{y} {x:.1f},{y + 5} {x - 4:.1f},{y}"
        parts.append(f'<polygon class="exact" points="{corners}"/>')
    return (
        f'<svg class="strip" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(_spoken(q))}"><title>{escape(_spoken(q))}</title>'
        f"{''.join(parts)}</svg>"
    )


def _mean(x: float) -> list[str]:
    return [f'<line class="mean" x1="{x:.1f}" x2="{x:.1f}" y1="{_MEAN - 5}" y2="{_MEAN + 5}"/>']


def _spoken(q: Quantity) -> str:
    words = [f"{plain(value)}" for value in q.seeds]
    parts = [f"seeds: {', '.join(words)}"] if words else []
    if np.isfinite(q.interval[0]):
        parts.append(f"95 % interval {plain(q.interval[0])} to {plain(q.interval[1])}")
    parts += [f"paper {plain(q.paper)}"] if np.isfinite(q.paper) else []
    parts += [f"exact {plain(q.exact)}"] if np.isfinite(q.exact) else []
    return "; ".join(parts)
