"""Bright spots of hidden-visible maps: how many a map has, how large, and where."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rgflow.observables.geometry import minimum_image
from rgflow.observables.hidden_visible import peak_share

ALIVE = 0.05
"""A unit whose map never exceeds this is dead: it follows no spin."""
HALF = 0.5
"""A spot is where the map, less its own mean, exceeds this share of its peak."""


@dataclass(frozen=True)
class Spots:
    """Spots of the maps (H, L, L) of one layer.

    Attributes
    ----------
    alive : (H,) bool
        Whether the unit follows any spin at all.
    number : (H,) int64
        Separate spots on the torus.
    area : (H,) float64
        Sites in all spots of a map.
    peak : (H, 2) int64
        Site (y, x) of the largest |value| of the map less its mean.
    """

    alive: NDArray[np.bool_]
    number: NDArray[np.int64]
    area: NDArray[np.float64]
    peak: NDArray[np.int64]


def find_spots(maps: NDArray[np.float64]) -> Spots:
    """Return the spots of maps (H, L, L), each map with the sign of its peak."""
    rest = maps - maps.mean(axis=(1, 2), keepdims=True)
    size = np.abs(rest).reshape(len(maps), -1)
    place = size.argmax(axis=1)
    top = rest.reshape(len(maps), -1)[np.arange(len(maps)), place]
    bright = rest * np.sign(top)[:, None, None] > HALF * np.abs(top)[:, None, None]
    alive = np.abs(maps).max(axis=(1, 2)) > ALIVE
    peak = np.stack(np.divmod(place, maps.shape[-1]), axis=1)
    return Spots(alive, _torus_components(bright), bright.sum(axis=(1, 2)).astype(np.float64), peak)


def _torus_components(masks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the number of regions of each periodic mask, neighbours by edge or corner."""
    from scipy.ndimage import label
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    in_plane = np.zeros((3, 3, 3), np.bool_)
    in_plane[1] = True
    labels, count = label(masks, structure=in_plane)
    joined = []
    for first, last in ((labels[:, 0], labels[:, -1]), (labels[:, :, 0], labels[:, :, -1])):
        for shift in (-1, 0, 1):
            pair = np.stack([first, np.roll(last, shift, axis=1)])
            joined.append(pair[:, (pair > 0).all(axis=0)])
    ends = np.concatenate(joined, axis=1)
    graph = coo_array((np.ones(ends.shape[1]), tuple(ends)), shape=(count + 1, count + 1))
    region = connected_components(graph, directed=False)[1]
    mask = np.zeros(count + 1, np.int64)
    mask[labels] = np.arange(len(masks))[:, None, None]
    _, once = np.unique(region[1:], return_index=True)
    return np.bincount(mask[1:][once], minlength=len(masks))


def own_place(spots: Spots, size: int) -> NDArray[np.bool_]:
    """Return which units (H,) peak inside the block of sites that they are the average of."""
    side = round(len(spots.number) ** 0.5)
    step = size / side
    rows = np.stack(np.divmod(np.arange(side * side), side), axis=1)
    shift = minimum_image(spots.peak - ((rows + 0.5) * step - 0.5), size)
    inside: NDArray[np.bool_] = (shift <= step / 2).all(axis=1)
    return inside


def locality(maps: NDArray[np.float64], window: int) -> NDArray[np.float64]:
    """Return the share of each map's power, less its mean, in a window around its peak."""
    return peak_share(maps - maps.mean(axis=(1, 2), keepdims=True), window)
