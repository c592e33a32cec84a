"""Every error a user can cause, with the value that caused it and what to do about it."""


class RgflowError(Exception):
    """Base of all errors that the command line reports in one message, without a traceback.

    Parameters
    ----------
    what : str
        What is wrong, with the offending value.
    where : object, optional
        File, configuration key or job in which it is wrong.
    remedy : str, optional
        What the user can do about it.
    """

    def __init__(self, what: str, *, where: object = None, remedy: str | None = None) -> None:
        self.what, self.where, self.remedy = what, where, remedy
        place = f"{where}: " if where is not None else ""
        advice = f"\n  remedy: {remedy}" if remedy else ""
        super().__init__(f"{place}{what}{advice}")


class ConfigError(RgflowError):
    """The configuration has a value that the experiment cannot use."""


class DataError(RgflowError):
    """A file is missing, damaged, foreign, or breaks its contract."""


class NotComputed(DataError):  # noqa: N818 - an outcome of its own, not a fault
    """The files are sound, but do not hold the number: the ledger says so and goes on.

    Every other error, a damaged or a foreign file among them, stops the job.
    """


class ParameterError(RgflowError, ValueError):
    """A function was called with a value outside its domain."""


class SamplingError(RgflowError):
    """Monte Carlo data would be wrong: not equilibrated, too short, or against the exact energy."""


class TrainingError(RgflowError):
    """Training diverged or was given data that it cannot use."""


class DivergedError(TrainingError):
    """The parameters ran away in training."""


class FitError(RgflowError):
    """A fit has no trustworthy answer: degenerate, at a bound, or without data."""
