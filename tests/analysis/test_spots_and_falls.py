"""Spots and falls of maps whose answer is known."""

import numpy as np
import pytest
import world

from rgflow.analysis.fall import drop, level, peaks, shape, straightness, trend, upturn
from rgflow.analysis.quantity import Measurand
from rgflow.analysis.spots import find_spots, own_place
from rgflow.observables.pair_distance import pair_distance
from rgflow.observables.patterns import checkerboard


def spot(y: int, x: int, side: int = 16, width: float = 2.0) -> np.ndarray:
    axis = np.arange(side)
    dy, dx = (np.minimum(abs(axis - c), side - abs(axis - c)) for c in (y, x))
    return np.exp(-(dy[:, None] ** 2 + dx**2) / (2 * width**2))


@pytest.mark.parametrize("centre", [(8, 8), (0, 0), (15, 7), (0, 15), (3, 0)])
@pytest.mark.parametrize("sign", [1, -1])
def test_one_spot_wherever_the_torus_is_cut(centre, sign) -> None:
    spots = find_spots(sign * spot(*centre)[None])
    assert spots.number.tolist() == [1]
    assert tuple(spots.peak[0]) == centre
    assert spots.area[0] == find_spots(spot(8, 8)[None]).area[0]


def test_two_spots_and_a_dead_unit() -> None:
    maps = np.array([spot(2, 2) + spot(10, 10), np.full((16, 16), 0.01), 5.0 + spot(4, 4)])
    spots = find_spots(maps)
    assert spots.number[[0, 2]].tolist() == [2, 1]
    assert spots.alive.tolist() == [True, False, True]


def test_own_place_is_the_block_of_the_unit() -> None:
    maps = world.cone(16, 16, 2.0, np.random.default_rng(1))
    assert own_place(find_spots(maps), 16).all()
    assert not own_place(find_spots(maps[::-1]), 16).any()


def test_checkerboards_have_peaks_but_the_largest() -> None:
    found = {}
    for block in (4, 8, 16):
        G = pair_distance(checkerboard(32, block))
        found[block] = peaks(G.distance, G.value)
    assert found[4] > 1
    assert found[8] > 0
    assert found[16] == 0


def test_numbers_of_a_straight_line() -> None:
    d = np.linspace(0.0, 10.0, 50)
    G = 3.0 - 0.2 * d
    assert straightness(d, G) == pytest.approx(1.0)
    assert straightness(d, -G) == 0.0
    assert drop(d, G) == pytest.approx(2.0)
    assert level(d, G) == pytest.approx(1.0)
    assert upturn(d, G) == pytest.approx(0.0)
    assert upturn(d, np.abs(d - 8.0)) == pytest.approx(0.25, abs=0.02)
    assert trend(d, np.concatenate([[99.0], np.tile([1.0, -1.0], 25)[:49]])) < 0.01


def test_jackknife_agrees_with_the_standard_error_of_a_mean() -> None:
    rng = np.random.default_rng(3)
    maps = rng.standard_normal((64, 8, 8))
    number = shape(Measurand("x", "x"), [world.maps_file(maps, "average", 0, 1)], "map", level)
    per_unit = pair_distance(maps).per_unit[:, -1]
    groups = per_unit.reshape(4, 16).mean(axis=0)
    assert number.value == pytest.approx(per_unit.mean())
    assert number.error == pytest.approx(groups.std(ddof=1) / np.sqrt(16))
