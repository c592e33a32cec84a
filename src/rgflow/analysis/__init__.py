"""Numbers out of the stages' files: selection, fits, summaries."""
