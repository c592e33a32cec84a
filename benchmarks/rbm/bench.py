"""Training speed of RBMs: rgflow beside its peers and beside its matrix products alone.

    python benchmarks/rbm/bench.py [--quick]

Peers are the libraries that a user could pick, and the update written by hand in numpy. Each
tool has a process of its own with one thread; they take turns, shape by shape, so that a busy
machine slows all of them. Times are CPU times; the table shows medians [min, max]. Peers run in
benchmarks/.venv (benchmarks/requirements.txt). Writes benchmarks/results/rbm.csv, rbm_scaling.csv
and rbm_scaling.png.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from rgflow.learners.rbm.blas import core_type_environment

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results"
PEER_PYTHON = HERE.parent / ".venv" / "bin" / "python"
LIBRARIES = ("scikit-learn", "torch", "rbms")
PEERS = (*LIBRARIES, "numpy")
OWN = ("rgflow", "products")
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}

SHAPES = (  # V, H, batch, target against the best peer, target share of the products' speed
    (100, 81, 100, 2.5, 0.60),
    (100, 81, 1000, 1.8, 0.60),
    (1024, 256, 100, 2.5, 0.85),
    (1024, 256, 1000, 1.8, 0.85),
    (4096, 1024, 500, 2.0, 0.93),
)
SIZES = (
    (25, 16),
    (64, 36),
    (100, 81),
    (256, 64),
    (256, 256),
    (1024, 64),
    (1024, 256),
    (4096, 1024),
)
BATCHES = (10, 100, 1000, 10_000)

Times = dict[str, list[float]]


class Worker:
    """A tool in a process of its own."""

    def __init__(self, tool: str) -> None:
        python = str(PEER_PYTHON) if tool in PEERS else sys.executable
        self._process = subprocess.Popen(
            [python, str(HERE / "worker.py"), tool],
            env={**os.environ, **core_type_environment(), **ONE_THREAD},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def time(self, V: int, H: int, batch: int, repetitions: int) -> list[float]:
        """Return CPU seconds an update, one number a repetition."""
        assert self._process.stdin
        assert self._process.stdout
        print(V, H, batch, repetitions, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"benchmark worker failed: {self._process.args}")
        return list(json.loads(answer))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def measure(workers: dict[str, Worker], V: int, H: int, batch: int, rounds: int) -> Times:
    """Time all workers in turns, `rounds` times three repetitions each."""
    times: Times = {tool: [] for tool in workers}
    for _ in range(rounds):
        for tool, worker in workers.items():
            times[tool] += worker.time(V, H, batch, 3)
    return times


def compare(workers: dict[str, Worker], rounds: int) -> list[dict[str, object]]:
    """Print and return the table of the targets."""
    rows: list[dict[str, object]] = []
    print("CD-1, one core, examples a second (thousands): median [min, max]")
    for V, H, batch, ratio_target, share_target in SHAPES:
        times = measure(workers, V, H, batch, rounds)
        speed = {tool: batch / statistics.median(t) for tool, t in times.items()}
        print(f"\n{V}-{H} batch {batch}")
        for tool, t in times.items():
            spread = f"[{batch / max(t) / 1e3:.4g}, {batch / min(t) / 1e3:.4g}]"
            print(f"  {tool:13s} {speed[tool] / 1e3:9.4g} {spread}")
            rows.append({"V": V, "H": H, "batch": batch, "tool": tool,
                         "examples_per_second": speed[tool]})  # fmt: skip
        share = speed["rgflow"] / speed["products"]
        print(f"  -> {share:.0%} of the products alone (target {share_target:.0%})")
        if "torch" in speed:
            best = max(LIBRARIES, key=speed.__getitem__)
            ratio, bound = (speed[tool] / speed[best] for tool in OWN)
            by_hand = speed["rgflow"] / speed["numpy"]
            print(f"  -> {ratio:.2f} x {best}, the best library (target {ratio_target}), where the")
            print(f"     products alone reach {bound:.2f} x; {by_hand:.2f} x numpy by hand")
    return rows


def scaling(workers: dict[str, Worker], rounds: int) -> list[dict[str, object]]:
    """Time an update against V x H at batch 100, and against the batch at 100-81."""
    own = {tool: workers[tool] for tool in OWN}
    rows: list[dict[str, object]] = []
    shapes = [(*size, 100) for size in SIZES] + [(100, 81, batch) for batch in BATCHES]
    for V, H, batch in dict.fromkeys(shapes):
        for tool, times in measure(own, V, H, batch, rounds).items():
            rows.append({"V": V, "H": H, "batch": batch, "tool": tool,
                         "microseconds_per_update": 1e6 * statistics.median(times)})  # fmt: skip
    return rows


def draw(rows: list[dict[str, object]], path: Path) -> None:
    """Log-log plots of the scaling."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
    for axis, (label, size, wanted) in zip(
        axes,
        (
            ("V x H (batch 100)", lambda r: r["V"] * r["H"], lambda r: r["batch"] == 100),
            ("examples an update (100-81)", lambda r: r["batch"], lambda r: r["V"] == 100),
        ),
        strict=True,
    ):
        for tool, style in (("rgflow", "o-"), ("products", "s--")):
            points = sorted(
                {(size(r), r["microseconds_per_update"]) for r in rows
                 if r["tool"] == tool and wanted(r)}
            )  # fmt: skip
            axis.loglog(*zip(*points, strict=True), style, label=tool)
        last = points[-1]
        axis.loglog(
            [points[0][0], last[0]],
            [last[1] * points[0][0] / last[0], last[1]],
            color="0.6", lw=1, label="proportional",
        )  # fmt: skip
        axis.set(xlabel=label, ylabel="CPU time an update (us)")
        axis.legend(frameon=False)
    figure.savefig(path, dpi=150)


def write_csv(rows: list[dict[str, object]], path: Path) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: list[str] | None = None) -> None:
    rounds = 1 if "--quick" in (sys.argv[1:] if arguments is None else arguments) else 3
    RESULTS.mkdir(exist_ok=True)
    tools = OWN + (PEERS if PEER_PYTHON.exists() else ())
    workers = {tool: Worker(tool) for tool in tools}
    write_csv(compare(workers, rounds), RESULTS / "rbm.csv")
    rows = scaling(workers, rounds)
    write_csv(rows, RESULTS / "rbm_scaling.csv")
    draw(rows, RESULTS / "rbm_scaling.png")
    print(f"\nscaling: {RESULTS / 'rbm_scaling.png'}")
    for worker in workers.values():
        worker.close()


if __name__ == "__main__":
    main()
