import numpy as np
import pytest

from rgflow.errors import ParameterError, SamplingError
from rgflow.rng import generator
from rgflow.stats.autocorrelation import ChainTooShortError, integrated_time


def autoregressive(rng, a, chains, steps):
    """x_t = a x_{t-1} + noise, stationary from the start: tau = (1 + a) / (1 - a) / 2."""
    noise = rng.normal(size=(chains, steps))
    x = np.empty_like(noise)
    x[:, 0] = noise[:, 0] / np.sqrt(1 - a * a)
    for t in range(1, steps):
        x[:, t] = a * x[:, t - 1] + noise[:, t]
    return x


@pytest.mark.statistical
@pytest.mark.parametrize("a", [0.0, 0.5, 0.9, 0.98])
@pytest.mark.parametrize("chains", [1, 64])
def test_time_of_an_autoregressive_chain(a, chains):
    """Within 4.5 of its own standard errors (7e-6) plus the window's bias e^-6."""
    x = autoregressive(generator(2, "ar", str(a), chains), a, chains, 2**17 // chains)
    exact = 0.5 * (1 + a) / (1 - a)
    found = integrated_time(x, min_taus=20)
    assert abs(found.tau - exact) < 4.5 * found.error + 0.01 * exact


@pytest.mark.statistical
def test_errors_cover():
    """z-scores of 300 chains have variance 1 within 4.5 s.e. (7e-6), windows' bias allowed."""
    rng = generator(3, "coverage")
    runs = [integrated_time(chain) for chain in autoregressive(rng, 0.8, 300, 4000)]
    z = np.array([(run.tau - 4.5) / run.error for run in runs])
    assert abs(z.mean()) < 0.5
    assert abs(z.var() - 1) < 0.2 + 4.5 * np.sqrt(2 / 300)


def test_short_chain_is_refused_with_its_estimate():
    x = autoregressive(generator(4, "short"), 0.95, 1, 200)
    with pytest.raises(ChainTooShortError, match="run at least") as refusal:
        integrated_time(x)
    assert isinstance(refusal.value, SamplingError)
    assert 1 < refusal.value.estimate < 60


def test_chains_that_disagree_show_a_long_time():
    rng = generator(5, "stuck")
    stuck = rng.normal(size=(8, 1)) + 0.1 * rng.normal(size=(8, 100))
    with pytest.raises(ChainTooShortError):
        integrated_time(stuck)


def test_constant_series_is_taken_as_independent():
    assert integrated_time(np.full((4, 10), -200)).tau == 0.5


def test_sum_stops_at_the_first_window():
    x = generator(6, "direct").normal(size=(3, 400)).cumsum(axis=1)
    found = integrated_time(x, window=0.5, min_taus=0)
    d = x - x.mean()
    rho = [np.mean(d[:, : 400 - t] * d[:, t:]) / np.mean(d * d) for t in range(400)]
    partial = np.cumsum(rho) - 0.5
    first = next(t for t in range(1, 400) if t >= 0.5 * partial[t])
    assert found.window == first
    assert found.tau == pytest.approx(partial[first], rel=1e-12)


@pytest.mark.parametrize("series", [[1.0], [1.0, np.nan], np.zeros((2, 2, 2))])
def test_unusable_series_is_refused(series):
    with pytest.raises(ParameterError):
        integrated_time(series)
