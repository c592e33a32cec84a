"""The perceptron that reads temperatures: L^2-80-60, tanh, softmax; plain arrays, plain numpy."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]
_SAMPLES_PER_PASS = 8192


@dataclass(frozen=True)
class Probe:
    """A trained thermometer as plain arrays, at its epoch of lowest validation loss.

    Attributes
    ----------
    weights_hidden : (V, hidden) float32
    bias_hidden : (hidden,) float32
    weights_output : (hidden, n_classes) float32
    bias_output : (n_classes,) float32
    """

    weights_hidden: Weights
    bias_hidden: Weights
    weights_output: Weights
    bias_output: Weights


def log_probabilities(probe: Probe, spins: NDArray[Any]) -> NDArray[np.float32]:
    """Logarithm of the class probabilities, ``(n, n_classes)`` float32.

    Parameters
    ----------
    probe : Probe
    spins : (n, L, L) or (n, V)
        ±1 or real-valued configurations.
    """
    flat = spins.reshape(len(spins), -1)
    logits = np.empty((len(flat), probe.bias_output.size), np.float32)
    for start in range(0, len(flat), _SAMPLES_PER_PASS):
        part = slice(start, start + _SAMPLES_PER_PASS)
        hidden = flat[part].astype(np.float32) @ probe.weights_hidden
        hidden += probe.bias_hidden
        np.tanh(hidden, out=hidden)
        np.matmul(hidden, probe.weights_output, out=logits[part])
    logits += probe.bias_output
    logits -= logits.max(axis=1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return logits


def classify(probe: Probe, spins: NDArray[Any]) -> NDArray[np.int64]:
    """Class of highest probability, ``(n,)`` int64; see :func:`log_probabilities`."""
    return log_probabilities(probe, spins).argmax(axis=1)


def cross_entropy(log_probability: NDArray[Any], class_index: NDArray[Any]) -> float:
    """Mean cross-entropy ``-< ln p(true class) >`` in nats.

    Parameters
    ----------
    log_probability : (n, n_classes)
    class_index : (n,) integers
    """
    true_class = np.take_along_axis(log_probability, class_index[:, None], axis=1)
    return float(-true_class.mean(dtype=np.float64))
