"""Two-point functions, hidden-visible correlation maps and G(d)."""
