"""The peers' side of the sampling benchmark; runs in benchmarks/.venv, one tool a process.

Reads JSON requests, a line each, and answers with a line of JSON:
{"do": "sweep", "L", "T", "steps"} -> CPU seconds of that many sweeps (or cluster updates);
{"do": "series", "L", "T", "steps"} -> energies and magnetizations after each (mcising only);
{"do": "dataset", "L", "temperatures", "samples", "spacing"} -> CPU seconds of stored
configurations by the package's own runner (mcising only).
"""

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable

Sweep = Callable[[int], object]


def mcising(algorithm: str, L: int):
    """One lattice of mcising (Rust)."""
    from mcising import IsingSimulation

    return IsingSimulation(L, 1.0, 0.0, 0.0, 0.0, 1, algorithm)


def sweeper(tool: str, L: int, T: float) -> Sweep:
    """Return a function that makes a number of sweeps with `tool`, set-up done."""
    name, _, mode = tool.partition(":")
    if name == "mcising":
        lattice = mcising(mode, L)
        return lambda n: lattice.sweep(n, temperature=T)
    if name == "peapods":
        import numpy as np
        from peapods import Ising

        model = Ising((L, L), temperatures=np.array([T]))
        options = {"warmup_ratio": 0.0, "sequential": True}
        if mode in ("wolff", "sw"):
            options |= {"cluster_update_interval": 1, "cluster_mode": mode}
        return lambda n: model.sample(n, **options)
    if name == "isingenerator":
        from isingenerator import Simulation

        simulation = Simulation(rows=L, cols=L, seed=1)
        return lambda n: simulation.run_single_temperature(
            T, equilibration_sweeps=n, measurement_blocks=1, sweeps_per_block=1, threads=1
        )
    bonds = {}
    for y in range(L):
        for x in range(L):
            bonds[y * L + x, y * L + (x + 1) % L] = -1.0
            bonds[y * L + x, (y + 1) % L * L + x] = -1.0
    if name == "dwave-samplers":
        from dwave.samplers import SimulatedAnnealingSampler

        annealer = SimulatedAnnealingSampler()
        return lambda n: annealer.sample_ising(
            {}, bonds, beta_schedule_type="custom", beta_schedule=[1 / T],
            num_sweeps_per_beta=n, num_reads=1, seed=1,
        )  # fmt: skip
    from openjij import SASampler

    sampler = SASampler()
    return lambda n: sampler.sample_ising({}, bonds, schedule=[[1 / T, n]], num_reads=1, seed=1)


def dataset(request: dict) -> float:
    """CPU seconds of mcising's runner with stored configurations."""
    from mcising import LatticeConfig, Simulation, SimulationConfig

    config = SimulationConfig(
        lattice=LatticeConfig(size=request["L"]),
        temperatures=tuple(request["temperatures"]),
        n_sweeps=request["samples"] * request["spacing"],
        measurement_interval=request["spacing"],
        n_thermalization=100,
    )
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        Simulation(config).run()
    return time.process_time() - start


def series(request: dict, mode: str) -> list[list[float]]:
    """Energy and magnetization per site after every update."""
    lattice = mcising(mode, request["L"])
    lattice.sweep(1000, temperature=request["T"])
    rows = []
    for _ in range(request["steps"]):
        lattice.sweep(1, temperature=request["T"])
        rows.append([lattice.energy(), lattice.magnetization()])
    return rows


def main() -> None:
    tool = sys.argv[1]
    ready: dict[tuple[int, float], Sweep] = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "dataset":
            answer: object = dataset(request)
        elif request["do"] == "series":
            answer = series(request, tool.partition(":")[2])
        else:
            key = request["L"], request["T"]
            if key not in ready:
                ready[key] = sweeper(tool, *key)
                ready[key](10)
            start = time.process_time()
            ready[key](request["steps"])
            answer = time.process_time() - start
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
