"""Fits, resampling, summaries over seeds and autocorrelation."""
