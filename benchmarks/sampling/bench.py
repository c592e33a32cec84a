"""Ising sampling: rgflow beside the peers, in one process tree on one core.

    python benchmarks/sampling/bench.py [--quick]

Tables: attempted updates a ns; microseconds per independent configuration at T_c (2 tau times the
cost of a step, tau measured here from each tool's own series); the 1.2 million 10 x 10
configurations end to end; exact samples; a job's start; the growth of cost and tau with L. Tools
take turns; times are CPU times, medians of the rounds. Writes benchmarks/results/sampling.csv.
"""

import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from rgflow.cli import main as rgflow
from rgflow.models.ising import T_C
from rgflow.models.ising.cluster import ClusterEnsemble
from rgflow.models.ising.equilibrium import Ensemble
from rgflow.models.ising.exact_samples import draw, row_tables
from rgflow.models.ising.metropolis import MetropolisEnsemble
from rgflow.models.ising.sampling import compile_kernels, sample
from rgflow.rng import generator
from rgflow.stats.autocorrelation import AutocorrelationTime, integrated_time

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results"
PEER_PYTHON = HERE.parent / ".venv" / "bin" / "python"
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "RAYON")}
METROPOLIS_PEERS = (
    "mcising:metropolis", "dwave-samplers", "isingenerator", "openjij", "peapods:metropolis"
)  # fmt: skip
CLUSTER_PEERS = ("mcising:metropolis", "mcising:wolff", "mcising:swendsen_wang")
Row = dict[str, object]


class Peer:
    """A peer in a process of its own."""

    def __init__(self, tool: str) -> None:
        self._process = subprocess.Popen(
            [str(PEER_PYTHON), str(HERE / "peers.py"), tool],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, **ONE_THREAD},
        )  # fmt: skip

    def ask(self, **request: object) -> object:
        """Return the peer's answer to one request."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"benchmark worker failed: {self._process.args}")
        return json.loads(answer)

    def seconds(self, L: int, T: float, steps: int) -> float:
        """CPU seconds a sweep, or a cluster update."""
        return float(self.ask(do="sweep", L=L, T=T, steps=steps)) / steps  # type: ignore[arg-type]


def cpu(call: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def updates_per_ns(peers: dict[str, Peer], rounds: int) -> list[Row]:
    """Count attempted single-spin updates a ns."""
    rows: list[Row] = []
    print("attempted updates per ns     (ratio: rgflow to the best peer)")
    for L in (10, 32, 64):
        for T in (1.0, T_C, 4.0):
            own = MetropolisEnsemble(L, T, generator(1, "bench", L))
            own.advance(10)
            steps, peer_steps = 2_000_000 // L**2 // 20, 4_000_000 // L**2
            speed: dict[str, list[float]] = {}
            for _ in range(rounds):
                taken = cpu(lambda: own.advance(steps)) / steps / own.chains  # noqa: B023
                speed.setdefault("rgflow", []).append(L * L / taken / 1e9)
                for tool in METROPOLIS_PEERS:
                    taken = peers[tool].seconds(L, T, peer_steps)
                    speed.setdefault(tool, []).append(L * L / taken / 1e9)
            median = {tool: statistics.median(values) for tool, values in speed.items()}
            ratio = median["rgflow"] / max(median[tool] for tool in METROPOLIS_PEERS)
            numbers = "  ".join(f"{tool} {value:.3g}" for tool, value in median.items())
            print(f"  L={L} T={T:.3f}: {ratio:5.1f} x   {numbers}")
            rows += [
                {"table": "updates_per_ns", "L": L, "T": T, "tool": tool, "value": value}
                for tool, value in median.items()
            ]
    return rows


def slowest_time(energy: np.ndarray, magnetization: np.ndarray) -> AutocorrelationTime:
    """Return the larger autocorrelation time of energy and |m|, (chains, steps)."""
    return max(
        integrated_time(energy, min_taus=10), integrated_time(np.abs(magnetization), min_taus=10)
    )


def own_time(ensemble: Ensemble, L: int, steps: int, burn_in: int) -> AutocorrelationTime:
    """Measure the autocorrelation time of one of our ensembles, in its steps."""
    ensemble.advance(burn_in)
    chains = min(64, ensemble.chains)
    broken, up = np.empty((2, steps, chains), np.int64)
    for k in range(steps):
        ensemble.advance(1)
        ensemble.count(broken[k], up[k])
    return slowest_time(broken.T, 2 * up.T - L * L)


def independent(peers: dict[str, Peer], rounds: int, quick: bool) -> list[Row]:
    """Price independent configurations at T_c, in microseconds."""
    rows: list[Row] = []
    print("\nmicroseconds per independent configuration at T_c = 2 tau x step")
    for L in (10, 32, 64):
        own: Ensemble = (
            MetropolisEnsemble(L, T_C, generator(2, "bench", L))
            if L == 10
            else ClusterEnsemble(L, T_C, generator(2, "bench", L))
        )
        tau = {"rgflow": own_time(own, L, 400 if quick else 2000, 300).tau}
        for tool in CLUSTER_PEERS:
            if tool == "mcising:metropolis" and L > 10:
                continue  # tau of order L^2: out of the race, and long to measure
            steps = (10_000 if quick else 40_000) * (2 if L == 10 else 1)
            series = np.array(peers[tool].ask(do="series", L=L, T=T_C, steps=steps))
            tau[tool] = slowest_time(series[:, 0], series[:, 1]).tau
        cost: dict[str, list[float]] = {tool: [] for tool in tau}
        steps = 200_000 // L**2 + 20
        for _ in range(rounds):
            cost["rgflow"].append(cpu(lambda: own.advance(steps)) / steps / own.chains)  # noqa: B023
            for tool in tau.keys() - {"rgflow"}:
                cost[tool].append(peers[tool].seconds(L, T_C, 400_000 // L**2 + 200))
        price = {tool: 2e6 * tau[tool] * statistics.median(cost[tool]) for tool in tau}
        best = min(price[tool] for tool in tau if tool != "rgflow")
        print(f"  L={L}: {best / price['rgflow']:.1f} x the best peer")
        for tool in tau:
            step = 1e6 * statistics.median(cost[tool])
            print(
                f"    {tool:22s} {step:8.3g} us a step  tau {tau[tool]:6.3g}  {price[tool]:8.3g} us"
            )
            rows.append({"table": "us_per_independent", "L": L, "T": T_C, "tool": tool,
                         "value": price[tool]})  # fmt: skip
    return rows


def dataset(peers: dict[str, Peer], rounds: int, quick: bool) -> list[Row]:
    """Make sixty temperatures of 20 000 stored 10 x 10 configurations, by chain and exactly."""
    n = 2000 if quick else 20_000
    temperatures = [k / 10 for k in range(60)]
    times: dict[str, list[float]] = {"rgflow": [], "mcising": [], "rgflow, exact samples": []}

    def ours() -> None:
        for T in temperatures:
            sample(10, T, n, generator(3, "bench", str(T)))

    def exact() -> None:
        spins = np.empty((n, 10, 10), np.int8)
        for T in temperatures[1:]:
            draw(row_tables(10, T), spins, generator(4, "bench", str(T)))

    for _ in range(rounds):
        times["rgflow"].append(cpu(ours))
        request = {"L": 10, "temperatures": temperatures[1:], "samples": n, "spacing": 12}
        times["mcising"].append(
            float(peers["mcising:metropolis"].ask(do="dataset", **request))  # type: ignore[arg-type]
        )
    times["rgflow, exact samples"].append(cpu(exact))
    median = {tool: statistics.median(values) for tool, values in times.items()}
    print(f"\n60 x {n} configurations of 10 x 10, CPU seconds, kernels compiled")
    for tool, seconds in median.items():
        print(f"  {tool:22s} {seconds:.3g}")
    print(f"  -> {median['mcising'] / median['rgflow']:.1f} x mcising's own runner")
    return [{"table": "dataset_seconds", "L": 10, "T": "", "tool": tool, "value": value}
            for tool, value in median.items()]  # fmt: skip


def store_dataset(n: int, folder: str) -> None:
    """Draw sixty temperatures of `n` configurations of 10 x 10 and store each as NetCDF."""
    for k in range(60):
        path = Path(folder) / f"T{k / 10}.nc"
        words = ("sample", "-L", 10, "-T", k / 10, "--samples", n, "--root-seed", 1)
        if rgflow([str(word) for word in (*words, "--output", path)]):
            raise SystemExit(f"{path} could not be made")


def stored(quick: bool) -> list[Row]:
    """Time the data set with its files, in one process, with a cold and a warm cache of kernels."""
    n = 2000 if quick else 20_000
    print(f"\n60 x {n} configurations of 10 x 10 stored as NetCDF, one process, CPU seconds")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NUMBA_CACHE_DIR"] = folder
        for name in ("cold cache", "warm cache"):
            taken = children_cpu([sys.executable, __file__, "--store", str(n), folder])
            print(f"  {name:22s} {taken:.2f}")
            rows.append({"table": "stored_seconds", "L": 10, "T": "", "tool": name, "value": taken})
        del os.environ["NUMBA_CACHE_DIR"]
    return rows


def children_cpu(command: list[str]) -> float:
    """CPU seconds of a command, its imports and all."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def job_start() -> list[Row]:
    """Time one sampling job of 10 x 10, with a cold and a warm cache of kernels."""
    print("\na sampling job: python -m rgflow sample, L = 10, T = 2.3, CPU seconds")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NUMBA_CACHE_DIR"] = folder
        for name, n in (("cold cache", 500), ("warm cache", 500), ("warm cache, 20000", 20_000)):
            taken = children_cpu(
                [sys.executable, "-m", "rgflow", "sample", "--size", "10", "--temperature", "2.3",
                 "--samples", str(n), "--root-seed", "1", "--output", f"{folder}/sample.nc"]
            )  # fmt: skip
            print(f"  {name:22s} {taken:.2f}")
            rows.append({"table": "job_seconds", "L": 10, "T": 2.3, "tool": name, "value": taken})
        del os.environ["NUMBA_CACHE_DIR"]
    return rows


def growth(quick: bool) -> list[Row]:
    """Follow cost and tau of the cluster update against L at T_c, and the dynamic exponent."""
    rows: list[Row] = []
    print("\ncluster update at T_c")
    sizes, times = (16, 32, 64, 128) if quick else (16, 32, 64, 128, 256), []
    for L in sizes:
        ensemble = ClusterEnsemble(L, T_C, generator(5, "bench", L))
        found = own_time(ensemble, L, max(200, 40_000 // L), 200)
        steps = 40_000 // L**2 + 5
        step = statistics.median(cpu(lambda: ensemble.advance(steps)) for _ in range(3))  # noqa: B023
        step *= 1e6 / steps / ensemble.chains
        times.append(found)
        print(f"  L={L:4d}  {step:7.3g} us an update ({1e3 * step / L**2:.2f} ns a site)  tau "
              f"{found.tau:.2f} +- {found.error:.2f}  {2 * found.tau * step:.3g} us")  # fmt: skip
        rows.append({"table": "growth", "L": L, "T": T_C, "tool": "rgflow cluster",
                     "value": 2 * found.tau * step})  # fmt: skip
    weight = [t.tau / t.error for t in times]
    z, covariance = np.polyfit(
        np.log(sizes), np.log([t.tau for t in times]), 1, w=weight, cov="unscaled"
    )
    print(f"  tau ~ L^z with z = {z[0]:.2f} +- {np.sqrt(covariance[0, 0]):.2f}")
    rows.append({"table": "dynamic_exponent", "L": "", "T": T_C, "tool": "rgflow cluster",
                 "value": z[0]})  # fmt: skip
    return rows


def main() -> None:
    if sys.argv[1:2] == ["--store"]:
        store_dataset(int(sys.argv[2]), sys.argv[3])
        return
    quick = "--quick" in sys.argv[1:]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    compile_kernels()
    rounds = 3 if quick else 5
    peers = {tool: Peer(tool) for tool in {*METROPOLIS_PEERS, *CLUSTER_PEERS}}
    rows = updates_per_ns(peers, rounds)
    rows += independent(peers, rounds, quick)
    rows += dataset(peers, rounds, quick)
    rows += stored(quick)
    rows += job_start()
    rows += growth(quick)
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / "sampling.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=["table", "L", "T", "tool", "value"])
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
