"""Maps <v h>: exact sums, locality and centres of known spots."""

import numpy as np
import pytest

from rgflow.coarse.blocking import coarse_grain
from rgflow.errors import ParameterError
from rgflow.observables.hidden_visible import (
    connected_map,
    hidden_visible_map,
    map_signs,
    peak_share,
    receptive_field_centre,
)


def signs(shape: tuple[int, ...], seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).choice(np.array([-1, 1], np.int8), shape)


def spot(size: int, y: int, x: int, value: float = 1.0) -> np.ndarray:
    field = np.zeros((1, size, size))
    field[0, y, x] = value
    return field


def test_map_is_the_mean_product_exactly_also_across_internal_blocks() -> None:
    v, h = signs((9000, 4, 4)), signs((9000, 3), 1)
    expected = np.einsum("ka,ki->ai", h.astype(int), v.reshape(9000, -1).astype(int)) / 9000
    np.testing.assert_array_equal(hidden_visible_map(v, h), expected)


def test_connected_map_is_the_covariance() -> None:
    v, h = signs((500, 4, 4)), signs((500, 3), 1)
    v[:, 0, 0] = 1
    maps = hidden_visible_map(v, h).reshape(3, 4, 4)
    connected = connected_map(maps, v.mean(axis=0), h.mean(axis=0))
    covariance = np.cov(h.T, v.reshape(500, -1).T, bias=True)[:3, 3:].reshape(3, 4, 4)
    np.testing.assert_allclose(connected, covariance, atol=1e-15)
    np.testing.assert_allclose(connected[:, 0, 0], 0, atol=1e-15)


def test_block_average_of_free_spins_sees_its_own_block_and_nothing_else() -> None:
    # All 2^16 configurations of 4 x 4 free spins: <v_i v_j> = delta_ij without sampling error.
    bits = (np.arange(2**16)[:, None] >> np.arange(16)) & 1
    v = (1 - 2 * bits).astype(np.int8).reshape(-1, 4, 4)
    maps = hidden_visible_map(v, coarse_grain(v, "average", 1)).reshape(2, 2, 4, 4)
    for a in range(2):
        for b in range(2):
            expected = np.zeros((4, 4))
            expected[2 * a : 2 * a + 2, 2 * b : 2 * b + 2] = 0.25
            np.testing.assert_allclose(maps[a, b], expected, atol=1e-15)
    np.testing.assert_allclose(peak_share(maps.reshape(4, 4, 4), 3), 1.0)


def test_peak_share_of_known_maps() -> None:
    np.testing.assert_allclose(peak_share(spot(8, 0, 7, -2.0), 3), [1.0])
    np.testing.assert_allclose(peak_share(np.ones((2, 8, 8)), 3), 9 / 64)
    two = spot(8, 1, 1, 2.0) + spot(8, 5, 5)
    np.testing.assert_allclose(peak_share(two, 3), [4 / 5])
    corner = spot(8, 0, 0, 2.0) + spot(8, 7, 7)
    np.testing.assert_allclose(peak_share(corner, 3), [1.0])
    assert np.isnan(peak_share(np.zeros((1, 8, 8)), 3)).all()


@pytest.mark.parametrize("window", [0, 2, 9])
def test_peak_share_refuses_bad_windows(window: int) -> None:
    with pytest.raises(ParameterError, match="window"):
        peak_share(np.ones((1, 8, 8)), window)


def test_centre_of_a_spot_follows_it_around_the_torus() -> None:
    for y, x in ((0, 0), (3, 7), (7, 4)):
        np.testing.assert_allclose(
            receptive_field_centre(4.0 + spot(8, y, x, -3.0)) % 8, [[y, x]], atol=1e-12
        )
    across = spot(8, 7, 2) + spot(8, 0, 2)
    np.testing.assert_allclose(receptive_field_centre(across), [[7.5, 2]], atol=1e-12)


def test_signs_make_every_peak_positive() -> None:
    maps = np.concatenate([spot(4, 1, 1, -2.0) + 1.0 * spot(4, 2, 2), spot(4, 1, 1, 0.5)])
    np.testing.assert_array_equal(map_signs(maps), [-1.0, 1.0])


def test_refuses_unequal_numbers_of_samples() -> None:
    with pytest.raises(ParameterError, match="3 visible"):
        hidden_visible_map(np.ones((3, 2, 2)), np.ones((2, 4)))
