"""Training of the perceptron that reads temperatures.

scikit-learn, float32, large batches. Energy and |m| do not change under the symmetries of the
lattice model, so every pass sees the training samples moved by random ones. The weights in use are
a running average over the passes that favours the later ones (pass t enters with share
(p + 1) / (t + p), p = 6); it does the work of a decaying step size, and reaches a given loss in
about half the passes.
"""

from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rgflow.errors import TrainingError
from rgflow.thermometers.mlp import Probe, cross_entropy, log_probabilities

_DECAY_POWER = 6


@dataclass(frozen=True)
class ProbeSettings:
    """How a thermometer is trained.

    Attributes
    ----------
    hidden : int
        Hidden units (tanh).
    epochs, patience : int
        Largest number of passes; stop after `patience` passes without a better validation loss.
    batch_size : int
        Samples per Adam step.
    learning_rate : float
        Step size of Adam.
    augment : bool
        Move the samples of each pass by random symmetries of the lattice model.
    validation_share : float
        Share of the samples that only judges.
    """

    hidden: int = 80
    epochs: int = 60
    patience: int = 15
    batch_size: int = 500
    learning_rate: float = 3e-3
    augment: bool = True
    validation_share: float = 0.4


@dataclass(frozen=True)
class Training:
    """A thermometer with the record of its training.

    Attributes
    ----------
    probe : Probe
    loss_training, loss_validation : (n_epochs,) float64
        Mean cross-entropy in nats after each pass. The training loss is the mean over the pass,
        while the weights were still moving.
    best_epoch : int
        The probe's epoch, counted from 1.
    training, validation : (n,) int64
        Indices of the samples on either side of the split.
    """

    probe: Probe
    loss_training: NDArray[np.float64]
    loss_validation: NDArray[np.float64]
    best_epoch: int
    training: NDArray[np.int64]
    validation: NDArray[np.int64]


def train_probe(
    spins: NDArray[np.int8],
    class_index: NDArray[Any],
    n_classes: int,
    rng: np.random.Generator,
    move_randomly: Callable[[NDArray[np.int8], np.random.Generator], NDArray[np.int8]],
    settings: ProbeSettings | None = None,
) -> Training:
    """Train a thermometer; the same generator gives the same bytes.

    Parameters
    ----------
    spins : (n, L, L) int8
        ±1 configurations.
    class_index : (n,) integers
        Temperature class of each, 0 ... n_classes - 1.
    n_classes : int
        Number of classes, at least 3.
    rng : numpy.random.Generator
        Split, start weights, order and symmetries.
    move_randomly : callable
        Symmetries of the lattice model (see :class:`rgflow.models.base.law.Law`).
    settings : ProbeSettings, optional

    Raises
    ------
    TrainingError
        If samples and labels do not fit together, a class has no training sample, or the loss is
        not finite.
    """
    from sklearn.neural_network import MLPClassifier
    from threadpoolctl import threadpool_limits

    settings = settings or ProbeSettings()
    labels = np.asarray(class_index, np.int64)
    training, validation = _split(labels, n_classes, rng, settings.validation_share)
    if len(spins) != len(labels):
        raise TrainingError(f"{len(spins)} configurations with {len(labels)} temperature labels")
    network = MLPClassifier(
        (settings.hidden,),
        activation="tanh",
        solver="adam",
        alpha=0.0,
        batch_size=min(settings.batch_size, len(training)),
        learning_rate_init=settings.learning_rate,
        random_state=int(rng.integers(2**31)),
    )
    held_out = validation if len(validation) else training
    losses: list[tuple[float, float]] = []
    probe: Probe | None = None
    best, best_epoch = None, 0
    # One thread: the order of additions, and with it every bit, must not depend on the machine.
    with threadpool_limits(1):
        for epoch in range(1, settings.epochs + 1):
            samples = spins[training]
            if settings.augment:
                samples = move_randomly(samples, rng)
            network.partial_fit(
                samples.reshape(len(samples), -1).astype(np.float32),
                labels[training],
                classes=np.arange(n_classes),
            )
            probe = _averaged(probe, _frozen(network), epoch)
            loss = cross_entropy(log_probabilities(probe, spins[held_out]), labels[held_out])
            losses.append((float(network.loss_), loss))
            if not np.isfinite(losses[-1]).all():
                raise TrainingError(
                    f"the thermometer's loss is {losses[-1]} in epoch {epoch}",
                    remedy="lower probe.learning_rate",
                )
            if best is None or loss < losses[best_epoch - 1][1]:
                best, best_epoch = probe, epoch
            if epoch - best_epoch >= settings.patience:
                break
    if best is None:
        raise TrainingError("no training epoch", remedy="set probe.epochs to 1 or more")
    train_loss, validation_loss = np.array(losses).T
    return Training(best, train_loss, validation_loss, best_epoch, training, validation)


def _split(
    labels: NDArray[np.int64], n_classes: int, rng: np.random.Generator, share: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if n_classes < 3:
        # scikit-learn replaces the softmax of two classes by one logistic unit.
        raise TrainingError(f"a thermometer of {n_classes} temperatures; it needs at least three")
    order = rng.permutation(len(labels))
    held = round(share * len(labels))
    training, validation = np.sort(order[held:]), np.sort(order[:held])
    if len(labels) == 0 or labels.min() < 0 or labels.max() >= n_classes:
        raise TrainingError(f"temperature labels outside 0 ... {n_classes - 1}")
    present = np.bincount(labels[training], minlength=n_classes)
    if not present.all():
        missing = np.flatnonzero(present == 0)
        raise TrainingError(
            f"no training sample in {len(missing)} of {n_classes} temperature classes",
            remedy="sample more configurations per temperature",
        )
    return training, validation


def _averaged(average: Probe | None, latest: Probe, epoch: int) -> Probe:
    """Return the running mean of the weights, in which the last passes weigh most."""
    if average is None:
        return latest
    share = np.float32((_DECAY_POWER + 1) / (epoch + _DECAY_POWER))
    pairs = zip(astuple(average), astuple(latest), strict=True)
    return Probe(*((1 - share) * old + share * new for old, new in pairs))


def _frozen(network: Any) -> Probe:
    (first, second), (bias_1, bias_2) = network.coefs_, network.intercepts_
    return Probe(*(np.array(a, np.float32) for a in (first, bias_1, second, bias_2)))
