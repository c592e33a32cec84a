import subprocess
import sys

import numpy as np
import pytest
from scipy import stats

from rgflow.errors import ParameterError, SamplingError
from rgflow.models.base import energy_check
from rgflow.models.base.arguments import magnetization
from rgflow.models.base.sampler import require_feasible
from rgflow.models.ising import T_C, kaufman, sampling
from rgflow.models.ising.hamiltonian import energy
from rgflow.models.ising.sampling import choose_algorithm, sample
from rgflow.rng import generator

ALGORITHMS = sampling.ALGORITHMS[1:]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_same_generator_same_bytes(algorithm):
    first, second, other = (
        sample(6, 2.3, 90, generator(seed, "bytes"), algorithm=algorithm) for seed in (1, 1, 2)
    )
    assert first.spins.tobytes() == second.spins.tobytes()
    assert first.energy_z == second.energy_z
    assert first.spins.tobytes() != other.spins.tobytes()


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_record_agrees_with_the_configurations(algorithm):
    found = sample(6, 2.3, 300, generator(3, "record"), algorithm=algorithm)
    assert found.spins.shape == (300, 6, 6)
    assert found.spins.dtype == np.int8
    assert set(np.unique(found.spins)) == {-1, 1}
    np.testing.assert_array_equal(found.energy, energy(found.spins))
    np.testing.assert_array_equal(found.magnetization, magnetization(found.spins))
    assert found.algorithm == algorithm
    assert found.exact_energy == kaufman.energy_per_site(6, 2.3)
    assert abs(found.energy_z) < energy_check.LARGEST_Z
    assert found.effective_samples <= 300
    assert found.chains <= 300


def test_spacing_and_burn_in_follow_the_measured_times():
    found = sample(16, T_C, 5000, generator(4, "spacing"), algorithm="metropolis", safety=1.5)
    slowest = max(found.tau_energy_sweeps, found.tau_abs_m_sweeps)
    assert 5 < slowest < 20
    assert found.spacing == np.ceil(2 * 1.5 * slowest)
    assert found.burn_in >= 24 * slowest
    assert found.effective_samples > 0.7 * 5000


def test_zero_temperature_gives_both_ground_states():
    found = sample(5, 0.0, 1000, generator(5, "zero"))
    assert np.all(found.energy == -50)
    assert found.algorithm == "ground_state"
    assert stats.binomtest(int(np.sum(found.magnetization > 0)), 1000).pvalue > 1e-5


@pytest.mark.parametrize("T", [0.01, 0.1, 0.4])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_near_zero_temperature(algorithm, T):
    found = sample(6, T, 400, generator(6, "cold", algorithm, str(T)), algorithm=algorithm)
    assert np.mean(found.energy) <= -72 + 72 * 1e-3
    assert 100 < np.sum(found.magnetization > 0) < 300


@pytest.mark.statistical
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_configuration_has_its_own_fair_flip(algorithm):
    """Signs of M below T_c: fair, and no correlation between neighbours or times; 4e-5."""
    found = sample(7, 1.5, 4000, generator(7, "coin", algorithm), algorithm=algorithm)
    up = (found.magnetization > 0).astype(int)
    assert stats.binomtest(int(up.sum()), 4000).pvalue > 1e-5
    for lag in (1, 32, 2048):
        same = int(np.sum(up[lag:] == up[:-lag]))
        assert stats.binomtest(same, 4000 - lag).pvalue > 1e-5


def test_too_short_a_run_is_refused_with_its_estimate():
    with pytest.raises(SamplingError, match="autocorrelation time is at least") as refusal:
        sample(64, T_C, 10, generator(8, "short"), algorithm="metropolis", max_sweeps=256)
    assert "max_sweeps" in str(refusal.value.remedy)
    with pytest.raises(SamplingError, match="within 10 sweeps"):
        sample(8, T_C, 10, generator(8, "shorter"), max_sweeps=10)


def test_metropolis_that_cannot_mix_is_refused():
    """At high T every flip is accepted, and all spins only turn back and forth."""
    with pytest.raises(SamplingError):
        sample(8, 1e6, 100, generator(9, "hot"), algorithm="metropolis", max_sweeps=2000)


def test_wrong_energy_is_refused(monkeypatch):
    ensembles = sampling._ENSEMBLES | {
        "metropolis": lambda L, T, rng, _: sampling.MetropolisEnsemble(L, T * 1.02, rng)
    }
    monkeypatch.setattr(sampling, "_ENSEMBLES", ensembles)
    with pytest.raises(SamplingError, match="standard errors from the exact value"):
        sample(10, 2.3, 20_000, generator(10, "wrong"))


def test_a_score_that_is_not_a_number_never_passes():
    with pytest.raises(SamplingError):
        energy_check.require_exact_energy(float("nan"), "a run")
    excess = np.array([3, 4, 5])
    for variance in (0.0, -1.0, float("nan")):
        score = energy_check.energy_deviation(excess, 4.0, variance, 0.5)
        with pytest.raises(SamplingError):
            energy_check.require_exact_energy(score, "a run")
    assert energy_check.energy_deviation(excess, 4.0, 1.0, 0.5) == 0


@pytest.mark.parametrize(("L", "T"), [(64, 1e6), (256, 1e6)])
def test_hot_lattices_are_judged_by_the_right_variance(L, T):
    found = sample(L, T, 40, generator(14, "hot", L))
    plain = (found.energy.mean() / L**2 - found.exact_energy) * L / np.sqrt(2 / 40)
    assert found.energy_z == pytest.approx(plain, rel=0.2, abs=0.02)


@pytest.mark.statistical
@pytest.mark.parametrize(("L", "T"), [(4, 0.5), (8, 0.6), (10, T_C), (8, 30.0)])
def test_energy_score_is_standard_normal(L, T):
    """400 runs of 50: none beyond 5 and, where excitations are many, a KS test; 1e-4.

    At T = 0.5 an excitation occurs once in 2000 runs: there the plain ratio would reach 40.
    """
    algorithm = "transfer" if T < 8 else "swendsen_wang"
    exact = sample(L, T, 20_000, generator(11, "score", L, str(T)), algorithm=algorithm)
    runs = exact.energy.reshape(50, 400).T
    moments = kaufman.energy_moments(L, T)
    mean, variance = L * L * (moments.per_site + 2), moments.variance
    scores = np.array(
        [energy_check.energy_deviation(run + 2 * L * L, mean, variance, 0.5) for run in runs]
    )
    assert np.max(np.abs(scores)) < 5
    if T > 1:
        assert stats.kstest(scores, "norm").pvalue > 1e-4


def test_a_sampling_job_imports_nothing_heavy():
    program = (
        "import sys, numpy as np; from rgflow.models.ising.sampling import sample; "
        "sample(4, 2.0, 2, np.random.default_rng(0)); "
        "print(*({'scipy.linalg', 'scipy.stats', 'xarray', 'pandas', 'matplotlib', 'sklearn'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_choice_of_algorithm():
    assert choose_algorithm(10, T_C) == "metropolis"
    assert choose_algorithm(64, T_C) == "cluster"
    assert choose_algorithm(64, 1.0) == "metropolis"
    assert choose_algorithm(64, 4.0) == "metropolis"
    assert choose_algorithm(10, 20.0) == "swendsen_wang"
    assert choose_algorithm(2, 2.0) == "swendsen_wang"


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((1, 2.0, 10), {}, "lattice size"),
        ((10, -1.0, 10), {}, "temperature"),
        ((10, float("nan"), 10), {}, "temperature"),
        ((10, 2.0, 0), {}, "0 samples"),
        ((10, 2.0, 2.5), {}, "2.5 samples"),
        ((10, 2.0, 10), {"algorithm": "kawasaki"}, "choose one of"),
        ((10, 2.0, 10), {"safety": 0.5}, "safety"),
        ((10, 2.0, 10), {"safety": float("nan")}, "safety"),
        ((2, 2.0, 10), {"algorithm": "metropolis"}, "few states"),
        ((13, 2.0, 10), {"algorithm": "transfer"}, "up to L = 12"),
        ((10**6, 2.0, 10), {}, "GiB of memory here\\n  remedy: choose a smaller L"),
    ],
)
def test_bad_arguments_are_refused(arguments, options, message):
    with pytest.raises(ParameterError, match=message):
        sample(*arguments, generator(12, "bad"), **options)


def test_the_number_that_memory_is_said_to_hold_is_accepted():
    with pytest.raises(ParameterError, match="ask for at most") as refused:
        require_feasible(10, 10**15, "auto")
    most = int(str(refused.value).split("at most ")[1].split()[0])
    require_feasible(10, most, "auto")
    with pytest.raises(ParameterError):
        require_feasible(10, most + 2, "auto")
