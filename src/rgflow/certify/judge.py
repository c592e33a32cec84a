"""From configurations to a certificate."""

from rgflow.certify.certificate import Certificate, Law, failed, overall
from rgflow.certify.check import Check, agreement, drift, independence
from rgflow.certify.correlated import autocorrelation_time, cut
from rgflow.certify.expected import LARGEST_TRANSFER, expected
from rgflow.certify.phases import sign, stripes
from rgflow.certify.reference import reference
from rgflow.certify.repeats import COPIES, repeats
from rgflow.certify.residuals import residuals
from rgflow.certify.scores import combined, scores
from rgflow.certify.series import Series, Spins, measure
from rgflow.certify.temperature import Temperature, by_energy, by_neighbours
from rgflow.certify.verdict import Evidence, say


def certify(spins: Spins, T: float | None) -> Certificate:
    """Judge configurations, int8 (chains, n, L, L) of +-1, at a temperature or at the best one.

    Raises
    ------
    ParameterError
        If `T` is out of range.
    """
    return certify_series(measure(spins), T)


def certify_series(series: Series, T: float | None) -> Certificate:
    """Judge what was measured of configurations; see `certify`."""
    chains, steps = series.shape
    tau = slowest_time(series)
    signs = sign(series)
    together = [independence(series), repeats(series, tau), signs.check]
    # chains that depend on each other are worth no more than one of them
    sound = series.first_chain() if _dependent(together) else series
    fit = by_energy(sound)
    law = compare(sound, T, fit)
    fitted_law = None
    if law is not None and not law.fitted and not law.right:
        fitted_law = compare(sound, None, fit)
    exact = expected(series.L, law.T) if law else None
    checks = [*together, drift(sound, exact), agreement(sound)]
    effective = sound.magnetization.size / (2 * tau)
    found = Evidence(
        series.L, T, law, fitted_law, fit, by_neighbours(series), checks, signs,
        stripes(series, reference(series.L, law.T) if law else None), effective,
        float(series.energy.mean()) / series.sites,
    )  # fmt: skip
    outcome, sentence, findings = say(found)
    return Certificate(
        outcome, sentence, findings, series.L, chains, steps, T, law, fitted_law, fit,
        found.local, checks, found.stripes, effective, tau, overall(law, checks),
        _notes(series.L, law),
    )  # fmt: skip


def _notes(L: int, law: Law | None) -> list[str]:
    """Say what could not be tested."""
    notes = []
    if L > LARGEST_TRANSFER:
        notes.append(
            f"above L = {LARGEST_TRANSFER} there are no exact values of |m|, m², U4 and S(k): "
            "m² and S(2π/L) are tested by what their spins' neighbours demand, at any size"
        )
    if law is not None and reference(L, law.T).series is None:
        notes.append("so cold that hardly a spin is excited: only the energy was tested")
    return notes


def slowest_time(series: Series) -> float:
    """Return the longest autocorrelation time of energy, |m|, m^2, S(k) and the longest C(r)."""
    slow = (series.energy, abs(series.m), series.m**2, series.wave, series.correlation[-1])
    return max(autocorrelation_time(values) for values in slow)


def compare(series: Series, T: float | None, fit: Temperature | None) -> Law | None:
    """Compare with theory at `T`, or at the fitted temperature; None if there is neither."""
    fitted = T is None
    if T is None:
        if fit is None:
            return None
        T = fit.value
    found = residuals(series, expected(series.L, T))
    batches = cut(*series.shape, slowest_time(series))
    scored = scores(found, reference(series.L, T), batches, series.L, T, fitted)
    return Law(T, fitted, scored, combined([one.p_value for one in scored]))


def _dependent(checks: list[Check]) -> bool:
    # how many checks there will be is not known yet: that of the agreement needs the answer
    return any(check.name in ("independence", COPIES) and failed(check, 5) for check in checks)
