"""Numbers as they are printed: the error to two digits, the value to the error's last digit."""

import math

_ROUNDING = 1e-13
"""An error below this share of the value is the rounding of equal numbers."""


def plain(value: float, digits: int = 4) -> str:
    """Return a number to so many significant digits, without an exponent where it is readable.

    An en dash stands for a number that there is not.
    """
    if not math.isfinite(value):
        return "–" if math.isnan(value) else f"{value}"
    if value != 0 and not 1e-4 <= abs(value) < 1e6:
        return f"{value:.{digits - 1}e}"
    return f"{value:.{digits}g}"


def with_error(value: float, error: float) -> str:
    """Return a value with its standard error, like ``0.1250 ± 0.0023``."""
    if not math.isfinite(value):
        return "–"
    if not math.isfinite(error) or error <= _ROUNDING * abs(value):
        return plain(value)
    decimals = _decimals(error)
    if decimals > 8:
        return f"{value:.3e} ± {error:.1e}"
    return f"{value:.{max(decimals, 0)}f} ± {error:.{max(decimals, 0)}f}"


def _decimals(error: float) -> int:
    """Return the decimals that show two significant digits of an error."""
    rounded = float(f"{error:.1e}")
    return 1 - math.floor(math.log10(rounded))
