"""One tool, timed on request: reads "V H batch rounds" lines, answers with CPU seconds an update.

Every step is one CD-1 update of a machine with V visible and H hidden units: five products of the
batch with the weights. Run by bench.py, one process a tool, so that no tool disturbs another.
"""

import json
import sys
import time
from collections.abc import Callable

import numpy as np

Step = Callable[[], object]
ROWS = 20_000
RATE = 0.01


def spins(V: int, batch: int) -> np.ndarray:
    rows = max(2 * batch, ROWS * 100 // V)
    return np.random.default_rng(1).choice(np.array([-1, 1], np.int8), (rows, V))


def rgflow(V: int, H: int, batch: int) -> Step:
    from rgflow.config.recipes import Recipe
    from rgflow.learners.rbm.run import TrainingRun

    recipe = Recipe(batch_size=batch, updates=10**9, snapshots=1, learning_rate=RATE)
    data = spins(V, batch)
    return TrainingRun(data, H, recipe, np.random.default_rng(2), data[:10]).advance


def products(V: int, H: int, batch: int) -> Step:
    """Make the five products of an update alone, in the BLAS that rgflow uses."""
    from scipy.linalg.blas import sgemm

    rng = np.random.default_rng(3)
    W, v, h = (rng.standard_normal(s, np.float32) for s in ((V, H), (2 * batch, V), (2 * batch, H)))
    x, y = np.empty((batch, V), np.float32), np.empty((batch, H), np.float32)

    def step() -> None:
        sgemm(1.0, W.T, v[:batch].T, 1.0, y.T, overwrite_c=True)
        sgemm(1.0, W.T, h[:batch].T, 1.0, x.T, trans_a=True, overwrite_c=True)
        sgemm(1.0, W.T, v[batch:].T, 1.0, y.T, overwrite_c=True)
        sgemm(1e-9, h.T, v.T, 1.0, W.T, trans_b=True, overwrite_c=True)

    return step


def scikit_learn(V: int, H: int, batch: int) -> Step:
    """Call BernoulliRBM.partial_fit in float32 (persistent chains, the same five products)."""
    from sklearn.neural_network import BernoulliRBM

    data = ((spins(V, batch) + 1) // 2).astype(np.float32)
    machine = BernoulliRBM(n_components=H, learning_rate=RATE, batch_size=batch, random_state=1)
    place = 0

    def step() -> None:
        nonlocal place
        machine.partial_fit(data[place : place + batch])
        place = (place + batch) % (len(data) - batch)

    return step


def torch_by_hand(V: int, H: int, batch: int) -> Step:
    import torch

    torch.set_num_threads(1)
    data = torch.from_numpy(spins(V, batch).astype(np.float32))
    W, b, c = 0.01 * torch.randn(V, H), torch.zeros(V), torch.zeros(H)
    up, down = torch.ones(()), -torch.ones(())

    def draw(mean: "torch.Tensor") -> "torch.Tensor":
        return torch.where(2 * torch.rand_like(mean) - 1 < mean, up, down)

    @torch.inference_mode()
    def step() -> None:
        v = data[torch.randint(len(data), (batch,))]
        h = draw(torch.tanh(torch.addmm(c, v, W)))
        v_model = draw(torch.tanh(torch.addmm(b, h, W.T)))
        h_model = torch.tanh(torch.addmm(c, v_model, W))
        W.addmm_(v.T, h, alpha=RATE / batch).addmm_(v_model.T, h_model, alpha=-RATE / batch)
        b.add_((v - v_model).mean(0), alpha=RATE)
        c.add_((h - h_model).mean(0), alpha=RATE)

    return step


def rbms(V: int, H: int, batch: int) -> Step:
    """Drive rbms 0.5.0 as CD-1 through its own compiled functions."""
    import torch
    from rbms.bernoulli_bernoulli import implement

    torch.set_num_threads(1)
    data = torch.from_numpy(((spins(V, batch) + 1) // 2).astype(np.float32))
    W, b, c = 0.01 * torch.randn(V, H), torch.zeros(V), torch.zeros(H)
    for parameter in (W, b, c):
        parameter.grad = torch.zeros_like(parameter)
    optimizer = torch.optim.SGD([W, b, c], lr=RATE, maximize=True)
    even, zero = torch.ones(batch), torch.zeros(batch)

    def step() -> None:
        v = data[torch.randint(len(data), (batch,))]
        h, mean_h = implement._sample_hiddens(v, W, c)
        v_model, _ = implement._sample_visibles(h, W, b)
        _, h_model = implement._sample_hiddens(v_model, W, c)
        implement._compute_gradient(
            v, mean_h, even, v_model, h_model, zero, b, c, W, centered=False
        )  # fmt: skip
        optimizer.step()

    return step


def numpy_by_hand(V: int, H: int, batch: int) -> Step:
    rng, data = np.random.default_rng(4), spins(V, batch).astype(np.float32)
    W = np.float32(0.01) * rng.standard_normal((V, H), np.float32)
    b, c, rate = np.zeros(V, np.float32), np.zeros(H, np.float32), np.float32(RATE / batch)

    def draw(mean: np.ndarray) -> np.ndarray:
        noise = 2 * rng.random(mean.shape, np.float32) - 1
        return np.where(noise < mean, np.float32(1), np.float32(-1))

    def step() -> None:
        v = data[rng.integers(len(data), size=batch)]
        h = draw(np.tanh(v @ W + c))
        v_model = draw(np.tanh(h @ W.T + b))
        h_model = np.tanh(v_model @ W + c)
        W[:] += rate * (v.T @ h - v_model.T @ h_model)
        b[:] += rate * (v - v_model).sum(axis=0)
        c[:] += rate * (h - h_model).sum(axis=0)

    return step


TOOLS: dict[str, Callable[[int, int, int], Step]] = {
    "rgflow": rgflow,
    "products": products,
    "scikit-learn": scikit_learn,
    "torch": torch_by_hand,
    "rbms": rbms,
    "numpy": numpy_by_hand,
}


def seconds_a_step(step: Step, repetitions: int, span: float = 0.15) -> list[float]:
    """CPU seconds a step, each from as many steps as fill `span`."""
    started = time.process_time()
    step()
    steps = max(1, round(span / max(time.process_time() - started, 1e-6)))
    for _ in range(min(steps, 100)):
        step()
    times = []
    for _ in range(repetitions):
        started = time.process_time()
        for _ in range(steps):
            step()
        times.append((time.process_time() - started) / steps)
    return times


def main() -> None:
    tool = TOOLS[sys.argv[1]]
    steps: dict[tuple[int, ...], Step] = {}
    for line in sys.stdin:
        V, H, batch, repetitions = map(int, line.split())
        if (V, H, batch) not in steps:
            steps.clear()
            steps[V, H, batch] = tool(V, H, batch)
            steps[V, H, batch]()
        print(json.dumps(seconds_a_step(steps[V, H, batch], repetitions)), flush=True)


if __name__ == "__main__":
    main()
