"""Two-point functions and the thermometer's training, beside scipy.fft and plain scikit-learn.

    python benchmarks/correlators/bench.py [--quick]

One thread; the contestants take turns, so that a busy machine slows all of them. Times are CPU
times; the table shows medians [min, max]. All two-point functions are compared for equality before
any is timed. Writes benchmarks/results/correlators.csv.
"""

import csv
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rgflow.learners.rbm.blas import core_type_environment

RESULTS = Path(__file__).parent.parent / "results"
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
SIZE, REACH, PRODUCTION = 64, 32, 40_000
TARGET_AXES = 30.0
TURN_SECONDS = 0.05

Times = dict[str, list[float]]


def take_turns(contestants: dict[str, Callable[[], object]], repetitions: int) -> Times:
    """CPU seconds of every contestant in every round; a turn lasts at least TURN_SECONDS."""
    times: Times = {name: [] for name in contestants}
    calls = {
        name: 1 + int(TURN_SECONDS / cpu_seconds(call, 2)) for name, call in contestants.items()
    }
    for _ in range(repetitions):
        for name, call in contestants.items():
            times[name].append(cpu_seconds(call, calls[name]))
    return times


def cpu_seconds(call: Callable[[], object], times: int) -> float:
    """CPU seconds of one of several calls in a row, after one that warms up."""
    call()
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) / times


def correlators(quick: bool) -> tuple[Times, int]:
    """Time C(r) of random 64 x 64 configurations: FFT, packed axes, packed half plane."""
    import numpy as np
    import scipy.fft

    from rgflow.observables.bit_planes import pack, pair_differences
    from rgflow.observables.geometry import pair_geometry

    n = 2048 if quick else 8192
    rng = np.random.default_rng(0)
    spins = rng.choice(np.array([-1, 1], np.int8), (n, SIZE, SIZE))
    fields = spins.astype(np.float32)
    words, edges = pack(spins)
    r = np.arange(1, REACH + 1)
    zero = np.zeros_like(r)
    torus, square = pair_geometry(SIZE, "torus"), pair_geometry(SIZE, "open")

    def by_fft(padding: int = 1) -> np.ndarray:
        shape = (padding * SIZE, padding * SIZE)
        power = np.zeros((shape[0], shape[1] // 2 + 1))
        for start in range(0, n, 64):
            wave = scipy.fft.rfft2(fields[start : start + 64], shape)
            power += (wave.real**2 + wave.imag**2).sum(axis=0)
        return scipy.fft.irfft2(power, shape)

    def axes(planes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        turned = np.ascontiguousarray(planes.transpose(0, 2, 1))
        return (
            pair_differences(planes, planes, edges, r, zero, periodic=True)[0],
            pair_differences(turned, turned, edges, r, zero, periodic=True)[0],
        )

    def half_plane(geometry: object) -> np.ndarray:
        dy, dx, periodic = geometry.dy, geometry.dx, geometry.periodic
        return pair_differences(words, words, edges, dy, dx, periodic=periodic)[0]

    table, sites = by_fft(), n * SIZE**2
    along_y, along_x = axes(words)
    np.testing.assert_array_equal(sites - 2 * along_y, np.rint(table[r, 0]))
    np.testing.assert_array_equal(sites - 2 * along_x, np.rint(table[0, r]))
    everywhere = half_plane(torus)
    np.testing.assert_array_equal(sites - 2 * everywhere, np.rint(table[torus.dy, torus.dx]))
    padded = by_fft(2)[square.dy, square.dx]
    inside = n * square.pairs_per_displacement - 2 * half_plane(square)
    np.testing.assert_array_equal(inside, np.rint(padded))
    contestants: dict[str, Callable[[], object]] = {
        "scipy.fft float32, all displacements": by_fft,
        "packed, both axes, r <= 32": lambda: axes(words),
        "int8 packed on the way, both axes": lambda: axes(pack(spins)[0]),
        "packed, all displacements with r < L/2": lambda: half_plane(torus),
        "scipy.fft padded, open boundary": lambda: by_fft(2),
        "packed, open boundary, r < L/2": lambda: half_plane(square),
    }
    return take_turns(contestants, 3 if quick else 7), n


def probe(quick: bool) -> tuple[Times, int]:
    """Time one epoch of the 100-80-60 perceptron: scikit-learn as people call it, and as we do."""
    import numpy as np
    from sklearn.neural_network import MLPClassifier

    from rgflow.models.ising.symmetries import move_randomly

    n = 20_000 if quick else 100_000
    rng = np.random.default_rng(1)
    spins = rng.choice(np.array([-1, 1], np.int8), (n, 10, 10))
    labels = rng.integers(0, 60, n)
    flat = spins.reshape(n, -1)

    def epoch(dtype: type, batch_size: int, augment: bool = False) -> Callable[[], object]:
        network = MLPClassifier((80,), "tanh", alpha=0.0, batch_size=batch_size, random_state=0)
        classes = np.arange(60)

        def one() -> object:
            samples = move_randomly(spins, rng).reshape(n, -1) if augment else flat
            return network.partial_fit(samples.astype(dtype), labels, classes=classes)

        return one

    contestants = {
        "scikit-learn defaults: float64, batch 200": epoch(np.float64, 200),
        "float32, batch 500": epoch(np.float32, 500),
        "float32, batch 1000": epoch(np.float32, 1000),
        "float32, batch 500, moved by symmetries": epoch(np.float32, 500, augment=True),
    }
    return take_turns(contestants, 3 if quick else 5), n


def report(title: str, times: Times, n: int, scale: float, unit: str) -> list[list[object]]:
    """Print a table and return its rows: contestant, median, min, max, ratio to the first."""
    print(f"\n{title}")
    reference = statistics.median(next(iter(times.values())))
    rows: list[list[object]] = []
    for name, seconds in times.items():
        median, low, high = (f(seconds) * scale / n for f in (statistics.median, min, max))
        ratio = reference / statistics.median(seconds)
        print(f"  {name:45s} {median:9.3f} [{low:.3f}, {high:.3f}] {unit}   x {ratio:.1f}")
        rows.append([title, name, unit, median, low, high, ratio])
    return rows


def main(quick: bool = False) -> None:
    """Run both comparisons and write benchmarks/results/correlators.csv."""
    times, n = correlators(quick)
    rows = report(f"C(r), {SIZE} x {SIZE}", times, n, 1e6, "us/configuration")
    best = float(str(rows[1][-1]))
    seconds = float(str(rows[1][3])) * PRODUCTION / 1e6
    print(f"  {PRODUCTION} of them: {seconds:.4f} s; target x {TARGET_AXES:.0f}, got x {best:.1f}")
    fft, inside = times["scipy.fft padded, open boundary"], times["packed, open boundary, r < L/2"]
    ratio = statistics.median(fft) / statistics.median(inside)
    print(f"  open boundary against the padded FFT: x {ratio:.1f}")
    times, n = probe(quick)
    rows += report("one epoch, 100-80-60", times, n, 1e6, "us/sample")
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / "correlators.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["benchmark", "contestant", "unit", "median", "min", "max", "ratio"])
        writer.writerows(rows)


if __name__ == "__main__":
    wanted = {**core_type_environment(), **ONE_THREAD}
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        # Both are read when numpy is first imported: start again with them set.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **wanted})
    main(quick="--quick" in sys.argv)
