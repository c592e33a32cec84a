"""A world in which every claim of the paper holds, file by file, and ways to change one of them."""

from typing import Any

import numpy as np
import synthetic
import xarray
from synthetic import CLASSES, NEAR, keep

from rgflow.analysis.roles import attach
from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.machines import MACHINES as MACHINES_CONTRACT
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.sample import SAMPLE
from rgflow.models.ising.kaufman import energy_per_site
from rgflow.observables.pair_distance import pair_distance
from rgflow.observables.patterns import checkerboard, white_noise
from rgflow.rng import generator

MACHINES, SEEDS = ("text", "code", "cd"), range(5)
SCANNED = {
    "cd_16": (16, (0.0, 5.9)),
    "cd_196": (196, (0.0, 5.9)),
    "cd_cold": (81, (0.0, 2.2)),
    "cd_critical": (81, (T_CRITICAL, T_CRITICAL)),
    "cd_hot": (81, (2.3, 5.9)),
}
"""Hidden units and training temperatures of machines beside those of the flows."""

LISTED: dict[str, dict[str, str]] = {
    "text": {"label": "paper's text", "flow": "mean", "reading": "literal"},
    "code": {"label": "authors' code", "reading": "literal"},
    "cd": {"label": "CD-1, sampled", "reading": "corrected"},
    **{name: {"flow": "none", "reading": "neighbour", "variant_of": "cd"} for name in SCANNED},
    "stack32": {"label": "CD-1 with L1 decay", "reading": "corrected", "single": "single32"},
    "single32": {"label": "CD-1 with L1 decay", "reading": "corrected"},
    "stack32_text": {"label": "paper's text", "reading": "literal", "single": "single32_text"},
    "single32_text": {"label": "paper's text", "reading": "literal"},
    "stack64": {"label": "CD-1 with L1 decay", "reading": "literal", "smaller": "stack32"},
}
"""The machines of the world, in order; further ones are subjects."""


def machines(*subjects: str, **changed: dict[str, str]) -> xarray.Dataset:
    """Return the file of machines, with subjects of these names behind the others."""
    rows = {
        name: {"label": name, "flow": "sampled", "reading": "subject", "model": "ising"}
        | LISTED.get(name, {}) | changed.get(name, {})
        for name in [*LISTED, *subjects]
    }  # fmt: skip
    texts = [name for name, spec in MACHINES_CONTRACT.fields.items() if spec.dtype == "str"]
    columns = {text: [row.get(text, "") for row in rows.values()] for text in texts}
    sizes = {"L": np.full(len(rows), 10)}
    return keep({**columns, "name": list(rows), **sizes}, {}, MACHINES_CONTRACT)


def attached(files: dict[str, list[xarray.Dataset]], *subjects: str) -> dict[str, Any]:
    """Return files with the roles of their machines."""
    return dict(attach(files, machines(*subjects)))


def of(
    file: xarray.Dataset, source: str, machine: str | None = None, control: str = ""
) -> xarray.Dataset:
    """Give a file the attributes that say what it is of; by default the machine `source`."""
    file.attrs |= {"source": source, "machine": source if machine is None else machine}
    file.attrs["control"] = control
    return file


def like(file: xarray.Dataset, control: str, machine: str = "") -> xarray.Dataset:
    """Return a file as that of a control."""
    return of(file, f"{control}_{machine}" if machine else control, machine, control)


def fit(source: str, seed: int = 0, *, L: int = 10, **planted: float) -> xarray.Dataset:
    """Return fits with planted numbers, equal in all readings but for a small spread of seeds."""
    file = of(synthetic.fit(source, seed, L=L, gaps=0.0), source)
    values: dict[str, Any] = {"delta_epsilon": 2.0, "delta_m": 0.125, "t_c": T_CRITICAL} | planted
    slope = planted.get("slope", 0.3)
    along = {"near_temperature": NEAR}
    values["delta_sigma"] = xarray.DataArray(0.125 + slope * (NEAR - T_CRITICAL), along)
    for prefix in ("delta_sigma", "delta_epsilon", "delta_m", "t_c"):
        noise = 1e-4 * generator(2, prefix, source, seed, L).standard_normal(file[prefix].shape)
        file[prefix] = (file[prefix] * 0.0 + values[prefix]).transpose(*file[prefix].dims) + noise
        file[f"{prefix}_bootstrap"][:] = 1e-4
    return file.assign_coords(window=["2.0, 2.1, 2.2", "2.1, 2.2, 2.3"])


def monte_carlo(L: int, **planted: float) -> xarray.Dataset:
    """Return fits to samples, each at its own temperature."""
    return sorted_by_thermometer(L, **planted).isel(thermometer=[0])


def sorted_by_thermometer(L: int, **planted: float) -> xarray.Dataset:
    """Return fits to samples that were sorted into classes like flows."""
    file = fit("monte_carlo", L=L, **{"delta_epsilon": 1.0, **planted})
    return of(file, "monte_carlo", "")


def settled(machine: str, seed: int, temperature: float = T_CRITICAL) -> xarray.Dataset:
    """Return the assessment of a machine of a scan whose flow settles at one temperature."""
    hidden, trained = SCANNED[machine]
    file = synthetic.assess(machine, seed, hidden=hidden, trained=trained)
    file["settled_temperature"][:] = temperature + 1e-4 * seed
    return file


def measure(
    source: str, seed: int = 0, temperature: float = T_CRITICAL, *, L: int = 10
) -> xarray.Dataset:
    """Return sums over classes of flows that all ended at one temperature."""
    file = of(synthetic.measure(source, seed, L=L), source)
    shape = file["count"].shape
    above = int(np.searchsorted(CLASSES, temperature, side="right"))
    low, high = CLASSES[above - 1], CLASSES[above]
    # The mean of the two classes around the temperature is the temperature.
    share = np.array([high - temperature, temperature - low]) / (high - low)
    count = np.zeros(shape, np.int64)
    count[..., above - 1 : above + 1, :] = np.rint(1e4 * share)[:, None] + seed
    start = list(file["thermometer"].values).index("start")
    count[:, :, start] = 100
    file["count"][:] = count
    u = float(energy_per_site(L, np.array([temperature]))[0])
    scatter = 1e-3 * generator(3, source, seed).standard_normal(shape)
    file["sum_energy"][:] = count * (u + scatter)
    return file


def cone(units: int, side: int, power: float, rng: np.random.Generator) -> np.ndarray:
    """Return maps that fall from a peak in the middle of each unit's own block."""
    step, width = side / round(units**0.5), round(units**0.5)
    axis = np.arange(side)
    maps = []
    for unit in range(units):
        y, x = ((k + 0.5) * step - 0.5 + 0.1 for k in divmod(unit, width))
        dy, dx = (np.minimum(np.abs(axis - c), side - np.abs(axis - c)) for c in (y, x))
        maps.append((1.0 - np.hypot(dy[:, None], dx) / side) ** power)
    return np.array(maps) + 1e-3 * rng.standard_normal((units, side, side))


def maps_file(
    maps: np.ndarray, source: str, lower: int, upper: int, seed: int = 0, machine: str = ""
) -> xarray.Dataset:
    """Return a CORRELATE file of given maps, of a machine or of none."""
    raw, rest = pair_distance(maps), pair_distance(maps, connected=True)
    file = keep(
        {
            "map": maps,
            "connected_map": maps - 0.3 * maps.mean(axis=(1, 2), keepdims=True),
            "visible_mean": np.zeros(maps.shape[1:]),
            "hidden_mean": np.zeros(len(maps)),
            "magnetization_overlap": maps.mean(axis=(1, 2)),
            "peak_share": np.full(len(maps), 0.5),
            "distance": raw.distance,
            "pair_correlation": raw.value,
            "connected_pair_correlation": rest.value,
        },
        {
            "L": maps.shape[1],
            "source": source,
            "machine": machine,
            "control": "",
            "seed": seed,
            "lower": lower,
            "upper": upper,
        },
        CORRELATE,
    )
    file["peak_share"].attrs["window"] = 9
    return file


def rg(lower: int, upper: int, *, L: int = 32) -> xarray.Dataset:
    """Return the maps of block-spin RG from L x L."""
    rng = generator(4, "rg", lower, upper)
    side, units = L >> lower, (L >> upper) ** 2
    return maps_file(cone(units, side, 8.0 / 2 ** (upper - lower), rng), "average", lower, upper)


def rbm(
    source: str, lower: int, upper: int, seed: int, *, side: int = 32, offset: float = 0.3
) -> xarray.Dataset:
    """Return maps like RG's with arbitrary signs and an offset; on 64 x 64 with speckle."""
    rng = generator(5, source, lower, upper, seed)
    power = 1.0 if side == 64 else 6.5 / 2 ** (upper - lower - 1)
    maps = cone(64, side, power, rng) + offset
    if side == 64:
        second = np.full((64, 1, 1), 0.465)
        second[:8] = 0.95
        maps += second * np.roll(maps - offset, 32, axis=(1, 2))
    signed = maps * rng.choice([-1.0, 1.0], (64, 1, 1))
    return maps_file(signed, source, lower, upper, seed, machine=source)


def noise(source: str, lower: int, upper: int, seed: int, side: int = 32) -> xarray.Dataset:
    """Return maps without any structure."""
    rng = generator(6, source, lower, upper, seed)
    maps = rng.standard_normal((64, side, side))
    return maps_file(maps, source, lower, upper, seed, machine=source)


def pattern(name: str) -> xarray.Dataset:
    """Return white noise or a checkerboard, as the stage makes them."""
    if name == "noise":
        return maps_file(white_noise(1, 32, generator(7, "noise")), name, 0, 1)
    return maps_file(checkerboard(32, int(name.removeprefix("checkerboard"))), name, 0, 1)


def noise_with_trend() -> xarray.Dataset:
    """Return what is called noise but has a spot."""
    return maps_file(cone(1, 32, 1.0, generator(7, "trend")), "noise", 0, 1)


def read(
    source: str, start: float, temperatures: list[float], seed: int = 0, *, machine: str = ""
) -> xarray.Dataset:
    """Return thermometer counts of layers at given temperatures."""
    weight = np.exp(-0.5 * ((CLASSES - np.array([start, *temperatures])[:, None]) / 0.3) ** 2)
    layers = len(temperatures) + 1
    return keep(
        {
            "layer": np.arange(layers),
            "size": 64 // 2 ** np.arange(layers),
            "thermometer": ["mlp", "exact"],
            "temperature": CLASSES,
            "count": np.rint(1000 * weight + seed)[:, None].repeat(2, axis=1),
            "mean_energy": np.full(layers, -1.0),
            "energy_temperature": np.array([start, *temperatures]),
        },
        {
            "source": source,
            "machine": machine,
            "control": "",
            "seed": seed,
            "input_temperature": start,
        },
        READ,
    )


def stack_temperatures(
    hot: tuple[float, ...] = (4.0, 4.3, 4.0), name: str = "stack64"
) -> list[xarray.Dataset]:
    """Return the temperatures of a stack that jumps and stays."""
    inputs = {2.0: (4.0, 4.0, 4.0), T_CRITICAL: (4.0, 4.0, 4.0), 3.0: hot}
    return [
        read(name, T, list(layers), seed, machine=name)
        for T, layers in inputs.items()
        for seed in range(2)
    ]


def spins(L: int = 32) -> xarray.Dataset:
    """Return configurations without correlations."""
    drawn = generator(8, "spins").choice([-1, 1], (400, L, L))
    attrs = dict.fromkeys(SAMPLE.attributes, 1) | {
        "L": L, "model": "ising", "temperature": T_CRITICAL, "effective_samples": 400.0,
    }  # fmt: skip
    typed = {name: kind(attrs[name]) for name, kind in SAMPLE.attributes.items()}
    total = drawn.sum(axis=(1, 2))
    return keep({"spins": drawn, "energy": total, "magnetization": total}, typed, SAMPLE)


def probe(loss: float = 0.01, *, L: int = 10) -> xarray.Dataset:
    """Return a thermometer with the given loss throughout."""
    file = synthetic.probe(L)
    for name in ("loss_training", "loss_validation", "exact_loss_validation", "exact_floor"):
        file[name][...] = loss
    file["exact_floor_error"][...] = 1e-3
    return file


def inputs() -> dict[str, Any]:
    """Return the files of every role, the roles of machines attached."""
    return attached(files())


def files() -> dict[str, list[xarray.Dataset]]:
    """Return the files of every role as the stages write them."""
    steps, three = ((0, 1), (1, 2), (0, 2)), range(3)
    stack = [rbm("stack32", *layers, seed) for layers in ((0, 1), (0, 2)) for seed in three]
    return {
        "samples": [monte_carlo(9), monte_carlo(10)],
        "exact": [synthetic.exact(9), synthetic.exact(10)],
        "probe": [probe()],
        "fit": [fit(name, seed) for name in MACHINES for seed in SEEDS],
        "measure": [measure(name, seed) for name in MACHINES for seed in SEEDS],
        "scan": [settled(name, seed) for name in SCANNED for seed in range(2)]
        + [synthetic.assess("cd", seed) for seed in range(2)],
        "rg": [rg(*layers) for layers in steps],
        "maps": [*stack, *singles("single32"), *deep()],
        "noise": [pattern("noise")],
        "checkerboard": [pattern(f"checkerboard{block}") for block in (4, 8, 16)],
        "read_rg": [read("average", T_CRITICAL, [4.5, 5.9, 5.9])],
        "read_stack": stack_temperatures(),
        "spins": [spins()],
    }


def singles(name: str) -> list[xarray.Dataset]:
    """Return the maps of a single machine."""
    return [rbm(name, 0, 1, seed) for seed in range(3)]


def deep() -> list[xarray.Dataset]:
    """Return the maps of the deep stack's first layer."""
    return [rbm("stack64", 0, 1, seed, side=64) for seed in range(3)]
