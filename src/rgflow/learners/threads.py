"""BLAS on one thread."""

from contextlib import AbstractContextManager

from threadpoolctl import threadpool_limits


def one_thread() -> AbstractContextManager[object]:
    """Context in which BLAS uses one thread: its results may depend on how many there are."""
    return threadpool_limits(limits=1, user_api="blas")
