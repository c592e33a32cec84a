"""The verb control: each kind makes files that the stages of machines and RG take."""

from pathlib import Path

import numpy as np
import pytest

from rgflow.cli import main
from rgflow.contracts.coarse_grain import COARSE
from rgflow.contracts.flow import FLOW
from rgflow.contracts.identity import identity_of
from rgflow.contracts.sample import SAMPLE
from rgflow.contracts.train_rbm import RBM as RBM_CONTRACT
from rgflow.learners.rbm.model import RBM
from rgflow.models.ising.hamiltonian import energy
from rgflow.rng import generator
from rgflow.store import Dataset, Variable, read, write


def sample_file(path: Path, L: int, T: float, n: int = 40) -> str:
    """Write random configurations as samples."""
    spins = generator(1, "sample", L, str(T)).choice([-1, 1], (n, L, L)).astype(np.int8)
    attrs = {name: kind(1) for name, kind in SAMPLE.attributes.items()}
    attrs |= {"L": L, "model": "ising", "temperature": T, "algorithm": "x"}
    variables = {
        "spins": Variable(("sample", "y", "x"), spins),
        "energy": Variable(("sample",), energy(spins)),
        "magnetization": Variable(("sample",), spins.sum(axis=(1, 2), dtype=np.int32)),
    }
    write(path, Dataset(variables, attrs), SAMPLE)
    return str(path)


def layer_file(path: Path, machine: str, layer: int, n_visible: int, n_hidden: int) -> str:
    """Write a trained layer with random weights."""
    weights = 0.3 * generator(2, machine, layer).standard_normal((1, n_visible, n_hidden))
    one = np.zeros(1)
    variables = {
        "update": Variable(("snapshot",), one),
        "weights": Variable(("snapshot", "visible", "hidden"), weights),
        "visible_bias": Variable(("snapshot", "visible"), np.full((1, n_visible), 0.1)),
        "hidden_bias": Variable(("snapshot", "hidden"), np.full((1, n_hidden), 0.1)),
        "reconstruction_error": Variable(("snapshot",), one),
        "singular_value": Variable(("snapshot", "mode"), np.ones((1, 2))),
    }
    attrs = {
        "machine": machine, "control": "", "stream": f"{machine}_stream", "seed": 3,
        "layer": layer, "recipe": "{}", "training_size": 9,
    }  # fmt: skip
    write(path, Dataset(variables, attrs), RBM_CONTRACT)
    return str(path)


def control(name: str, outputs: list[Path], *options: str) -> int:
    files = [str(path) for path in outputs]
    return main(["control", "--control", name, "--root-seed", "5", *options, "--output", *files])


def said(file: Dataset) -> tuple[object, ...]:
    """Return the identity of a file."""
    return tuple(identity_of(file).values())


def starts_file(path: Path, samples: list[str], per_temperature: int) -> str:
    """Write the starts of flows."""
    options = ["--per-temperature", str(per_temperature), "--output", str(path)]
    assert main(["starts", "--samples", *samples, *options]) == 0
    return str(path)


@pytest.fixture
def samples(tmp_path) -> list[str]:
    return [sample_file(tmp_path / f"T{T}.nc", 8, T) for T in (2.0, 3.0)]


def test_smoothing_flows_from_the_starts_of_the_machine(tmp_path, samples) -> None:
    layer = layer_file(tmp_path / "layer.nc", "code", 1, 64, 49)
    starts = starts_file(tmp_path / "starts.nc", samples, 10)
    options = ("--starts", starts, "--layers", layer)
    ends = []
    for length in (0, 3):
        path = tmp_path / f"n{length}.nc"
        assert control("smoothing", [path], *options, "--length", str(length)) == 0
        ends.append(read(path, FLOW))
    start = np.concatenate([read(Path(path), SAMPLE)["spins"][:10] for path in samples])
    np.testing.assert_array_equal(ends[0]["sampled"], start)
    assert set(np.unique(ends[1]["sampled"])) == {-1, 1}
    assert np.abs(ends[1]["mean"]).max() < 1
    assert said(ends[1]) == ("smoothing_code", "code", "smoothing", 3)
    assert ends[1].attrs["stream"] == "smoothing_code_stream"
    assert ends[1]["start_temperature"].tolist() == [2.0] * 10 + [3.0] * 10


def test_independent_spins_keep_the_magnetization_and_nothing_else(tmp_path) -> None:
    path = sample_file(tmp_path / "T2.0.nc", 32, 2.0)
    out = tmp_path / "flow.nc"
    starts = starts_file(tmp_path / "starts.nc", [path], 40)
    assert control("biased_spins", [out], "--starts", starts) == 0
    flow, spins = read(out, FLOW), read(Path(path), SAMPLE)["spins"]
    m = spins.mean(axis=(1, 2))
    np.testing.assert_allclose(flow["mean"].mean(axis=(1, 2)), m, atol=1e-6)
    assert np.ptp(flow["mean"], axis=(1, 2)).max() == 0
    assert said(flow) == ("biased_spins", "", "biased_spins", 0)
    # 40 x 1024 independent spins: five standard errors of their mean difference
    assert abs((flow["sampled"].mean(axis=(1, 2)) - m).mean()) < 5 / np.sqrt(40 * 1024)


def test_untrained_layer_is_as_strong_as_the_trained_one(tmp_path) -> None:
    first = layer_file(tmp_path / "1.nc", "stack32", 1, 64, 36)
    second = layer_file(tmp_path / "2.nc", "stack32", 2, 36, 16)
    out = tmp_path / "untrained.nc"
    assert control("untrained", [out], "--layers", first, second) == 0
    file = read(out, RBM_CONTRACT)
    assert file["weights"].shape == (1, 36, 16)
    # 576 weights: five standard errors of a standard deviation
    trained = read(Path(second), RBM_CONTRACT)["weights"]
    assert file["weights"].std() == pytest.approx(trained.std(), rel=5 / np.sqrt(2 * 576))
    assert not file["visible_bias"].any()
    names = ("machine", "control", "stream", "seed", "layer")
    stream = "untrained_stack32_stream"
    assert [file.attrs[name] for name in names] == ["stack32", "untrained", stream, 3, 2]
    RBM(file["weights"][0], file["visible_bias"][0], file["hidden_bias"][0])


def test_scrambled_steps_hold_the_blocks_in_another_order(tmp_path, samples) -> None:
    outputs = [tmp_path / f"{steps}.nc" for steps in (1, 2)]
    assert control("scrambled", outputs, "--samples", samples[0]) == 0
    spins = read(Path(samples[0]), SAMPLE)["spins"].astype(np.float64)
    for steps, path in enumerate(outputs, start=1):
        width = 2**steps
        side = 8 // width
        blocks = spins.reshape(-1, side, width, side, width).mean(axis=(2, 4))
        file = read(path, COARSE)
        assert said(file) == ("scrambled", "", "scrambled", 0)
        np.testing.assert_allclose(
            np.sort(np.abs(file["spins"]).reshape(40, -1)), np.sort(np.abs(blocks).reshape(40, -1))
        )
        assert not np.allclose(file["spins"], blocks)


def test_gauge_fixed_layers_are_lattices_of_signed_units(tmp_path, samples) -> None:
    layers = [
        layer_file(tmp_path / "1.nc", "stack64", 1, 64, 16),
        layer_file(tmp_path / "2.nc", "stack64", 2, 16, 4),
    ]
    outputs = [tmp_path / f"g{number}.nc" for number in range(4)]
    options = ("--samples", *samples[:2], "--training-samples", *samples, "--layers", *layers)
    assert control("gauge_fixed", outputs, *options) == 0
    files = [read(path, COARSE) for path in outputs]
    assert [file["spins"].shape for file in files] == [(40, 4, 4), (40, 2, 2)] * 2
    inputs = [float(read(Path(path), SAMPLE).attrs["temperature"]) for path in samples[:2]]
    assert [float(file.attrs["temperature"]) for file in files] == np.repeat(inputs, 2).tolist()
    assert all(set(np.unique(file["spins"])) == {-1, 1} for file in files)
    assert {said(file) for file in files} == {("gauge_fixed_stack64", "stack64", "gauge_fixed", 3)}
    first = [path.read_bytes() for path in outputs]
    assert control("gauge_fixed", outputs, *options) == 0
    assert [path.read_bytes() for path in outputs] == first


def test_gauge_fixing_needs_a_file_for_each_layer_and_input(tmp_path, samples, capfd) -> None:
    layer = layer_file(tmp_path / "1.nc", "stack64", 1, 64, 16)
    options = ("--samples", *samples[:2], "--training-samples", *samples, "--layers", layer)
    assert control("gauge_fixed", [tmp_path / "g.nc"], *options) == 1
    assert "1 files for 1 layers of 2 inputs" in capfd.readouterr().err
    assert not (tmp_path / "g.nc").exists()


def test_a_machine_of_another_size_is_refused(tmp_path, samples, capfd) -> None:
    layer = layer_file(tmp_path / "layer.nc", "code", 1, 100, 81)
    out = tmp_path / "out.nc"
    starts = starts_file(tmp_path / "starts.nc", samples, 10)
    assert control("smoothing", [out], "--starts", starts, "--layers", layer) == 1
    assert "visible" in capfd.readouterr().err
    assert not out.exists()


def test_what_a_control_needs_is_said(tmp_path, samples, capfd) -> None:
    out = tmp_path / "out.nc"
    starts = starts_file(tmp_path / "starts.nc", samples, 10)
    assert control("smoothing", [out], "--starts", starts) == 1
    assert "made from --layers" in capfd.readouterr().err
    assert control("biased_spins", [out, out], "--starts", starts) == 1
    assert "one file, not 2" in capfd.readouterr().err
