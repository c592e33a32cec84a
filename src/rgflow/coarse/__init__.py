"""Block-spin transformations."""
