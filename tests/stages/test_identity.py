"""What files are of stands in their attributes; a machine renamed gives the same numbers."""

from pathlib import Path

import netCDF4
import numpy as np
import pytest

from rgflow.cli import main

TEMPERATURES = ("2.0", "Tc", "3.0")


def run(verb: str, *words: object, output: Path) -> Path:
    assert main([verb, *(str(word) for word in words), "--output", str(output)]) == 0
    return output


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples of 4 x 4 and 2 x 2 sites, starts, and thermometers."""
    folder = tmp_path_factory.mktemp("data")
    for L in (4, 2):
        for T in TEMPERATURES:
            words = ("-L", L, "-T", T, "--samples", 60, "--root-seed", 1)
            run("sample", *words, output=folder / f"L{L}T{T}.nc")
        files = [folder / f"L{L}T{T}.nc" for T in TEMPERATURES]
        words = ("--samples", *files, "--hidden", 5, "--epochs", 3, "--root-seed", 1)
        run("train-probe", *words, output=folder / f"probe{L}.nc")
    files = [folder / f"L4T{T}.nc" for T in TEMPERATURES]
    run("starts", "--samples", *files, "--per-temperature", 20, output=folder / "starts.nc")
    return folder


def experiment(data: Path, folder: Path, machine: str, stream: str) -> dict[str, Path]:
    """Train a machine and its control, and run every stage that draws random numbers for them."""
    seed = ("--root-seed", 1)
    samples = ("--samples", *(data / f"L4T{T}.nc" for T in TEMPERATURES))
    probe, starts = data / "probe4.nc", ("--starts", data / "starts.nc")
    name = ("--machine", machine, "--stream", stream, "--seed", 3)
    recipe = ("--hidden", 4, "--updates", 50, "--batch-size", 20, "--snapshots", 2)
    words = (*samples, *name, *recipe, *seed)
    made = {"rbm": run("train-rbm", *words, output=folder / "rbm.nc")}
    words = ("--below", made["rbm"], *words)
    made["second"] = run("train-rbm", *words, output=folder / "second.nc")

    def add(key: str, verb: str, *words: object) -> Path:
        made[key] = run(verb, *words, *seed, output=folder / f"{key}.nc")
        return made[key]

    def measured(key: str, flow: Path) -> None:
        words = ("--flows", flow, "--thermometer", probe, "--near", "Tc", "--blocks", 2)
        made[f"measure_{key}"] = run("measure", *words, output=folder / f"measure_{key}.nc")
        fit = ("--measured", made[f"measure_{key}"], "--windows", "2.0,Tc,3.0")
        add(f"fit_{key}", "fit", *fit, "--bootstrap", 20)

    rbm, stack = made["rbm"], ("--layers", made["rbm"], made["second"])
    measured("flow", add("flow", "flow", "--machine", rbm, *starts, "--length", 2))
    smooth = ("--control", "smoothing", *starts, "--layers", rbm, "--length", 2)
    measured("smoothing", add("smoothing", "control", *smooth))
    settle = ("--chains", 5, "--steps", 5, "--settle-length", 2)
    add("assess", "assess-rbm", "--machine", rbm, *samples, "--thermometer", probe, *settle)
    untrained = add("untrained", "control", "--control", "untrained", "--layers", rbm)
    add("maps", "correlate", *samples, *stack)
    add("untrained_maps", "correlate", *samples, "--layers", untrained)
    lattice = data / "L4TTc.nc"
    thermometers = ("--thermometers", data / "probe2.nc")
    add("read", "read-temperature", "--lattices", lattice, *stack, *thermometers)
    fixed = ("--samples", lattice, "--training-samples", *samples[1:], "--layers", rbm)
    gauge = add("gauge", "control", "--control", "gauge_fixed", *fixed)
    add("gauge_read", "read-temperature", "--lattices", lattice, gauge, *thermometers)
    return made


def attributes(path: Path) -> dict[str, object]:
    with netCDF4.Dataset(path) as file:
        return {name: file.getncattr(name) for name in file.ncattrs()}


def arrays(path: Path) -> dict[str, bytes]:
    with netCDF4.Dataset(path) as file:
        values = {name: np.asarray(variable[...]) for name, variable in file.variables.items()}
        return {
            name: array.tobytes() if array.dtype != object else "|".join(array).encode()
            for name, array in values.items()
        }


def test_a_machine_renamed_gives_the_same_numbers(data: Path, tmp_path: Path) -> None:
    one = experiment(data, tmp_path / "one", "first", "drawn")
    two = experiment(data, tmp_path / "two", "second", "drawn")
    for key in one:
        assert arrays(one[key]) == arrays(two[key]), key
    machine = {
        "flow": ("first", ""),
        "smoothing": ("smoothing_first", "smoothing"),
        "untrained": ("untrained_first", "untrained"),
        "gauge": ("gauge_fixed_first", "gauge_fixed"),
    }
    machine |= {f"{stage}_{key}": machine[key] for stage in ("measure", "fit") for key in
                ("flow", "smoothing")}  # fmt: skip
    machine |= {"maps": machine["flow"], "untrained_maps": machine["untrained"]}
    machine |= {"read": machine["flow"], "gauge_read": machine["gauge"]}
    for key, (source, control) in machine.items():
        said = attributes(one[key])
        if key != "untrained":
            assert said["source"] == source, key
        assert (said["machine"], said["control"], said["seed"]) == ("first", control, 3), key
    assert attributes(one["assess"])["machine"] == "first"


def test_another_stream_gives_other_numbers_in_every_stage(data: Path, tmp_path: Path) -> None:
    """Planted by renaming the stream in the trained layer alone: every later stage follows it."""
    rbm = experiment(data, tmp_path / "one", "first", "drawn")
    other = tmp_path / "other.nc"
    other.write_bytes(rbm["rbm"].read_bytes())
    with netCDF4.Dataset(other, "a") as file:
        file.setncattr("stream", "another")
    seed, starts = ("--root-seed", 1), ("--starts", data / "starts.nc")
    samples = ("--samples", *(data / f"L4T{T}.nc" for T in TEMPERATURES))
    flow = run("flow", "--machine", other, *starts, "--length", 2, *seed, output=tmp_path / "f.nc")
    assert arrays(flow)["mean"] == arrays(rbm["flow"])["mean"]
    assert arrays(flow)["sampled"] != arrays(rbm["flow"])["sampled"]
    words = ("--control", "untrained", "--layers", other, *seed)
    untrained = run("control", *words, output=tmp_path / "u.nc")
    assert arrays(untrained)["weights"] != arrays(rbm["untrained"])["weights"]
    words = ("--lattices", data / "L4TTc.nc", "--layers", other, *seed)
    words += ("--thermometers", data / "probe2.nc")
    read = run("read-temperature", *words, output=tmp_path / "r.nc")
    assert arrays(read)["count"] != arrays(rbm["read"])["count"]
    words = ("--machine", other, *samples, "--thermometer", data / "probe4.nc", *seed)
    settle = ("--chains", 5, "--steps", 5, "--settle-length", 2)
    assessed = run("assess-rbm", *words, *settle, output=tmp_path / "a.nc")
    assert arrays(assessed)["settled_energy"] != arrays(rbm["assess"])["settled_energy"]
    measured = tmp_path / "measure.nc"
    measured.write_bytes(rbm["measure_flow"].read_bytes())
    with netCDF4.Dataset(measured, "a") as file:
        file.setncattr("stream", "another")
    words = ("--measured", measured, "--windows", "2.0,Tc,3.0", "--bootstrap", 20, *seed)
    fitted = run("fit", *words, output=tmp_path / "fit.nc")
    name = "delta_sigma_bootstrap"
    assert arrays(fitted)[name] != arrays(rbm["fit_flow"])[name]


def test_monte_carlo_block_spins_and_patterns_are_of_no_machine(data: Path, tmp_path: Path) -> None:
    files = [data / f"L4T{T}.nc" for T in TEMPERATURES]
    seed = ("--root-seed", 1)
    made = {
        "monte_carlo": run(
            "measure", "--samples", *files, "--near", "Tc", "--blocks", 2,
            output=tmp_path / "measure.nc",
        ),
        "majority": run(
            "coarse-grain", "--samples", files[1], "--transformation", "majority", "--steps", 1,
            *seed, output=tmp_path / "coarse.nc",
        ),
        "noise": run(
            "correlate", "--pattern", "noise", "-L", 4, *seed, output=tmp_path / "noise.nc",
        ),
    }  # fmt: skip
    for source, path in made.items():
        said = attributes(path)
        assert [said[name] for name in ("source", "machine", "control", "seed")] == [
            source, "", "", 0
        ]  # fmt: skip
