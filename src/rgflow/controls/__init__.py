"""What else would show the same thing? Control experiments, one module per control."""
