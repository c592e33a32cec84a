"""Machines of the scans as readings of C4."""

import numpy as np
import pytest
import world

from rgflow.claims.demellokoch2020.settling import C4
from rgflow.config.temperatures import T_CRITICAL


@pytest.fixture
def scan():
    """Machines of a scan, and flows, without which C4 is not asked."""
    varied = [world.synthetic.assess("cd", seed, hidden=81) for seed in range(2)]
    scanned = [world.settled(name, seed) for name in world.SCANNED for seed in range(2)]
    return world.attached({"measure": [world.measure("text")], "scan": [*varied, *scanned]})


def of_scan(inputs):
    return [reading for reading in C4.readings(inputs) if "scan" in reading.choices]


def test_each_machine_of_a_scan_is_a_neighbouring_reading_named_by_what_it_saw(scan):
    readings = of_scan(scan)
    assert [reading.name for reading in readings] == [
        "CD-1, sampled; 81 hidden units, trained on T = 0.0 to 5.9",
        "CD-1, sampled; 16 hidden units, trained on T = 0.0 to 5.9",
        "CD-1, sampled; 196 hidden units, trained on T = 0.0 to 5.9",
        "CD-1, sampled; 81 hidden units, trained on T = 0.0 to 2.2",
        "CD-1, sampled; 81 hidden units, trained on T = Tc",
        "CD-1, sampled; 81 hidden units, trained on T = 2.3 to 5.9",
    ]
    assert {reading.kind for reading in readings} == {"neighbour"}


def test_its_number_is_the_last_settled_temperature_over_seeds(scan):
    files = [file for file in scan["scan"] if file.attrs["machine"] == "cd_hot"]
    for seed, file in enumerate(files):
        file["settled_temperature"][-1] = 3.0 + 0.2 * seed
    (number,) = C4.measure(scan, of_scan(scan)[-1]).quantities
    assert number.seeds == (3.0, 3.2)
    assert (number.value, number.error) == pytest.approx((3.1, 0.1))


@pytest.mark.parametrize(("temperature", "holds"), [(T_CRITICAL, True), (3.1, False)])
def test_it_agrees_if_it_settles_at_the_critical_temperature(scan, temperature, holds):
    for file in scan["scan"]:
        file["settled_temperature"][-1] = temperature + 1e-3 * int(file.attrs["seed"])
    assert C4.judge(C4.measure(scan, of_scan(scan)[0])).holds is holds


def test_an_energy_without_a_temperature_decides_nothing(scan):
    for file in scan["scan"]:
        file["settled_temperature"][-1] = np.nan
    assert C4.judge(C4.measure(scan, of_scan(scan)[0])).holds is None


def test_variants_that_differ_in_something_else_have_their_names_behind(scan):
    for file in scan["scan"]:
        file.attrs |= {"hidden": 81, "coldest": 0.0, "hottest": 5.9}
    names = [reading.name for reading in of_scan(scan)]
    assert names[0] == "CD-1, sampled; 81 hidden units, trained on T = 0.0 to 5.9 (cd)"
    assert len(set(names)) == 6
