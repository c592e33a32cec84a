"""Files of every stage with made-up numbers, by contract: what the figures are tested on."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import xarray
from scipy.ndimage import gaussian_filter

from rgflow.config.temperatures import T_CRITICAL
from rgflow.contracts.assess_rbm import ASSESS
from rgflow.contracts.correlate import CORRELATE
from rgflow.contracts.exact import EXACT
from rgflow.contracts.fit import FIT
from rgflow.contracts.mcrg import MCRG
from rgflow.contracts.measure import MEASURE
from rgflow.contracts.multiverse import MULTIVERSE
from rgflow.contracts.read_temperature import READ
from rgflow.contracts.schema import Contract
from rgflow.contracts.train_probe import PROBE
from rgflow.contracts.train_rbm import RBM
from rgflow.figures import registry
from rgflow.rng import generator
from rgflow.store import to_xarray

CLASSES = np.round(np.arange(60) * 0.1, 6)
NEAR = np.array([2.0, 2.1, 2.2, T_CRITICAL, 2.3, 2.4, 2.5])
LENGTHS = np.array([0, 1, 2, 4, 7, 11, 16, 21, 26], dtype=np.int32)
WINDOWS = np.array(["2.0 2.1 2.2", "2.1 2.2 2.3"], dtype=object)
CONTROLS = ("smoothing", "biased_spins", "untrained", "scrambled", "gauge_fixed")
MACHINES = ("text", "code", "cd", "half", "pcd", "cd_l1")
"""Machines that flow."""
MINE = "mine"
"""A user's machine, on a lattice of its own."""
LABELS = {
    "text": ("paper's text", "mean", "literal"),
    "code": ("authors' code", "sampled", "literal"),
    "cd": ("CD-1, sampled", "sampled", "corrected"),
    "half": ("half-sampled CD-1", "sampled", "neighbour"),
    "pcd": ("100 persistent chains", "sampled", "corrected"),
    "cd_l1": ("CD-1 with L1 decay", "sampled", "neighbour"),
    "stack32": ("CD-1 with L1 decay", "none", "corrected"),
    "single32": ("CD-1 with L1 decay", "none", "corrected"),
    "stack32_text": ("paper's text", "none", "literal"),
    "single32_text": ("paper's text", "none", "literal"),
    "stack64": ("CD-1 with L1 decay", "none", "literal"),
    "cd_16": ("CD-1, 16 hidden", "none", "neighbour"),
    "cd_196": ("CD-1, 196 hidden", "none", "neighbour"),
    "cd_cold": ("CD-1, cold", "none", "neighbour"),
    "cd_critical": ("CD-1, critical", "none", "neighbour"),
    "cd_hot": ("CD-1, hot", "none", "neighbour"),
    MINE: ("my machine", "sampled", "subject"),
}
"""Label, flow and reading of every machine, in the order of the configuration."""
PARTNERS = {
    "stack32": {"single": "single32"},
    "stack32_text": {"single": "single32_text"},
    "stack64": {"smaller": "stack32"},
    **{name: {"variant_of": "cd"} for name in LABELS if name.startswith("cd_") and name != "cd_l1"},
}
SIZES = {MINE: 12}
"""Lattice sizes of the machines that flow, where not 10."""

Files = list[xarray.Dataset]


def identity(source: str, control: str = "") -> dict[str, Any]:
    """Return the attributes that say what a file is of, with the roles of its machine.

    Controls are called after the control and the machine that they are like.
    """
    machine = source.removeprefix(f"{control}_") if control else source
    found = {"source": source, "machine": machine if machine in LABELS else "", "control": control}
    if not found["machine"]:
        return found
    label, flow, reading = LABELS[machine]
    partners = {"single": "", "smaller": "", "variant_of": ""} | PARTNERS.get(machine, {})
    position = list(LABELS).index(machine)
    return (
        found | {"label": label, "flow": flow, "reading": reading, "position": position} | partners
    )


def keep(dataset: dict[str, Any], attrs: dict[str, Any], contract: Contract) -> xarray.Dataset:
    """Return variables given by name as the contract's dataset, as the store would read it.

    Numbers that no figure reads need not be given: they are zeros. The lattice model is Ising's.
    """
    if "model" in contract.attributes:
        attrs = {"model": "ising", **attrs}
    given = {
        name: np.asarray(dataset[name], dtype=object if spec.dtype == "str" else None)
        for name, spec in contract.fields.items()
        if name in dataset
    }
    assert set(given) == set(dataset)
    attrs = {**_identity(str(attrs.get("source", "")), contract), **attrs}
    sizes = {
        dim: size
        for name, values in given.items()
        for dim, size in zip(contract.fields[name].dims, values.shape, strict=True)
    }
    variables = {
        name: (spec.dims, given.get(name, np.zeros([sizes.get(dim, 2) for dim in spec.dims])))
        for name, spec in contract.fields.items()
    }
    complete = contract.complete(xarray.Dataset(variables, attrs=attrs))
    contract.check(complete, where="synthetic")
    return to_xarray(complete)


def _identity(source: str, contract: Contract) -> dict[str, str]:
    """Return what the contract wants to know of a source, from how the sources here are called."""
    control = next((name for name in CONTROLS if source.startswith(name)), "")
    name = source.removeprefix(control).removeprefix("_")
    no_machine = ("monte_carlo", "average", "rescaled", "majority", "decimation", "noise", "board")
    machine = "" if name.startswith(no_machine) else name.rstrip("0123456789")
    values = {"machine": name if machine else "", "control": control, "stream": source}
    return {key: value for key, value in values.items() if key in contract.attributes}


def _columns(
    rng: np.random.Generator, prefix: str, centre: Any, spread: float, gaps: float
) -> dict[str, Any]:
    """Return the six columns of a fitted number around `centre`, some without an answer."""
    value = centre + spread * rng.standard_normal(np.shape(centre))
    status = np.where(rng.random(value.shape) < gaps, 1, 0)
    error = np.abs(spread * (1 + 0.3 * rng.standard_normal(value.shape)))
    columns = {
        prefix: value,
        f"{prefix}_error": error,
        f"{prefix}_low": value - 2 * error,
        f"{prefix}_high": value + 2 * error,
        f"{prefix}_bootstrap": 0.5 * error,
    }
    columns = {name: np.where(status == 0, column, np.nan) for name, column in columns.items()}
    return {**columns, f"{prefix}_status": status}


def fit(
    source: str, seed: int = 0, *, L: int | None = None, gaps: float = 0.1, control: str = ""
) -> xarray.Dataset:
    """Return fits to the flows of a machine or a control, or to samples (source "monte_carlo").

    There is no thermometer at L = 9.
    """
    L = L or SIZES.get(source, 10)
    rng = generator(1, "fit", source, seed, L)
    flows = source != "monte_carlo"
    kinds = ["mean", "sampled"] if flows else [source]
    lengths = LENGTHS if flows else np.array([0])
    thermometers = ["start", "mlp", "exact"] if flows or L != 9 else ["start"]
    estimators, forms = ["open", "torus", "cft"], ["bond", "star"]
    shape = (len(kinds), len(lengths), len(thermometers))
    drift = np.exp(-lengths / 8.0)[None, :, None]
    slope = (NEAR - T_CRITICAL)[:, None]
    sigma = 0.125 + 0.3 * slope + np.zeros((*shape, len(NEAR), 3)) + 0.05 * drift[..., None, None]
    centre = {
        "delta_sigma": sigma,
        "delta_epsilon": (1.0 + 2.0 * slope + np.zeros((*shape, len(NEAR), 3)))[..., None]
        + np.zeros(2),
        "delta_m": (0.125 + 0.1 * drift)[..., None] + np.zeros((*shape, 2)),
        "t_c": (T_CRITICAL + 0.2 * drift)[..., None] + np.zeros((*shape, 2)),
    }
    spread = {"delta_sigma": 0.01, "delta_epsilon": 0.1, "delta_m": 0.02, "t_c": 0.02}
    columns: dict[str, Any] = {}
    for prefix, values in centre.items():
        columns |= _columns(rng, prefix, values, spread[prefix], gaps if flows else 0.0)
    none = np.isnan(columns["delta_m"])
    for prefix in ("delta_m", "t_c"):
        columns[f"{prefix}_low"] = columns[f"{prefix}_high"] = np.full(none.shape, np.nan)
    return keep(
        {
            "kind": kinds,
            "length": lengths,
            "thermometer": thermometers,
            "near_temperature": NEAR,
            "estimator": estimators,
            "epsilon_form": forms,
            "window": WINDOWS,
            "amplitude": np.where(none, np.nan, 0.9),
            **columns,
        },
        {"L": L, "seed": seed, **identity(source, control)},
        FIT,
    )


def measure(machine: str, seed: int = 0, *, L: int | None = None) -> xarray.Dataset:
    """Return class sums of a machine's flows; classes far below T_c are empty at long lengths."""
    L = L or SIZES.get(machine, 10)
    rng = generator(1, "measure", machine, seed)
    kinds, thermometers, blocks = ["mean", "sampled"], ["start", "mlp", "exact"], 4
    shape = (len(kinds), len(LENGTHS), len(thermometers), len(CLASSES), blocks)
    count = rng.integers(20, 40, shape)
    count[..., CLASSES > 2.45, :] = 0
    count[..., np.isclose(CLASSES, 1.9), :] *= seed % 2
    m = np.clip(1.1 - 0.2 * CLASSES, 0.05, 1.0)[:, None] + 0.01 * rng.standard_normal(shape)
    r = torus_distances(L)
    r = np.append(r[(r > 0) & (r < L / 2)], [np.nan])
    curve = 0.6 * r**-0.3 + 0.01 * rng.standard_normal((len(kinds), len(LENGTHS), r.size))
    return keep(
        {
            "kind": kinds,
            "length": LENGTHS,
            "thermometer": thermometers,
            "temperature": CLASSES,
            "near_temperature": NEAR,
            "operator": ["spin", "bond", "star"],
            "estimator": ["open", "torus"],
            "count": count,
            "sum_abs_m": count * np.abs(m),
            "sum_m2": count * m**2,
            "sum_m4": count * 1.3 * m**4,
            "sum_energy": count * (0.3 * CLASSES[:, None] - 1.9 - 0.01 * seed),
            "spin_correlation": curve,
            "distance": np.broadcast_to(r, (3, 2, r.size)),
        },
        {"L": L, "seed": seed, **identity(machine)},
        MEASURE,
    )


def exact(L: int = 10) -> xarray.Dataset:
    """Return an EXACT file with a smooth magnetization curve."""
    T = NEAR
    m = 0.5 * (1 - np.tanh(2 * (T - 2.5)))
    step = np.minimum(np.arange(L), L - np.arange(L))
    r = np.maximum(np.hypot(step[:, None], step), 0.5)
    spin = 0.7 * r ** (-0.25 - 0.6 * (T[:, None, None] - T_CRITICAL))
    spin[:, 0, 0] = 1.0
    bond = spin[:, :1, 1:2] ** 2 + 0.3 * r ** (-2.0 - 4.0 * (T[:, None, None] - T_CRITICAL))
    return keep(
        {
            "temperature": CLASSES,
            "temperature_two_point": T,
            "abs_magnetization": m,
            "binder": 0.6 * m,
            "spin_two_point": spin,
            "bond_two_point": bond,
        },
        {"L": L},
        EXACT,
    )


def probe(L: int = 10) -> xarray.Dataset:
    """Return a thermometer whose validation loss nears the floor 2.2 nat."""
    epoch = np.arange(1, 61)
    training = 2.1 + 1.9 * np.exp(-epoch / 8)
    return keep(
        {
            "temperature": CLASSES,
            "epoch": epoch,
            "loss_training": training,
            "loss_validation": training + 0.15,
            "exact_loss_validation": np.float64(2.2),
        },
        {"L": L, "best_epoch": 48, "training_size": 600, "validation_size": 400},
        PROBE,
    )


def _recipe(machine: str) -> str:
    """Return a recipe that depends on the machine."""
    rate = {"code": 0.001}.get(machine, 0.01)
    return json.dumps({"rule": "cd", "learning_rate": rate, "init_scale": 5 * rate})


def assess(
    machine: str,
    seed: int = 0,
    *,
    L: int | None = None,
    snapshots: int = 6,
    hidden: int = 81,
    trained: tuple[float, float] = (0.0, 5.9),
) -> xarray.Dataset:
    """Return an assessment of a training that cools from no temperature to near T_c."""
    rng = generator(1, "assess", machine, seed)
    update = np.array([0, *(4 ** np.arange(1, snapshots))])
    settled = (
        T_CRITICAL + 4.0 * np.exp(-np.arange(snapshots)) + 0.1 * rng.standard_normal(snapshots)
    )
    settled[:2] = np.nan
    distance = torus_distances(L or SIZES.get(machine, 10))[1:]
    learned = 1 - np.exp(-update[:, None] / 50)
    coupling = 0.4 * learned * distance**-4.0 + 0.01 * rng.standard_normal(
        (snapshots, distance.size)
    )
    return keep(
        {
            "update": update,
            "kl_divergence": 5 + 25 * np.exp(-update / 50) + rng.random(snapshots),
            "distance": distance,
            "coupling": coupling,
            "coupling_scatter": np.full(coupling.shape, 0.02),
            "thermometer": ["mlp", "exact"],
            "temperature": CLASSES,
            "settled_count": rng.integers(0, 50, (snapshots, 2, len(CLASSES))),
            "settled_temperature": settled,
        },
        {
            **identity(machine),
            "seed": seed,
            "L": L or SIZES.get(machine, 10),
            "recipe": _recipe(machine),
            "hidden": hidden,
            "coldest": trained[0],
            "hottest": trained[1],
            "settle_length": 50,
            "held_out_size": 100,
        },
        ASSESS,
    )


def training(machine: str, seed: int = 0, *, snapshots: int = 4) -> xarray.Dataset:
    """Return a training whose leading singular values grow out of the random ones."""
    rng = generator(1, "rbm", machine, seed)
    scale = json.loads(_recipe(machine))["init_scale"]
    visible, hidden = SIZES.get(machine, 10) ** 2, 81
    weights = scale * rng.standard_normal((snapshots, visible, hidden))
    weights += np.arange(snapshots)[:, None, None] * 0.05
    return keep(
        {
            "update": np.array([0, *(10 ** np.arange(1, snapshots))]),
            "weights": weights,
            "visible_bias": np.zeros((snapshots, visible)),
            "hidden_bias": np.zeros((snapshots, hidden)),
            "singular_value": np.linalg.svd(weights, compute_uv=False),
        },
        {
            **identity(machine),
            "seed": seed,
            "layer": 1,
            "recipe": _recipe(machine),
            "training_size": 100,
        },
        RBM,
    )


def torus_distances(side: int) -> np.ndarray:
    """Return the distinct torus distances of a square lattice."""
    step = np.minimum(np.arange(side), side - np.arange(side))
    return np.unique(np.round(np.hypot(*np.meshgrid(step, step)), 9))


def correlate(
    source: str, lower: int, upper: int, side: int, hidden: int, seed: int = 0, *, offset: float = 0
) -> xarray.Dataset:
    """Return maps with one spot a unit, on units laid out on a square lattice if they fill one."""
    rng = generator(1, "correlate", source, lower, upper, seed)
    coarse = round(hidden**0.5)
    maps = np.zeros((hidden, side, side))
    for unit in range(hidden):
        y, x = (int((k + 0.5) * side / coarse) % side for k in divmod(unit, coarse))
        maps[unit, y, x] = rng.choice([-1.0, 1.0]) if source.startswith("stack") else 1.0
    maps = gaussian_filter(maps, (0, side / coarse, side / coarse), mode="wrap")
    maps = 0.4 * maps / np.abs(maps).max() + offset + 0.01 * rng.standard_normal(maps.shape)
    return _correlate(maps, source, lower, upper, seed, rng)


def pattern(kind: str, *, block: int = 4, side: int = 32) -> xarray.Dataset:
    """Return white noise or a checkerboard."""
    rng = generator(1, "pattern", kind, block)
    cells = np.arange(side) // block
    board = (-1.0) ** (cells[:, None] + cells)[None]
    maps = rng.standard_normal((4, side, side)) if kind == "noise" else board
    return _correlate(maps, f"{kind}{block}", 0, 1, 0, rng)


def _correlate(
    maps: np.ndarray, source: str, lower: int, upper: int, seed: int, rng: np.random.Generator
) -> xarray.Dataset:
    distance = torus_distances(maps.shape[1])
    pair = float(np.mean(maps**2)) * (1 - distance / 30)
    connected = pair - 0.5 * pair.mean() + 1e-4 * rng.standard_normal(distance.size)
    return keep(
        {
            "map": maps,
            "distance": distance,
            "pair_correlation": pair * (1 + 0.05 * rng.standard_normal()),
            "connected_pair_correlation": connected,
        },
        {"L": maps.shape[1], "seed": seed, "lower": lower, "upper": upper, **identity(source)},
        CORRELATE,
    )


def read(
    source: str, temperature: float, seed: int = 0, *, layers: int = 4, L: int = 64
) -> xarray.Dataset:
    """Return thermometer counts; each layer is read twice as hot, up to the last class."""
    rng = generator(1, "read", source, f"{temperature:.6f}", seed)
    centre = np.minimum(temperature * 2.0 ** np.arange(layers), 5.5)
    weight = np.exp(-0.5 * ((CLASSES - centre[:, None]) / 0.4) ** 2)
    count = rng.poisson(100 * weight[:, None, :] * np.array([1.0, 0.9])[:, None])
    return keep(
        {
            "layer": np.arange(layers),
            "size": L // 2 ** np.arange(layers),
            "thermometer": ["mlp", "exact"],
            "temperature": CLASSES,
            "count": count,
            "energy_temperature": np.where(centre > 5, np.nan, 0.95 * centre),
        },
        {"seed": seed, "input_temperature": float(temperature), **identity(source)},
        READ,
    )


def mcrg(source: str, upper: int, seed: int = 0, *, control: str = "") -> xarray.Dataset:
    """Return exponents of a block-spin step: near the exact ones, and none for the first field."""
    rng = generator(1, "mcrg", source, seed, upper)
    even = ["nearest", "next_nearest", "plaquette", "third_nearest"]
    odd = ["magnetization", "three_spin", "three_in_row"]
    y_t = 1.0 + 0.02 * rng.standard_normal((2, 4))
    y_h = 1.875 + 0.004 * rng.standard_normal((2, 3))
    y_t[0, 0] = np.nan
    found = {"form": ["field", "sign"], "even": even, "odd": odd, "y_t": y_t, "y_h": y_h}
    found |= {"thermal_eigenvalue": 2.0**y_t, "magnetic_eigenvalue": 2.0**y_h}
    for name in ("y_t", "y_h", "thermal_eigenvalue", "magnetic_eigenvalue"):
        found[f"{name}_error"] = np.full(np.shape(found[name]), 0.01)
    sizes = {"L": 128 >> upper, "coarse_L": 64 >> upper, "lower": upper - 1, "upper": upper}
    attributes = {"temperature": T_CRITICAL, "configurations": 4000, "blocks": 50, "seed": seed}
    return keep(found, {**sizes, **attributes, **identity(source, control)}, MCRG)


def _mcrg(machines: Sequence[str], seeds: Sequence[int]) -> Files:  # noqa: ARG001
    return [mcrg(rule, upper) for rule in ("average", "majority") for upper in (1, 2, 3)]


def _mcrg_controls(machines: Sequence[str], seeds: Sequence[int]) -> Files:  # noqa: ARG001
    fixed = [
        mcrg("gauge_fixed_stack64", upper, seed, control="gauge_fixed")
        for seed in list(seeds)[:2]
        for upper in (1, 2, 3)
    ]
    return fixed + [mcrg("scrambled", upper, control="scrambled") for upper in (1, 2, 3)]


def specification(
    recipe: str = "cd", rate: float = 0.01, seed: int = 0, *, mlps: int = 2, **numbers: Any
) -> xarray.Dataset:
    """Return what one set of open choices gives; numbers that are given fill their arrays."""
    rng = generator(1, "specification", recipe, str(rate), seed)
    at = {
        "kind": ["mean", "sampled"],
        "update": [1000, 10000],
        "thermometer": ["exact", *(f"mlp{number}" for number in range(mlps))],
        "near_temperature": NEAR,
        "estimator": ["open", "torus", "cft"],
        "epsilon_form": ["bond", "star"],
        "window": WINDOWS,
        "temperature": CLASSES,
    }
    centres = {
        "energy": -1.4, "mean_class": 2.3, "delta_sigma": 0.1, "delta_epsilon": 1.2,
        "delta_m": 0.12, "t_c": 2.27,
    }  # fmt: skip
    found: dict[str, Any] = dict(at)
    for name, centre in centres.items():
        shape = [len(at[dim]) for dim in MULTIVERSE.fields[name].dims]
        made = centre * (1 + 0.1 * rng.standard_normal(shape))
        found[name] = np.broadcast_to(numbers[name], shape) if name in numbers else made
    options = {"learning_rate": rate, "batch_size": 100, "init_scale": 0.01}
    attributes = {
        "machine": "text", "choice": f"{recipe}_rate{rate:g}_batch100_init0.01",
        "varied_recipe": recipe, "recipe": json.dumps(options), "seed": seed, "length": 26,
        "L": 10, "diverged": 0, "source": "text",
    }  # fmt: skip
    return keep(found, {**identity("text"), **attributes}, MULTIVERSE)


def _specifications(machines: Sequence[str], seeds: Sequence[int]) -> Files:  # noqa: ARG001
    choices = [(recipe, rate) for recipe in ("text", "cd") for rate in (0.001, 0.01)]
    return [specification(*choice, seed) for choice in choices for seed in list(seeds)[:2]]


def inputs(
    figure: str, seeds: int = 3, machines: Sequence[str] = MACHINES
) -> dict[str, list[xarray.Dataset]]:
    """Return plausible files for every role of a figure."""
    selected = {"machines": machines, "seeds": range(seeds)}
    return {
        role: _SELECTIONS[selection](**selected)
        for role, selection in registry.heading(figure).inputs.items()
    }


def _sizes(machines: Sequence[str]) -> list[int]:
    return sorted({SIZES.get(name, 10) for name in machines})


def _per_seed(build: Callable[..., xarray.Dataset]) -> Callable[..., Files]:
    """Return what builds a file of every machine and seed."""

    def files(machines: Sequence[str], seeds: Sequence[int]) -> Files:
        return [build(name, seed) for name in machines for seed in seeds]

    return files


def _per_size(build: Callable[[int], xarray.Dataset], *further: int) -> Callable[..., Files]:
    """Return what builds a file of every lattice of the machines, and of further ones."""

    def files(machines: Sequence[str], seeds: Sequence[int]) -> Files:  # noqa: ARG001
        return [build(L) for L in (*further, *_sizes(machines))]

    return files


def _controls(machines: Sequence[str], seeds: Sequence[int]) -> Files:  # noqa: ARG001
    """Return fits of controls: like the first machine of each lattice, and like none."""
    first = {SIZES.get(name, 10): name for name in machines[::-1]}
    like = [fit(f"smoothing_{name}", L=L, control="smoothing") for L, name in sorted(first.items())]
    return like + [fit("biased_spins", L=L, control="biased_spins") for L in sorted(first)]


def _machine_maps(machines: Sequence[str], seeds: Sequence[int]) -> Files:
    layers = [
        ("stack32", 0, 1, 32, 256), ("stack32", 1, 2, 16, 64), ("stack32", 0, 2, 32, 64),
        ("single32", 0, 1, 32, 64), ("stack64", 0, 1, 64, 1024),
    ]  # fmt: skip
    if MINE in machines:
        layers = [one for one in layers if len(machines) > 1] + [(MINE, 0, 1, 12, 64)]
    shift = {"stack32": 0.05, "single32": -0.1}
    return [
        correlate(*one, seed, offset=shift.get(one[0], 0.0)) for one in layers for seed in seeds
    ]


def _rg_maps(machines: Sequence[str], seeds: Sequence[int]) -> Files:  # noqa: ARG001
    layers = [(0, 1, 32, 256), (1, 2, 16, 64), (0, 2, 32, 64), (0, 1, 64, 1024)]
    if MINE in machines:
        layers = [one for one in layers if len(machines) > 1] + [(0, 1, 12, 36)]
    return [correlate("average", *one, offset=0.1) for one in layers]


def _stack_temperatures(machines: Sequence[str], seeds: Sequence[int]) -> Files:
    stacks = [("stack64", 64, 4), (MINE, 12, 2)]
    shown = [one for one in stacks if (one[0] == MINE) <= (MINE in machines)]
    return [
        read(name, T, seed, L=L, layers=layers)
        for name, L, layers in (shown[1:] if tuple(machines) == (MINE,) else shown)
        for T in (3.0, 2.0, T_CRITICAL)
        for seed in list(seeds)[:2]
    ]


def _scans(machines: Sequence[str], seeds: Sequence[int]) -> Files:  # noqa: ARG001
    cold_and_hot = (0.0, 5.9)
    scanned = {
        "cd_196": (196, cold_and_hot), "cd": (81, cold_and_hot), "cd_16": (16, cold_and_hot),
        "cd_hot": (81, (2.3, 5.9)), "cd_critical": (81, (T_CRITICAL, T_CRITICAL)),
    }  # fmt: skip
    return [
        assess(name, seed, hidden=hidden, trained=T, snapshots=5 if name == "cd_hot" else 6)
        for name, (hidden, T) in scanned.items()
        for seed in range(2 if name == "cd" else 1)
    ]


_SELECTIONS: dict[str, Callable[..., Files]] = {
    "specifications": _specifications,
    "mcrg": _mcrg,
    "control_mcrg": _mcrg_controls,
    "flow_fits": _per_seed(fit),
    "flow_measures": _per_seed(measure),
    "flow_assessments": _per_seed(assess),
    "trained": _per_seed(training),
    "thermometers": _per_size(probe),
    "sample_fits": _per_size(lambda L: fit("monte_carlo", L=L), 9),
    "exact": _per_size(exact, 9),
    "control_fits": _controls,
    "machine_maps": _machine_maps,
    "rg_maps": _rg_maps,
    "noise_map": lambda **_: [pattern("noise")],
    "checkerboard_maps": lambda **_: [pattern("board", block=block) for block in (16, 4, 8)],
    "rg_temperatures": lambda **_: [
        read(name, T) for name in ("average", "decimation") for T in (2.0, T_CRITICAL, 3.0)
    ],
    "stack_temperatures": _stack_temperatures,
    "scan_assessments": _scans,
}
