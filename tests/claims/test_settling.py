"""Machines of the scans as readings of C4."""

import numpy as np
import pytest
import world

from rgflow.claims.demellokoch2020.settling import C4
from rgflow.config.temperatures import T_CRITICAL


@pytest.fixture
def scan():
    return {"scan": [world.settled(name, seed) for name in world.SCANNED for seed in range(2)]}


def test_each_machine_of_a_scan_is_a_neighbouring_reading_named_by_what_it_saw(scan):
    readings = C4.readings(scan)
    assert [reading.name for reading in readings] == [
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
    (number,) = C4.measure(scan, C4.readings(scan)[-1]).quantities
    assert number.seeds == (3.0, 3.2)
    assert (number.value, number.error) == pytest.approx((3.1, 0.1))


@pytest.mark.parametrize(("temperature", "holds"), [(T_CRITICAL, True), (3.1, False)])
def test_it_agrees_if_it_settles_at_the_critical_temperature(scan, temperature, holds):
    for file in scan["scan"]:
        file["settled_temperature"][-1] = temperature + 1e-3 * int(file.attrs["seed"])
    assert C4.judge(C4.measure(scan, C4.readings(scan)[0])).holds is holds


def test_an_energy_without_a_temperature_decides_nothing(scan):
    for file in scan["scan"]:
        file["settled_temperature"][-1] = np.nan
    assert C4.judge(C4.measure(scan, C4.readings(scan)[0])).holds is None
