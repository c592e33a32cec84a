"""Checkpoints: used by a run of the same content, never damaged, foreign or stale."""

import logging
import random
from pathlib import Path

import numpy as np
import pytest

from rgflow import checkpoint
from rgflow.checkpoint import FileCheckpoint, content_hash
from rgflow.cli import main
from rgflow.contracts.train_rbm import RBM
from rgflow.learners.rbm import training
from rgflow.store import read

STATE = {"update": np.array([3, 7]), "weights": np.linspace(0, 1, 2000, dtype=np.float32)}


@pytest.fixture
def saved(tmp_path: Path) -> FileCheckpoint:
    kept = FileCheckpoint(tmp_path / "layer1.nc", lambda: {"data": "a"})
    kept.save(STATE)
    return kept


def same_run(kept: FileCheckpoint) -> FileCheckpoint:
    return FileCheckpoint(kept.path.with_name("layer1.nc"), lambda: {"data": "a"})


def test_the_same_run_gets_its_state_back(saved: FileCheckpoint) -> None:
    state = same_run(saved).load()
    assert state is not None
    assert state.keys() == STATE.keys()
    for name, array in STATE.items():
        np.testing.assert_array_equal(state[name], array)
    saved.remove()
    assert same_run(saved).load() is None


def test_no_checkpoint_is_no_message(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "rgflow"):
        assert FileCheckpoint(tmp_path / "x.nc", dict).load() is None
    assert caplog.text == ""


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    changed = bytearray(content)
    for place in random.Random(5).sample(range(len(content)), 1):
        changed[place] ^= 4
    return bytes(changed)


def npz(_: bytes) -> bytes:
    return b"PK\x03\x04" + bytes(500)


@pytest.mark.parametrize(
    "damage",
    [truncated, flipped, npz, lambda _: b"", lambda _: b"\0", lambda _: b"text " * 100],
    ids=["truncated", "flipped", "foreign archive", "empty", "one byte", "text"],
)
def test_a_damaged_checkpoint_starts_anew_with_one_line(
    saved: FileCheckpoint, damage: object, caplog: pytest.LogCaptureFixture
) -> None:
    saved.path.write_bytes(damage(saved.path.read_bytes()))  # type: ignore[operator]
    with caplog.at_level(logging.INFO, "rgflow"):
        assert same_run(saved).load() is None
    (record,) = caplog.records
    assert "the checkpoint is damaged; the training starts anew" in record.message


def test_any_flipped_byte_is_noticed(saved: FileCheckpoint) -> None:
    content = saved.path.read_bytes()
    for place in range(0, len(content), 97):
        saved.path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert same_run(saved).load() is None


def test_a_folder_in_its_place_starts_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = FileCheckpoint(tmp_path / "x.nc", dict)
    kept.path.mkdir()
    with caplog.at_level(logging.INFO, "rgflow"):
        assert kept.load() is None
    assert "cannot be read" in caplog.text


def test_a_checkpoint_of_another_run_is_not_used(
    saved: FileCheckpoint, caplog: pytest.LogCaptureFixture
) -> None:
    other = FileCheckpoint(saved.path.with_name("layer1.nc"), lambda: {"data": "b"})
    with caplog.at_level(logging.INFO, "rgflow"):
        assert other.load() is None
    assert "is of other data, settings or code" in caplog.text


def test_a_content_hash_knows_type_shape_and_values() -> None:
    array = np.arange(6, dtype=np.int8).reshape(2, 3)
    others = (array.reshape(3, 2), array.astype(np.uint8), array + np.int8(1), array[::-1])
    hashes = {content_hash(one) for one in (array, *others)}
    assert len(hashes) == 5
    assert content_hash(array.T.copy().T) == content_hash(array)


class Killed(BaseException):
    pass


def rgflow(*words: object) -> None:
    assert main([str(word) for word in words]) == 0


@pytest.fixture
def killed_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """A training of two layers on samples, the second killed after its first checkpoint."""
    for T in (2.0, 3.0):
        sample = ("sample", "-L", 4, "-T", T, "--samples", 60, "--root-seed", 1)
        rgflow(*sample, "--output", tmp_path / f"T{T}.nc")
    (tmp_path / "T2.0.nc").rename(tmp_path / "samples.nc")
    common = (
        "train-rbm", "--samples", tmp_path / "samples.nc", "--machine", "m", "--stream", "m",
        "--seed", 0, "--root-seed", 1, "--batch-size", 20, "--updates", 30, "--snapshots", 1,
    )  # fmt: skip
    rgflow(*common, "--hidden", 9, "--output", tmp_path / "layer1.nc")
    command = (
        *common, "--hidden", 4, "--below", tmp_path / "layer1.nc",
        "--output", tmp_path / "layer2.nc",
    )  # fmt: skip
    save = FileCheckpoint.save

    def save_and_die(self: FileCheckpoint, state: checkpoint.State) -> None:
        save(self, state)
        if state["update"][0] == 12:
            raise Killed

    train = training.train.__kwdefaults__
    assert train is not None
    monkeypatch.setitem(train, "checkpoint_seconds", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(FileCheckpoint, "save", save_and_die)
        with pytest.raises(Killed):
            rgflow(*command)
    assert (tmp_path / ".layer2.nc.checkpoint").exists()
    return command


def resumed(command: tuple[object, ...], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the command again and return after which update it went on."""
    first = []
    save = FileCheckpoint.save
    with monkeypatch.context() as patch:
        patch.setattr(
            FileCheckpoint,
            "save",
            lambda self, state: (first.append(int(state["update"][0])), save(self, state)),
        )
        rgflow(*command)
    return first[0] - 1


def undisturbed(command: tuple[object, ...], folder: Path) -> bytes:
    rgflow(*command[:-1], folder / "undisturbed.nc")
    return (folder / "undisturbed.nc").read_bytes()


def test_a_killed_training_goes_on_and_ends_in_the_same_bytes(
    killed_run: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resumed(killed_run, monkeypatch) == 12
    assert (tmp_path / "layer2.nc").read_bytes() == undisturbed(killed_run, tmp_path)
    assert not (tmp_path / ".layer2.nc.checkpoint").exists()


def test_moved_inputs_of_the_same_content_go_on(
    killed_run: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "samples.nc").rename(tmp_path / "moved.nc")
    moved = [tmp_path / "moved.nc" if w == tmp_path / "samples.nc" else w for w in killed_run]
    assert resumed(tuple(moved), monkeypatch) == 12


@pytest.mark.parametrize("remade", ["samples.nc", "layer1.nc"])
def test_remade_inputs_of_other_content_start_anew(
    killed_run: tuple[object, ...],
    remade: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a killed run left must not leak into a run on other data, by the very same paths."""
    if remade == "samples.nc":
        (tmp_path / "T3.0.nc").replace(tmp_path / "samples.nc")
    else:
        above = killed_run.index("--below")
        rgflow(*killed_run[: above - 2], "--hidden", 9, "--l2", 0.5, "--output", tmp_path / remade)
    assert resumed(killed_run, monkeypatch) == 0
    assert "is of other data, settings or code; the training starts anew" in capsys.readouterr().err
    assert (tmp_path / "layer2.nc").read_bytes() == undisturbed(killed_run, tmp_path)
    assert read(tmp_path / "layer2.nc", RBM)["weights"].shape == (1, 9, 4)
