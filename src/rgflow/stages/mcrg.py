"""mcrg: leading eigenvalues of Swendsen's matrix between two block-spin steps."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.config.temperatures import label
from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.identity import identity, identity_of
from rgflow.contracts.mcrg import MCRG
from rgflow.contracts.sample import SAMPLE
from rgflow.errors import DataError
from rgflow.observables.lattice_operators import EVEN, ODD, is_spins, operator_sums
from rgflow.observables.mcrg import Leading, leading
from rgflow.rng import generator
from rgflow.stages import options as opt
from rgflow.stats.estimate import Floats
from rgflow.store import Dataset, Variable, read, read_any, write

FORMS = ("field", "sign")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "--lattices", type=Path, nargs=2, metavar=("FINE", "COARSE"), required=True,
        help="samples or block-spin lattices, and the same ones after a further step",
    )  # fmt: skip
    opt.add_setting(parser, "CoarseGraining", "jackknife_blocks", "--blocks")
    opt.add_root_seed(parser)
    opt.add_output(parser)


def run(options: argparse.Namespace) -> None:
    """Write eigenvalues and exponents."""
    fine_path, coarse_path = options.lattices
    fine, coarse = _fine(fine_path), read(coarse_path, COARSE)
    _require_a_step(fine, coarse, coarse_path)
    b = fine["spins"].shape[1] / coarse["spins"].shape[1]
    parities = {"even": slice(0, len(EVEN)), "odd": slice(len(EVEN), None)}
    found: dict[str, list[Leading]] = {parity: [] for parity in parities}
    for fine_sums, coarse_sums in _sums(options.root_seed, fine, coarse):
        for parity, part in parities.items():
            of_parity = leading(coarse_sums[:, part], fine_sums[:, part], b, options.blocks)
            found[parity].append(of_parity)
    variables = {
        "form": Variable(("form",), np.array(FORMS)),
        "even": Variable(("even",), np.array(EVEN)),
        "odd": Variable(("odd",), np.array(ODD)),
        **_numbers("even", "thermal", "y_t", found["even"]),
        **_numbers("odd", "magnetic", "y_h", found["odd"]),
    }
    attributes = {
        **identity_of(coarse),
        "L": np.int32(fine["spins"].shape[1]),
        "coarse_L": np.int32(coarse["spins"].shape[1]),
        "temperature": float(coarse.attrs["temperature"]),
        "lower": np.int32(fine.attrs["steps"]),
        "upper": np.int32(coarse.attrs["steps"]),
        "configurations": np.int32(len(coarse["spins"])),
        "blocks": np.int32(options.blocks),
    }
    write(options.output, Dataset(variables, attributes), MCRG)


def _fine(path: Path) -> Dataset:
    """Return the fine lattices; samples are those after no step."""
    contract, file = read_any(path, (SAMPLE, COARSE))
    if contract is COARSE:
        return file
    attributes = {**file.attrs, **identity("monte_carlo"), "steps": np.int32(0)}
    return Dataset(file.variables, attributes)


def _require_a_step(fine: Dataset, coarse: Dataset, where: Path) -> None:
    """Raise a DataError unless the files can be of the same configurations, a step apart."""

    def of(file: Dataset) -> tuple[Any, ...]:
        return len(file["spins"]), int(file.attrs["L"]), float(file.attrs["temperature"])

    if of(fine) != of(coarse):
        raise DataError(
            "has {} configurations that began at L={}, T={:g}; the fine lattices are {} that began "
            "at L={}, T={:g}".format(*of(coarse), *of(fine)),
            where=where,
            remedy="give the same configurations before and after a step",
        )
    if coarse["spins"].shape[1] >= fine["spins"].shape[1]:
        raise DataError(
            f"has lattices of side {coarse['spins'].shape[1]}, not smaller than the fine ones of "
            f"side {fine['spins'].shape[1]}",
            where=where,
            remedy="give the fine lattices first",
        )


def _sums(root_seed: int, fine: Dataset, coarse: Dataset) -> Iterator[tuple[Floats, Floats]]:
    """Operators of the fine and the coarse lattices, form by form."""
    fields = operator_sums(fine["spins"]), operator_sums(coarse["spins"])
    yield fields
    if is_spins(fine["spins"]) and is_spins(coarse["spins"]):
        yield fields
    else:
        yield operator_sums(_signs(root_seed, fine)), operator_sums(_signs(root_seed, coarse))


def _signs(root_seed: int, file: Dataset) -> NDArray[np.int8]:
    """Signs of a file's lattices; the same in every job, so that steps follow one another."""
    source, seed, steps = str(file.attrs["source"]), int(file.attrs["seed"]), file.attrs["steps"]
    name = (source, seed, int(file.attrs["L"]), label(float(file.attrs["temperature"])), int(steps))
    signs = np.sign(file["spins"]).astype(np.int8)
    zeros = signs == 0
    coins = generator(root_seed, "mcrg", *name).integers(0, 2, np.count_nonzero(zeros), np.int8)
    signs[zeros] = 2 * coins - 1
    return np.asarray(signs)


def _numbers(parity: str, name: str, exponent: str, found: list[Leading]) -> dict[str, Variable]:
    """Return the variables of one parity, (form, operators)."""
    dims = ("form", parity)
    columns = {
        f"{name}_eigenvalue": [one.eigenvalue.value for one in found],
        f"{name}_eigenvalue_error": [one.eigenvalue.standard_error for one in found],
        exponent: [one.exponent.value for one in found],
        f"{exponent}_error": [one.exponent.standard_error for one in found],
    }
    return {key: Variable(dims, np.stack(rows)) for key, rows in columns.items()}
