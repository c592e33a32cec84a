"""Exact values of the torus for people: each with its theory and its error."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np

from rgflow import __version__
from rgflow.certify.expected import structure_factor
from rgflow.config.temperatures import T_CRITICAL, label
from rgflow.errors import ParameterError
from rgflow.models.ising import kaufman
from rgflow.models.ising.infinite import BINDER_CRITICAL, yang_magnetization
from rgflow.models.ising.row_correlation import row_correlation
from rgflow.models.ising.row_states import LARGEST
from rgflow.models.ising.torus import critical_two_point
from rgflow.models.ising.transfer import exact_moments, exact_two_point

_ROUNDING = 1e-11
_SMALLEST = 3

KAUFMAN, ROW, TRANSFER = "Kaufman 1949", "Kaufman and Onsager 1949", "transfer matrix"
INFINITE = "infinite lattice"


@dataclass(frozen=True)
class Value:
    """One value of theory.

    Attributes
    ----------
    name, label : str
        Identifier and what tables call it.
    value, error : float
        The error is rounding, or what the theory leaves out on this lattice.
    theory, remark : str
    """

    name: str
    label: str
    value: float
    error: float
    theory: str
    remark: str = ""


def exact_values(L: int, T: float) -> list[Value]:
    """Return everything that theory says of the L x L torus at temperature `T` > 0.

    Raises
    ------
    ParameterError
        If `L` is below 3, or `T` is not positive and finite.
    """
    if L < _SMALLEST or not 0 < T < math.inf:
        raise ParameterError(f"L = {L}, T = {T:g}", remedy="give L >= 3 and a temperature > 0")
    found = [
        *_thermodynamics(L, T),
        *(_by_transfer(L, T) if L <= LARGEST else _by_limits(L, T)),
    ]
    distances = range(1, L // 2 + 1)
    for r, value in zip(distances, row_correlation(L, T, distances), strict=True):
        text = "along an axis; -u/2" if r == 1 else ""
        found.append(Value(f"correlation_{r}", f"C({r})", float(value), _ROUNDING, ROW, text))
    return found


def _thermodynamics(L: int, T: float) -> Iterator[Value]:
    N = L**2
    rows = (
        ("energy", "energy per site", kaufman.energy_per_site(L, T), "J"),
        ("specific_heat", "specific heat per site", kaufman.specific_heat(L, T), "k_B"),
        ("entropy", "entropy per site", kaufman.entropy(L, T) / N, "k_B"),
        ("free_energy", "free energy per site", -T * kaufman.log_partition(L, T) / N, "J"),
    )
    for name, text, value, units in rows:
        yield Value(name, text, float(value), _ROUNDING, KAUFMAN, units)


def _by_transfer(L: int, T: float) -> Iterator[Value]:
    moments, two_point = exact_moments(L, T), exact_two_point(L, T)
    rows = (
        ("abs_m", "|m|", moments.abs_m),
        ("m2", "m²", moments.m2),
        ("binder", "U4", moments.binder),
    )
    for name, text, value in rows:
        yield Value(name, text, value, _ROUNDING, TRANSFER)
    for mode in range(1, L // 2 + 1):
        k = {1: "2π/L"}.get(mode, f"{2 * mode}π/L")
        value = structure_factor(two_point, mode)
        text = "k along an axis" if mode == 1 else ""
        yield Value(f"structure_{mode}", f"S({k})", value, _ROUNDING, TRANSFER, text)
    diagonal = float(two_point[1, 1])
    yield Value("correlation_diagonal", "C(1,1)", diagonal, _ROUNDING, TRANSFER)


def _by_limits(L: int, T: float) -> Iterator[Value]:
    """Yield what infinite lattices and conformal theory say where transfer matrices are too large.

    Prefactors of what they leave out are those seen by transfer matrix at L = 6 to 10.
    """
    if T == T_CRITICAL:
        at = "conformal theory at T_c"
        x, y = np.meshgrid(np.arange(L), np.arange(L))
        apart = (x > 0) | (y > 0)
        m2 = (1 + float(critical_two_point(L, x[apart], y[apart]).sum())) / L**2
        yield Value("m2", "m²", m2, 0.4 * m2 / L**2, at, "torus two-point function, summed")
        yield Value("binder", "U4", BINDER_CRITICAL, 0.25 / L**2, at, "L to infinity")
        return
    length = correlation_length(T)
    yield Value("correlation_length", "ξ along an axis", length, _ROUNDING, INFINITE, "exact there")
    error = 0.2 * L * math.exp(-L / length)
    if T < T_CRITICAL and error < 0.01:
        m = float(yang_magnetization(T))
        yield Value("abs_m", "|m|", m, error, "Yang 1952", "infinite lattice; off by L exp(-L/ξ)")


def correlation_length(T: float) -> float:
    """Correlation length along an axis of the infinite lattice at `T` other than T_c."""
    gap = 2 / T + math.log(math.tanh(1 / T))
    return 1 / (2 * gap) if gap > 0 else -1 / gap


def report(L: int, T: float) -> str:
    """Return the values as a table."""
    found = exact_values(L, T)
    lines = [f"Ising model on the {L} x {L} torus at T = {label(T)} J/k_B"]
    for one in found:
        row = f"{one.label:22} {one.value:17.12f}  ± {one.error:<7.1g} {one.theory}"
        lines.append(f"{row}; {one.remark}" if one.remark else row)
    if L > LARGEST:
        names = {one.name for one in found}
        missing = [text for name, text in (("abs_m", "|m|"), ("m2", "m²"), ("binder", "U4"))
                   if name not in names]  # fmt: skip
        lines.append(f"no theory at this size for {', '.join([*missing, 'S(k)'])}")
    return "\n".join(lines)


def to_json(L: int, T: float) -> str:
    """Return the values as JSON, {"values": {name: {value, error, theory, ...}}}."""
    values = {one.name: {k: v for k, v in asdict(one).items() if k != "name"}
              for one in exact_values(L, T)}  # fmt: skip
    record = {"rgflow_exact": 1, "rgflow": __version__, "L": L, "T": T, "values": values}
    return json.dumps(record, indent=2, ensure_ascii=False)
