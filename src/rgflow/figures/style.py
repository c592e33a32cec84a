"""One look for all figures: sizes, colours, and the style sheet they are drawn under."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import wraps
from pathlib import Path
from string import ascii_lowercase
from typing import ParamSpec, TypeVar

import matplotlib.style
import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

SINGLE_COLUMN = 3.4
"""Width in inches of a figure that fits one column of a journal page."""
DOUBLE_COLUMN = 7.0
"""Width in inches of a figure across the page."""

INK, GREY, PALE = "black", "0.55", "0.8"
THEORY = "#cc0000"
"""Colour of exact and theoretical values, red as in the paper."""
BLUE, ORANGE, GREEN, PURPLE, SKY = "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9"
"""Colour-blind-safe colours (Okabe and Ito) of what the paper does not show."""

_SERIES = (BLUE, ORANGE, GREEN, PURPLE, SKY, GREY, INK)

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

PLATE = {"facecolor": "white", "alpha": 0.8, "linewidth": 0.0, "pad": 1.0}
"""Box behind a text that may lie over points."""

_SHEET = Path(__file__).with_name("rgflow.mplstyle")
P = ParamSpec("P")
R = TypeVar("R")


def context() -> AbstractContextManager[None]:
    """Return the context of the style sheet; a user's own matplotlib settings do not leak in."""
    return matplotlib.style.context(["default", _SHEET])


def styled(function: Callable[P, R]) -> Callable[P, R]:
    """Run a drawing function under the style sheet."""

    @wraps(function)
    def drawing(*args: P.args, **kwargs: P.kwargs) -> R:
        with context():
            return function(*args, **kwargs)

    return drawing


def colours(count: int, *first: str) -> list[str]:
    """Return different colours for so many series, the given ones first."""
    known = [*first, *(colour for colour in _SERIES if colour not in first)]
    return known[:count] if count <= len(known) else shades(count)


def shades(count: int) -> list[str]:
    """Return colours from dark to light that stay apart in grey, for series that have an order."""
    return [to_hex(colormaps["viridis"](place)) for place in np.linspace(0.0, 0.85, count)]


def letters() -> Iterator[str]:
    """Give the letters of panels: a, b ... z, aa, ab ..."""
    for prefix in ("", *ascii_lowercase):
        for last in ascii_lowercase:
            yield prefix + last


def numerals() -> Iterator[str]:
    """Give the numbers of panels that belong together: i, ii ... x, 11, 12 ..."""
    yield from _ROMAN
    yield from map(str, itertools.count(len(_ROMAN) + 1))


def note(figure: Figure, text: str) -> None:
    """Write under the plot, small and grey, what the paper claims about it."""
    figure.supxlabel(text, color="0.4", fontsize=6.5)


def letter(axes: Axes, text: str) -> None:
    """Put the letter of a panel, like ``"(a)"``, above its upper left corner."""
    axes.set_title(text, loc="left", fontweight="bold")
