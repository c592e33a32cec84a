"""Machines in other units: equal laws after conversion, and the freedom that hidden units have."""

import numpy as np
import pytest

from rgflow.errors import ParameterError
from rgflow.learners.flow import flow
from rgflow.learners.imported.machine import UNITS, ImportedMachine
from rgflow.learners.rbm.likelihood import all_states
from rgflow.learners.stack import pass_up


def machine_in(units, n_visible=5, n_hidden=3, seed=1):
    rng = np.random.default_rng(seed)
    shapes = ((n_visible, n_hidden), n_visible, n_hidden)
    return ImportedMachine(*(rng.standard_normal(shape) for shape in shapes), units)


def literal_law(machine):
    """p(v) over the rows of all_states, from the energy in the machine's own units."""
    v, h = all_states(machine.n_visible), all_states(machine.n_hidden)
    if machine.units == "{0,1}":
        v, h = (v > 0).astype(float), (h > 0).astype(float)
    energy = -v @ machine.weights @ h.T - (v @ machine.visible_bias)[:, None]
    weight = np.exp(-(energy - h @ machine.hidden_bias)).sum(axis=1)
    return weight / weight.sum()


def law(learner):
    weight = np.exp(-learner.free_energy(all_states(learner.n_visible)))
    return weight / weight.sum()


@pytest.mark.parametrize("units", UNITS)
def test_conversion_keeps_the_law(units):
    machine = machine_in(units)
    np.testing.assert_allclose(law(machine), literal_law(machine), rtol=1e-12)
    np.testing.assert_allclose(law(machine.converted()), literal_law(machine), rtol=1e-12)


@pytest.mark.parametrize("units", UNITS)
def test_conversion_keeps_what_passes_up_and_down(units):
    """Means within rounding, and the very same draws from the same random numbers."""
    machine = machine_in(units, 16, 9)
    converted = machine.converted()
    start = np.random.default_rng(2).choice(np.array([-1, 1], np.int8), (200, 16))
    np.testing.assert_allclose(machine.up(start), converted.up(start), atol=1e-6)
    for kind in ("mean", "sampled"):
        ends = [
            flow(one, start, 3, kind, lambda step: np.random.default_rng([3, step]))
            for one in (machine, converted)
        ]
        np.testing.assert_allclose(ends[0], ends[1], atol=1e-6)
    drawn = pass_up(machine, start, "sampled", np.random.default_rng(4))
    assert set(np.unique(drawn)) == {-1, 1}


@pytest.mark.parametrize("units", UNITS)
def test_flipped_and_permuted_hidden_units_leave_the_law(units):
    """The gauge of a hidden layer: p(v) knows neither signs nor places of its units."""
    machine = machine_in(units).converted()
    sign, place = np.array([1.0, -1.0, -1.0]), np.array([2, 0, 1])
    other = type(machine)(
        (machine.weights * sign)[:, place],
        machine.visible_bias,
        (machine.hidden_bias * sign)[place],
    )
    np.testing.assert_allclose(law(other), law(machine), rtol=1e-12)


def test_a_flipped_hidden_unit_of_0_and_1_moves_the_visible_bias():
    """h -> 1 - h is W_ia -> -W_ia, c_a -> -c_a, b_i -> b_i + W_ia, the spins' sign after all."""
    machine = machine_in("{0,1}")
    W, c = machine.weights.copy(), machine.hidden_bias.copy()
    W[:, 1] *= -1
    c[1] *= -1
    other = ImportedMachine(W, machine.visible_bias + machine.weights[:, 1], c, "{0,1}")
    np.testing.assert_allclose(law(other), law(machine), rtol=1e-12)
    sign = np.array([1.0, -1.0, 1.0])
    np.testing.assert_allclose(other.converted().weights, machine.converted().weights * sign)
    np.testing.assert_allclose(
        other.converted().hidden_bias, machine.converted().hidden_bias * sign
    )


def test_what_is_no_machine_is_refused():
    with pytest.raises(ParameterError, match="do not make a machine"):
        ImportedMachine(np.zeros((4, 3)), np.zeros(3), np.zeros(3), "+-1")
    with pytest.raises(ParameterError, match=r"'0/1' units"):
        ImportedMachine(np.zeros((4, 3)), np.zeros(4), np.zeros(3), "0/1")
