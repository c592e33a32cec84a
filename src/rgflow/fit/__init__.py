"""Scaling dimensions and the critical temperature from measured sums, with bootstrap errors."""
